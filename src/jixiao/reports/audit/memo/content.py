"""What a review memo says of one document: numbered problems, causes first, and what could not be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, joined, same
from jixiao.reports.audit.excerpts import MARKS, excerpt
from jixiao.reports.facts.plain_words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jixiao.core.audit.check import Check
    from jixiao.reports.audit.record import CauseRow, DocumentRow, FindingRow, PlaceRow, Sheet

# Places that a finding was held against and that are quoted beside it.
MOST_OTHERS = 3
# So much of a sentence or a row is quoted; a Chinese character takes two columns.
COLUMNS = 160
SEVERITIES = ("error", "suspicious", "rounding")
_FULL_STOP = Text("。", ".")


@dataclass(frozen=True, slots=True)
class Quote:
    """A place as it stands in a document: file (where it is another one), page, the words with what is around them."""

    where: Text
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered problem: its sentence, the words at fault, what they were held against, the arithmetic.

    `explained` are the findings that one cause explains; `is_old` says that an earlier round had named it.
    """

    number: int
    where: Text
    sentence: Text
    quote: Quote
    others: tuple[Quote, ...]
    figures: Text | None
    explained: tuple[Text, ...] = ()
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A memo: `errors` and `leads` are numbered through; `untold` and `left_out` are sentences."""

    title: str
    unit: str
    reviewed: Text
    errors: tuple[Item, ...]
    leads: tuple[Item, ...]
    left_out: Text | None
    notes: int
    untold: tuple[Text, ...]


def content(
    sheet: Sheet, related: Sequence[FindingRow], catalogue: Mapping[str, Check], old: frozenset[int] = frozenset()
) -> Content:
    """The memo of a document; `related` are findings across documents that it answers for, `old` ids named before."""
    document = sheet["document"]
    findings = {row["id"]: row for row in (*sheet["findings"], *related)}
    groups = list(_groups(sheet, findings))
    errors = [group for group in groups if _worst(group[1]) == "error"]
    leads = [group for group in groups if _worst(group[1]) == "suspicious"]
    items = [_item(number, *group, old) for number, group in enumerate([*errors, *leads], 1)]
    return Content(
        title_of(document),
        visible(document["entity"] or ""),
        _reviewed(sheet),
        tuple(items[: len(errors)]),
        tuple(items[len(errors) :]),
        _left_out(sheet, catalogue),
        sum(row["severity"] == "rounding" for row in findings.values()),
        tuple(_untold(sheet, catalogue)),
    )


def title_of(document: DocumentRow) -> str:
    """What the document calls itself, else what its file is called."""
    return visible(document["title"] or PurePath(document["path"]).stem)


def _groups(
    sheet: Sheet, findings: Mapping[int, FindingRow]
) -> Iterator[tuple[CauseRow | None, tuple[FindingRow, ...]]]:
    """Findings by their cause, causes first; a finding without one alone."""
    for cause in sheet["causes"]:
        yield cause, tuple(findings[number] for number in cause["findings"] if number in findings)
    for row in findings.values():
        if row["cause"] is None:
            yield None, (row,)


def _worst(rows: Sequence[FindingRow]) -> str:
    return min((row["severity"] for row in rows), key=SEVERITIES.index)


def _item(number: int, cause: CauseRow | None, rows: tuple[FindingRow, ...], old: frozenset[int]) -> Item:
    is_old = any(row["id"] in old for row in rows)
    first = rows[0]
    if cause is None:
        place, rest = first["places"][0], first["places"][1:]
        others = tuple(_others(place, rest))
        return Item(number, _page(place), _said(first), _quote(place, place), others, _figures(first), is_old=is_old)
    place = cause["place"]
    sentence = Text(visible(cause["message"]["zh"]), visible(cause["message"]["en"])) + _FULL_STOP
    figures = Text(
        f"印为 {visible(cause['printed'])}，很可能应为 {visible(cause['likely'])}。",
        f"Printed {visible(cause['printed'])}, likely {visible(cause['likely'])}.",
    )
    explained = tuple(_said(row) + (_gap(row) or Text("", "")) for row in rows)
    return Item(number, _page(place), sentence, _quote(place, place), (), figures, explained, is_old)


def _said(row: FindingRow) -> Text:
    return Text(visible(row["message"]["zh"]), visible(row["message"]["en"])) + _FULL_STOP


def _figures(row: FindingRow) -> Text | None:
    """Expected and found, difference and tolerance, as far as the finding has them."""
    parts = []
    if row["expected"] is not None:
        parts.append(Text(f"应为 {visible(row['expected'])}", f"Expected {visible(row['expected'])}"))
    if row["found"] is not None and row["expected"] is not None:
        parts.append(Text(f"印为 {visible(row['found'])}", f"printed {visible(row['found'])}"))
    gap = _difference(row)
    if gap is not None:
        parts.append(gap)
    return joined(parts, "，", ", ") + _FULL_STOP if parts else None


def _gap(row: FindingRow) -> Text | None:
    gap = _difference(row)
    return None if gap is None else Text(f"（{gap.zh}）", f" ({gap.en})")


def _difference(row: FindingRow) -> Text | None:
    if row["difference"] is None:
        return None
    said = Text(f"相差 {visible(row['difference'])}", f"difference {visible(row['difference'])}")
    if row["tolerance"] is None:
        return said
    return said + Text(f"，四舍五入可解释 {row['tolerance']}", f", rounding explains {row['tolerance']}")


def _others(first: PlaceRow, rest: Sequence[PlaceRow]) -> Iterator[Quote]:
    """Other passages that the finding looked at, each once."""
    seen = {(first["path"], first["context"])}
    for place in rest:
        passage_of = (place["path"], place["context"])
        if passage_of not in seen and len(seen) <= MOST_OTHERS:
            seen.add(passage_of)
            yield _quote(place, first)


def _quote(place: PlaceRow, own: PlaceRow) -> Quote:
    before, marked, after = excerpt(place, COLUMNS)
    name = PurePath(place["path"]).name
    of = same("") if place["path"] == own["path"] else Text(f"《{visible(name)}》", f"{visible(name)}, ")
    return Quote(of + _page(place), before, marked.removeprefix(MARKS[0]).removesuffix(MARKS[1]), after)


def _page(place: PlaceRow) -> Text:
    page = place["page"]
    return same("") if page is None else Text(f"第 {page} 页", f"Page {page}")


def _reviewed(sheet: Sheet) -> Text:
    """What was looked at and how much of it holds."""
    checks, covered, document = sheet["checks"], sheet["coverage"], sheet["document"]
    applied, held, broken, untold = (
        sum(row[key] for row in checks) for key in ("applied", "passed", "failed", "cannot_tell")
    )
    rules = sum(row["applied"] > 0 for row in checks)
    title = title_of(document)
    pages = document["pages"]
    long = same("") if pages is None else Text(f"（共 {pages} 页）", f" ({pages} pages)")
    return Text(
        f"现对你单位《{title}》{long.zh}提出审核意见。本次用 {rules} 条规则核对了 {applied} 处，相符 {held} 处，"
        f"不符 {broken} 处，另有 {untold} 处未能核对；文中识别出的 {covered['figures']} 个数字有 {covered['checked']} "
        "个参加了核对。数字按印出的位数比较，四舍五入能够解释的差异不作为问题。请逐条核实，并在所附表中答复。",
        f"These are our comments on {title}{long.en}. Rules applied: {rules}; places compared: {applied}, of "
        f"which {held} agree and {broken} do not; not checked: {untold}. Figures read: {covered['figures']}, of which "
        f"{covered['checked']} took part. Figures are compared within what they print; rounding is no problem. "
        "Please look into every item and answer in the table below.",
    )


def _left_out(sheet: Sheet, catalogue: Mapping[str, Check]) -> Text | None:
    left = sheet["left_out"]
    if not left:
        return None
    named = joined(
        [_titled(code, catalogue) + Text(f" {count} 条", f": {count}") for code, count in left.items()], "、", ", "
    )
    return Text(
        f"另有可能性较低的疑点 {sum(left.values())} 条未逐条列出：{named.zh}。",
        f"Less likely leads that are not listed: {sum(left.values())} ({named.en}).",
    )


def _untold(sheet: Sheet, catalogue: Mapping[str, Check]) -> Iterator[Text]:
    for row in sheet["untold"]:
        title, reason, count = _titled(row["check"], catalogue), row["reason"], row["count"]
        yield Text(
            f"{title.zh}：{visible(reason['zh'])}（{count} 处）。", f"{title.en}: {visible(reason['en'])} ({count})."
        )
    for fault in sheet["faults"]:
        title = _titled(fault["check"], catalogue)
        yield Text(
            f"{title.zh}：程序出错，没有核对，与文件无关。", f"{title.en}: not checked, through a fault of the program."
        )
    for note in sheet["notes"]:
        yield Text(visible(note["zh"]), visible(note["en"])) + _FULL_STOP


def _titled(code: str, catalogue: Mapping[str, Check]) -> Text:
    check = catalogue.get(code)
    return same(code) if check is None else check.title
