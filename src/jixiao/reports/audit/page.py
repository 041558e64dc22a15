"""An audit as one self-contained page: documents on the left with their findings marked, the findings on the right."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.reports.audit import audit_words as words
from jixiao.reports.audit.book import severities
from jixiao.reports.audit.page_checks import about, beyond, counts_table, faults, name_of, rules, summary_of, tally
from jixiao.reports.audit.page_document import DocumentBody
from jixiao.reports.audit.page_findings import Side, stepper
from jixiao.reports.audit.page_marks import marks_in
from jixiao.reports.facts import fact_words
from jixiao.reports.facts.plain_words import sound, visible
from jixiao.reports.html.markup import Markup, both, el, joined
from jixiao.reports.html.page import asset, page_around, shell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.record import AuditRecord, CheckRow, FindingRow, Sheet

_WHAT = Text("文书核查", "audit")
_KEYS = [
    ("j / k", Text("下一条 / 上一条", "next / previous finding")),
    ("Enter", Text("跳到原文，再按到下一处", "to its place in the text; again: to the next place")),
    ("1 2 3", Text("显示或隐藏错误、疑点、尾差", "show or hide errors, leads, rounding")),
    ("a / r / w", Text("采纳 / 不采纳 / 待定", "accept / reject / pending")),
    ("e", Text("写备注", "write a remark")),
    ("/", Text("查找", "search")),
    ("[ / ]", Text("上一份 / 下一份文件", "previous / next document")),
    ("Esc", Text("清除查找和筛选", "clear search and filters")),
    ("l", Text("切换语言", "switch language")),
    ("?", Text("显示本表", "show this list")),
]


def audit_page(book: AuditBook, language: Language) -> str:
    """The page of an audit; both languages are inside, `language` is the one shown first."""
    several = len(book.sheets) > 1
    names = {one["document"]["path"]: _short_name(one) for one in book.sheets} if several else {}
    side = Side(book.catalogue, names)
    panels = [_panel(book, side, number, one) for number, one in enumerate(book.records, 1)]
    related = _related(book, side) if _compares(book) else None
    codes = [row["check"] for row in (*book.checks, *book.findings())]
    main = el("main", panels, related, _not_audited(book), id="main")
    return sound(
        page_around(
            (asset("page.css") + own_asset("audit.css"), own_asset("reading.js") + own_asset("audit.js")),
            _title(book), language,
            (Text("跳到问题", "skip to the findings"), "#main"), "",
            shell(_WHAT), _switch(book, related is not None), main, rules(book.catalogue, codes), _bar(), _help(),
            _data(book),
        )
    )  # fmt: skip


def _compares(book: AuditBook) -> bool:
    """Whether documents were compared with each other, or should have been."""
    told = any(one["applied"] or one["cannot_tell"] for one in book.related_checks)
    return told or bool(book.related or book.related_faults)


def _title(book: AuditBook) -> Text:
    if len(book.sheets) == 1:
        name = name_of(book.sheets[0]["document"])
        return Text(f"{name} · 核查", f"{name}: audit")
    return Text(f"{len(book.sheets)} 份文件的核查", f"audit of {len(book.sheets)} documents")


def _short_name(sheet: Sheet) -> Text:
    """A document among several: whose, of which year, what."""
    document = sheet["document"]
    kind = fact_words.kind(document["kind"])
    if document["entity"] is None:
        return Text(name_of(document), name_of(document))
    entity, year = visible(document["entity"]), document["period"] or ""
    return Text(f"{entity} {year} {kind.zh}", f"{entity} {year} {kind.en}")


def _panel(book: AuditBook, side: Side, number: int, record: AuditRecord) -> Markup:
    """A document with its findings; findings across documents are marked in it as well."""
    path = record["document"]["path"]
    elsewhere = [one for one in book.related if any(place["path"] == path for place in one["places"])]
    body = DocumentBody(record, marks_in(path, [*record["findings"], *elsewhere]))
    also, rest = _also(len(elsewhere)), beyond(record["left_out"], side)
    findings = side.drawn(record["findings"], record["causes"], _nothing(record["checks"]), also, rest)
    return el(
        "section", about(record, side), findings,
        el("article", list(body.leaves()), class_="document", tabindex="-1", data_label_zh="原文",
           data_label_en="document"),
        class_="panel", id=f"d{number}",
    )  # fmt: skip


def _nothing(checks: Sequence[CheckRow]) -> Text:
    """What is said where nothing was found: nothing is wrong, or nothing could be checked, which is no pass."""
    return words.NOTHING if any(one["applied"] for one in checks) else words.NO_FIGURES


def _also(count: int) -> Markup | None:
    if not count:
        return None
    said = Text(f"另有 {count} 条问题在本文件与其他文件之间", f"{count} more between this document and others")
    return el("p", el("a", both(said), href="#related"), class_="also-related")


def _related(book: AuditBook, side: Side) -> Markup:
    """Findings that compare several documents, with links into them."""
    rows = list(book.related_checks)
    untold = sum(one["cannot_tell"] for one in rows)
    listed = el("div", counts_table(rows, side), faults(book.related_faults, side), class_="sheet-of-checks")
    checked = el("details", el("summary", summary_of(rows, untold)), listed, class_="checked")
    named = el("div", el("h1", both(words.RELATED)), class_="named")
    head = el("header", named, el("div", tally(book.related), checked, class_="standing"), class_="about")
    return el("section", head, side.drawn(book.related, (), _nothing(rows)), class_="panel related", id="related")


def _switch(book: AuditBook, has_related: bool) -> Markup | None:
    """The documents, worst first; one is shown at a time."""
    if len(book.sheets) < 2 and not has_related:
        return None
    numbered = sorted(enumerate(book.sheets, 1), key=lambda one: (*_badness(one[1]["findings"]), one[0]))
    rows = [el("li", _entry(f"d{number}", _short_name(one), one["findings"])) for number, one in numbered]
    if has_related:
        rows.append(el("li", _entry("related", words.RELATED, book.related)))
    shown = el("span", both(Text("文件", "documents")), class_="shown")
    count = el("span", both(Text(f"共 {len(book.sheets)} 份", f"of {len(book.sheets)}")), class_="count")
    return el("nav", el("details", el("summary", shown, count), el("ol", rows)), class_="switch",
              data_label_zh="文件", data_label_en="documents")  # fmt: skip


def _entry(target: str, name: Text, findings: Sequence[FindingRow]) -> Markup:
    return el("a", el("span", both(name), class_="name"), tally(findings), href=f"#{target}", data_panel=target)


def _badness(findings: Sequence[FindingRow]) -> tuple[int, ...]:
    return tuple(-count for count in severities(findings).values())


def _not_audited(book: AuditBook) -> Markup | None:
    """Files that could not be audited, and why."""
    listed = [
        el("li", visible(one["path"]), el("p", both(Text(visible(one["error"]["zh"]), visible(one["error"]["en"]))),
                                          class_="hint"))
        for one in book.failures
    ]  # fmt: skip
    if not listed:
        return None
    head = Text(f"{len(listed)} 份文件没有核查成", f"{len(listed)} files could not be audited")
    return el("details", el("summary", both(head)), el("ul", listed), class_="failures", open=not book.sheets)


def _bar() -> Markup:
    """On a narrow window: which finding is looked at in the document, its other places, and the way back."""
    back = el("button", both(Text("返回", "back")), type="button", data_back=True)
    return el("div", el("span", class_="bar-words"), stepper(), back, class_="footbar", id="bar", hidden=True)


def _help() -> Markup:
    rows = [joined((el("dt", el("kbd", key)), el("dd", both(word)))) for key, word in _KEYS]
    close = el("button", both(Text("关闭", "close")), type="button", data_close_help=True)
    heading = el("h2", both(Text("快捷键", "Keys")), id="help-title")
    return el("dialog", heading, el("dl", rows, class_="keys"), close, id="help", aria_labelledby="help-title")


def _data(book: AuditBook) -> Markup:
    """What an export of decisions says of each finding, as data: scripts read it, nothing runs it."""
    known = {one["document"]["path"]: one["document"]["sha256"] for one in book.sheets}
    rows = {str(one["id"]): one for one in _decidable(book, known)}
    written = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    safe = written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/json" id="data">{safe}</script>')


def _decidable(book: AuditBook, known: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Findings as an export names them; `key` stays the same when the same document is audited again."""
    for one in book.findings():
        first = one["places"][0]
        where = [[known.get(place["path"], ""), place["start"], place["end"]] for place in one["places"]]
        named = json.dumps([one["check"], one["version"], where])
        yield {
            "id": one["id"],
            "n": len(one["places"]),
            "key": sha256(named.encode()).hexdigest()[:16],
            "check": one["check"],
            "version": one["version"],
            "severity": one["severity"],
            "message": one["message"],
            "sha256": known.get(first["path"], ""),
            "place": {key: first[key] for key in ("path", "page", "start", "end", "quote")},
        }


@cache
def own_asset(name: str) -> str:
    """A style sheet or script of this package, as text."""
    return (files("jixiao.reports.audit") / "assets" / name).read_text("utf-8")
