"""The right side of the page: causes, then every finding as a card to be filtered, stepped through and decided."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.core.kernel.text import Text
from jixiao.reports.audit import audit_words as words
from jixiao.reports.audit.page_quotes import quotes
from jixiao.reports.facts.plain_words import visible
from jixiao.reports.html.markup import Markup, anchor, both, el, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.core.audit.check import Check
    from jixiao.reports.audit.record import CauseRow, FindingRow
    from jixiao.reports.facts.record import Words

# A shape beside each word and colour.
SHAPES = {"error": "■", "suspicious": "◆", "rounding": "○"}
DECISIONS = {
    "accepted": Text("采纳", "accept"),
    "rejected": Text("不采纳", "reject"),
    "pending": Text("待定", "pending"),
}
KEPT = Text(
    "决定只存在本浏览器，不会上传；换机器前请导出", "kept in this browser only, sent nowhere; export to keep them"
)
# Beyond so many characters values stand one below the other.
LONG = 20
ARITHMETIC = (
    ("expected", Text("应为", "expected")),
    ("difference", Text("相差", "difference")),
    ("found", Text("实为", "found")),
    ("tolerance", Text("容差", "tolerance")),
)
NOTHING_FITS = Text("没有符合的问题。", "Nothing fits.")
PRINTED_HEADS = (Text("编号", "No."), Text("问题", "Finding"), Text("原文", "Passages"), Text("决定", "Decision"))


class Side:
    """Draws findings; `catalogue` names the checks, `names` the documents where there are several."""

    def __init__(self, catalogue: Mapping[str, Check], names: Mapping[str, Text]) -> None:
        """What cards need beside their findings."""
        self._catalogue = catalogue
        self._names = names

    def drawn(
        self,
        findings: Sequence[FindingRow],
        causes: Sequence[CauseRow],
        nothing: Text,
        before: Markup | None = None,
        after: Markup | None = None,
    ) -> Markup:
        """The whole side: what narrows the list, causes, findings, and what stands before and after them.

        `nothing` is what is said where there is no finding.
        """
        by_id = {one["id"]: one for one in findings}
        heads = el("li", [el("span", both(one)) for one in PRINTED_HEADS], class_="heads", aria_hidden="true")
        return el(
            "aside",
            self._head(findings) if findings else None,
            before,
            self._causes(causes, by_id),
            el("p", both(NOTHING_FITS if findings else nothing), class_="none", hidden=bool(findings)),
            el("ol", heads, [self._card(one) for one in findings], class_="findings"),
            after,
            class_="side",
            data_label_zh="问题",
            data_label_en="findings",
        )

    def title(self, code: str) -> Text:
        """What a check is called."""
        known = self._catalogue.get(code)
        return Text(code, code) if known is None else known.title

    def _head(self, findings: Sequence[FindingRow]) -> Markup:
        """Filters, and what has been decided so far."""
        look = el("input", type="search", class_="look", autocomplete="off",
                  data_place_zh="文字、数字、编号", data_place_en="words, number",
                  data_label_zh="查找", data_label_en="search")  # fmt: skip
        told = both(Text("已决定", "decided"))
        decided = el(
            "p", told, " ", el("span", f"0 / {len(findings)}", class_="decided"),
            el("button", both(Text("导出决定", "export")), type="button", data_export=True),
            both(KEPT, class_="kept"),
            class_="keeping",
        )  # fmt: skip
        toggles = el("div", [_toggle(name, findings) for name in SHAPES], class_="kinds", role="group")
        return el(
            "form", el("div", toggles, look, class_="first"), el("div", self._selects(findings), class_="selects"),
            decided, class_="side-head",
        )  # fmt: skip

    def _selects(self, findings: Sequence[FindingRow]) -> list[Markup]:
        counts = Counter(one["check"] for one in findings)
        checks = [
            _option(_said({"zh": f"{title.zh} ({counts[code]})", "en": f"{title.en} ({counts[code]})"}), code)
            for code, title in ((code, self.title(code)) for code in sorted(counts))
        ]
        every = _option(Text("全部核查规则", "every check"), "")
        states = [_option(Text("全部决定", "any decision"), ""), _option(Text("未决定", "undecided"), "none"),
                  *(_option(word, name) for name, word in DECISIONS.items())]  # fmt: skip
        return [
            el("select", every, checks, data_filter="check", data_label_zh="核查规则", data_label_en="check"),
            el("select", states, data_filter="state", data_label_zh="决定", data_label_en="decision"),
        ]

    def _causes(self, causes: Sequence[CauseRow], findings: Mapping[int, FindingRow]) -> Markup | None:
        if not causes:
            return None
        drawn = [
            self._cause(one, [findings[number] for number in one["findings"] if number in findings]) for one in causes
        ]
        return el("section", el("h3", both(words.CAUSES)), drawn, class_="causes")

    def _cause(self, cause: CauseRow, findings: Sequence[FindingRow]) -> Markup:
        """What is printed, what it likely should be, and the findings that it explains."""
        place = cause["place"]
        target = _place_of(cause, findings)
        page = place["page"]
        to = None if page is None else both(Text(f"第 {page} 页", f"page {page}"))
        change = joined((el("del", visible(cause["printed"])), " → ", el("ins", visible(cause["likely"]))))
        under = [
            el("li", el("a", _number(one), " ", both(_said(one["message"])), href=f"#f{one['id']}")) for one in findings
        ]
        link = el("a", change, href=target, class_="change") if target else el("span", change, class_="change")
        return el(
            "article", el("p", link, el("span", to, class_="page-of") if to else None),
            el("p", both(_said(cause["message"])), class_="message"), el("ol", under, class_="under"),
            class_="cause", id=f"c{cause['id']}",
        )  # fmt: skip

    def _card(self, finding: FindingRow) -> Markup:
        kind = finding["severity"]
        count = len(finding["places"])
        head = el(
            "header",
            el("a", _number(finding), " ", el("span", SHAPES[kind], " ", both(Severity(kind).label), class_="severity"),
               href=f"#p{finding['id']}-0", class_="main"),
            stepper(count) if count > 1 else None,
        )  # fmt: skip
        body = el("div", el("p", both(_said(finding["message"])), class_="message"), _arithmetic(finding),
                  el("p", self._rule(finding), _why(finding), class_="by"), class_="said")  # fmt: skip
        return el(
            "li", head, body, el("div", quotes(finding, self._names), class_="passages"), _decide(),
            class_=f"finding {kind}", id=f"f{finding['id']}",
        )  # fmt: skip

    def _rule(self, finding: FindingRow) -> Markup:
        """The check by its title, code and version; opening it tells what it holds documents to."""
        code = finding["check"]
        version = Text(f"第 {finding['version']} 版", f"version {finding['version']}")
        title = el("a", both(self.title(code)), href=f"#rule-{anchor(code)}", class_="rule")
        return joined((title, " ", el("code", code), " ", both(version)))


def _said(message: Words) -> Text:
    return Text(visible(message["zh"]), visible(message["en"]))


def _number(finding: FindingRow) -> Markup:
    return el("span", str(finding["id"]), class_=f"no {finding['severity']}")


def _why(finding: FindingRow) -> Markup | None:
    """The way to the cause that explains a finding."""
    if finding["cause"] is None:
        return None
    word = both(Text("见上方改正", "see the likely cause"))
    return joined((" ", el("a", word, href=f"#c{finding['cause']}", class_="why")))


def _place_of(cause: CauseRow, findings: Sequence[FindingRow]) -> str | None:
    """The address of a cause's print, which is a place of the findings that it explains."""
    place = cause["place"]
    found = (
        f"#p{finding['id']}-{order}"
        for finding in findings
        for order, one in enumerate(finding["places"])
        if (one["start"], one["end"]) == (place["start"], place["end"])
    )
    return next(found, None)


def _toggle(kind: str, findings: Sequence[FindingRow]) -> Markup:
    count = sum(one["severity"] == kind for one in findings)
    return el(
        "button", el("span", SHAPES[kind], class_="shape"), " ", both(Severity(kind).label),
        el("span", str(count), class_="count"), type="button", class_=kind, data_kind=kind, aria_pressed="true",
        disabled=not count,
    )  # fmt: skip


def _option(word: Text, value: str) -> Markup:
    return el("option", word.zh, value=value, data_zh=word.zh, data_en=word.en)


def stepper(count: int = 0) -> Markup:
    """Steps through the places of a finding; a count that is not known yet is filled in by the script."""
    back = el("button", "‹", type="button", data_step="-1", data_label_zh="上一处", data_label_en="previous place")
    on = el("button", "›", type="button", data_step="1", data_label_zh="下一处", data_label_en="next place")
    return el("span", back, el("span", f"1/{count}" if count else None, class_="at"), on, class_="stepper")


def _arithmetic(finding: FindingRow) -> Markup | None:
    """What was expected, what was found, by how much they differ, how much rounding allows."""
    told = [(key, word, value) for key, word in ARITHMETIC if (value := finding[key]) is not None]  # type: ignore[literal-required]
    if not told:
        return None
    cells = [
        joined((el("dt", both(word), class_=key), el("dd", visible(value), class_=key))) for key, word, value in told
    ]
    are_words = finding["difference"] is None or any(len(value) > LONG for _, _, value in told)
    return el("dl", cells, class_="sums words" if are_words else "sums")


def _decide() -> Markup:
    buttons = [
        el("button", both(word), type="button", data_decide=name, aria_pressed="false")
        for name, word in DECISIONS.items()
    ]
    remark = el("input", type="text", class_="remark", autocomplete="off", data_place_zh="备注", data_place_en="remark",
                data_label_zh="备注", data_label_en="remark")  # fmt: skip
    return el("div", buttons, remark, class_="decide")
