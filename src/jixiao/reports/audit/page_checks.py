"""What was checked and what could not be: the top line of a document, and the rules themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, Verdict
from jixiao.core.kernel.text import Text
from jixiao.reports.audit.page_findings import SHAPES, Side
from jixiao.reports.facts import fact_words
from jixiao.reports.facts.plain_words import visible
from jixiao.reports.html.markup import Markup, anchor, both, el, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jixiao.core.audit.check import Check
    from jixiao.reports.audit.record import CheckRow, DocumentRow, FaultRow, FindingRow, Sheet

# A line break of the source inside a sentence; paragraphs and numbered conditions keep theirs.
_LINE = re.compile(r"(?<!\n)\n(?!\n|\d+\. )")
HEADS = (
    Text("核查规则", "check"),
    Text("核对", "applied"),
    Verdict.PASSED.label,
    Verdict.FAILED.label,
    Verdict.NOT_APPLICABLE.label,
    Verdict.CANNOT_TELL.label,
)
WHY = Text("不能判断的原因", "Why some could not be told")
COUNTS = ("applied", "passed", "failed", "not_applicable", "cannot_tell")


def name_of(document: DocumentRow) -> str:
    """What a document is called: its title, or the name of its file."""
    return visible(document["title"] or document["path"].replace("\\", "/").rpartition("/")[2])


def about(sheet: Sheet, side: Side) -> Markup:
    """Whose document it is, how many findings of each severity, how much was checked, what could not be."""
    document = sheet["document"]
    pages = document["pages"]
    told = [
        None if document["entity"] is None else visible(document["entity"]),
        None if document["period"] is None else both(Text(f"{document['period']} 年", document["period"])),
        both(fact_words.kind(document["kind"])),
        None if pages is None else both(Text(f"{pages} 页", f"{pages} pages")),
        el("span", visible(document["path"]), class_="path"),
        el("code", document["sha256"][:12]),
    ]
    line = joined([" · ", one] if at else one for at, one in enumerate(one for one in told if one is not None))
    notes = [el("li", both(Text(visible(one["zh"]), visible(one["en"])))) for one in sheet["notes"]]
    return el(
        "header",
        el("div", el("h1", name_of(document)), el("p", line, class_="source"), class_="named"),
        el("div", tally(sheet["findings"]), checked(sheet, side), class_="standing"),
        el("ul", notes, class_="warnings") if notes else None,
        class_="about",
    )


def tally(findings: Sequence[FindingRow]) -> Markup:
    """How many findings of each severity."""
    pieces = []
    for kind, shape in SHAPES.items():
        count = sum(one["severity"] == kind for one in findings)
        number = el("b", str(count))
        pieces.append(
            el("span", shape, " ", both(Severity(kind).label), " ", number, class_=kind if count else f"{kind} nil")
        )
    return el("p", pieces, class_="tally")


def checked(sheet: Sheet, side: Side) -> Markup:
    """How much was checked and what could not be, unfolding to every check with its counts."""
    rows = sheet["checks"]
    untold = sum(one["cannot_tell"] for one in rows)
    coverage = sheet["coverage"]
    figures = Text(
        f"文中数字 {coverage['figures']} 个，其中 {coverage['checked']} 个至少参与一项核对；"
        f"表格 {coverage['tables']} 张，其中 {coverage['unknown_tables']} 张表式未识别。",
        f"{coverage['checked']} of {coverage['figures']} figures take part in at least one check; "
        f"{coverage['unknown_tables']} of {coverage['tables']} tables are of no known layout.",
    )
    reasons = [
        el("li", both(side.title(one["check"])), both(Text("：", ": ")),
           both(Text(visible(one["reason"]["zh"]), visible(one["reason"]["en"]))), f" × {one['count']}")
        for one in sheet["untold"]
    ]  # fmt: skip
    inside = el(
        "div", el("p", both(figures)), counts_table(rows, side),
        joined((el("h3", both(WHY)), el("ul", reasons))) if reasons else None,
        faults(sheet["faults"], side), class_="sheet-of-checks",
    )  # fmt: skip
    return el("details", el("summary", summary_of(rows, untold)), inside, class_="checked")


def summary_of(rows: Sequence[CheckRow], untold: int) -> Markup:
    """How many relations were held against each other, and how many could not be."""
    applied = sum(one["applied"] for one in rows)
    could_not = Text(f"不能判断 {untold} 项", f"{untold} could not be told")
    return joined((both(Text(f"已核对 {applied} 项", f"checked {applied} relations")), " · ", both(could_not)))


def counts_table(rows: Sequence[CheckRow], side: Side) -> Markup:
    """Every check that had something to look at, with its counts; the others are counted."""
    shown = [one for one in rows if any(one[key] for key in COUNTS)]  # type: ignore[literal-required]
    heads = [el("th", both(word), scope="col", class_="n" if at else None) for at, word in enumerate(HEADS)]
    body = [
        el(
            "tr",
            el("th", el("a", both(side.title(one["check"])), href=f"#rule-{anchor(one['check'])}", class_="rule"),
               " ", el("code", one["check"]), scope="row"),
            [el("td", str(one[key]) if one[key] else "·", class_="n" if one[key] else "n nil") for key in COUNTS],  # type: ignore[literal-required]
        )
        for one in shown
    ]  # fmt: skip
    silent = len(rows) - len(shown)
    rest = Text(
        f"另有 {silent} 项规则在本文件中没有可核对的内容。", f"{silent} more checks had nothing to look at here."
    )
    table = el("div", el("table", el("thead", el("tr", heads)), el("tbody", body), class_="counts"), class_="wide")
    return joined((table, el("p", both(rest), class_="hint") if silent else None))


def beyond(left_out: Mapping[str, int], side: Side) -> Markup | None:
    """Leads that are not shown, counted by check."""
    if not left_out:
        return None
    count = sum(left_out.values())
    listed = [f"{side.title(code).zh} {number}" for code, number in sorted(left_out.items())]
    english = [f"{side.title(code).en} {number}" for code, number in sorted(left_out.items())]
    said = Text(
        f"另有 {count} 条可能性较低的疑点未列出：{'、'.join(listed)}",
        f"{count} less likely leads are not shown: {', '.join(english)}",
    )
    return el("p", both(Text(visible(said.zh), visible(said.en))), class_="hint")


def faults(rows: Iterable[FaultRow], side: Side) -> Markup | None:
    """Checks that crashed: never a fault of the document."""
    listed = [el("li", both(side.title(one["check"])), " ", el("code", one["check"])) for one in rows]
    if not listed:
        return None
    said = Text("以下规则运行出错，是本系统的缺陷，不是文件的问题：", "These checks crashed, a fault of this program:")
    return joined((el("p", both(said), class_="bad"), el("ul", listed)))


def rules(catalogue: Mapping[str, Check], codes: Iterable[str]) -> Markup:
    """What each check holds documents to, in its own words."""
    articles = [
        el(
            "article",
            el("h3", both(check.title), " ", el("code", code)),
            both(Text(check.explained.zh, _LINE.sub(" ", check.explained.en)), "p", class_="statement"),
            id=f"rule-{anchor(code)}",
        )
        for code in sorted(set(codes))
        if (check := catalogue.get(code)) is not None
    ]
    return el("section", el("h2", both(Text("核查规则", "Checks"))), articles, class_="rules", id="rules")
