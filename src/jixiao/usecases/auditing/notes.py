"""What the audit of a document could not look at, in words, so that silence is not taken for a pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, joined, same
from jixiao.reports.audit.coverage import unknown_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jixiao.core.audit.audited import Audited
    from jixiao.core.document.statement import FoundTable

    Title = tuple[str | None, str, str]

_SPACES = re.compile(r"\s+")
_HAN = "\u4e00-\u9fff"
_UNIT = re.compile(rf"[{_HAN}、]{{3,40}}(?:局|委员会|委|办事处|办公室|中心|署|院|厅|处|所|站|馆|学校)")
# A line with a number, a colon or a leader of dots is an entry of a list and no title of a document.
_TITLE = r"(?P<before>[{han}（）、]{{0,40}}?)(?P<year>20\d\d)年度?(?P<between>[{han}（）、]{{0,40}}?)(?P<kind>{kinds})"
# Kinds of documents that are published on their own; goal tables and project tables are parts of others.
_OWN = ("budget", "accounts", "self_evaluation")
# Tables without a known layout that are named.
_NAMED = 5


def notes_of(audited: Audited, kinds: Mapping[str, tuple[str, ...]]) -> list[Text]:
    """What must be said before the findings; `kinds` are the words by which titles tell kinds of documents."""
    return [*audited.document.warnings, *_unknown(audited), *_half(audited), *_several(audited, kinds)]


def _unknown(audited: Audited) -> Iterator[Text]:
    """What the document does not say of itself, and tables that no layout knows."""
    who = audited.statements.identity
    absent = [
        name
        for name, value in (
            (Text("文书种类", "kind"), None if who.kind == "other" else who.kind),
            (Text("单位", "unit"), who.entity),
            (Text("所属地区", "district"), who.region),
            (Text("年度", "year"), who.year),
        )
        if value is None
    ]
    if absent:
        named = joined(absent, "、", ", ")
        yield (
            Text("读不出", "not told by the document: ")
            + named
            + Text("，与此有关的核查没有做", "; what rests on it was not checked")
        )
    unknown = unknown_tables(audited)
    if unknown:
        listed = joined([_table(audited, one) for one in unknown[:_NAMED]], "、", ", ")
        more = Text("等", " …") if len(unknown) > _NAMED else Text("", "")
        what = Text(
            f"{len(unknown)} 张表没有对应的表式，只做通用核查：",
            f"{len(unknown)} tables of no known layout, generic checks only: ",
        )
        yield what + listed + more


def _table(audited: Audited, table: FoundTable) -> Text:
    """What a table is called: by its title, else by where it stands."""
    page = audited.document.page_of(audited.document.blocks[table.parts[0]].start)
    if table.title:
        return same(table.title)
    if page is None:
        return Text(f"第 {table.number} 张表", f"table {table.number}")
    return Text(f"第 {page.number} 页无标题的表", f"the table without a title on page {page.number}")


def _half(audited: Audited) -> Iterator[Text]:
    """A document of which a half is missing: its tables, or its words."""
    if audited.statements.identity.kind not in _OWN:
        return
    if not audited.statements.tables:
        yield Text(
            "没有读到表格，表内和文表之间的核查没有做；文件可能不完整",
            "no table was found, so nothing within tables or between text and tables was checked; the file may be "
            "incomplete",
        )
    if not any(fact.kind == "text" and fact.concept is not None for fact in audited.statements.facts):
        yield Text(
            "没有读到文字说明中的数据，文表之间的核查没有做；文件可能不完整",
            "no known figure was found in running text, so nothing between text and tables was checked; "
            "the file may be incomplete",
        )


def _several(audited: Audited, kinds: Mapping[str, tuple[str, ...]]) -> Iterator[Text]:
    """Two documents in one file, each with a title of its own."""
    pages: dict[Title, int | None] = {}
    for title, start in _titles(audited, kinds):
        if not any(_same(title, other) for other in pages):
            page = audited.document.page_of(start)
            pages[title] = None if page is None else page.number
    if len(pages) > 1:
        yield (
            Text("一个文件里似乎有几份文书：", "several documents seem to be in one file: ")
            + joined([_named(title, page) for title, page in pages.items()], "、", ", ")
            + Text("；请分成几个文件再核查", "; audit them as files of their own")
        )


def _named(title: Title, page: int | None) -> Text:
    entity, year, kind = title
    words = f"{entity or ''}{year}年{kind}"
    return same(words) if page is None else Text(f"{words}（第 {page} 页）", f"{words} (page {page})")


def _same(one: Title, other: Title) -> bool:
    """Whether two titles may be of one document: the same year and kind, and no two units."""
    return one[1:] == other[1:] and (one[0] is None or other[0] is None or one[0] == other[0])


def _titles(audited: Audited, kinds: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Title, int]]:
    """Paragraphs that are the title of a document and nothing else: its unit (None where none is told), year, kind."""
    words = sorted((word for kind in _OWN for word in kinds.get(kind, ())), key=len, reverse=True)
    pattern = re.compile(_TITLE.format(han=_HAN, kinds="|".join(map(re.escape, words))))
    lines = [_SPACES.sub("", audited.document.at(one)) for one in audited.paragraphs]
    for number, line in enumerate(lines):
        match = pattern.fullmatch(line) if len(line) <= 60 else None
        if match is None or re.match(r"第.部分|附[件表]", line):
            continue
        around = [match["before"], match["between"], *lines[max(0, number - 1) : number]]
        unit = next((found[0] for one in around if (found := _UNIT.fullmatch(one)) is not None), None)
        yield (unit, match["year"], match["kind"]), audited.paragraphs[number].start
