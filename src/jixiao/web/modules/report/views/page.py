"""The report for the browser: sections and blocks with their parts, the figures as chips, the drawings as SVG."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from jixiao.reports.html.markup import el, joined
from jixiao.reports.self_evaluation.drawing import svg
from jixiao.web.modules.report.paper.building import blocks_of, section_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.reports.html.markup import Markup
    from jixiao.reports.self_evaluation.paper import Paper, Part, Run
    from jixiao.web.modules.report.dues import Standing
    from jixiao.web.modules.report.models import Report
    from jixiao.web.modules.report.outline.model import Block, Outline

Node = dict[str, Any]
# What the chart of a report can be saved as; as a workbook where its table is with it.
CHART_FORMS = ("svg", "png", "xlsx")


def nodes(report: Report, outline: Outline, paper: Paper, how: Standing) -> list[Node]:
    """Headings and blocks from top to bottom, each block with its parts and with what is against it."""
    by_block: dict[str, list[Part]] = {}
    for part in paper["parts"]:
        by_block.setdefault(part["block"], []).append(part)
    rows = {one.key: one for one in blocks_of(report)} if report.is_open else {}
    against = Counter(gap.block for gap in how.gaps)
    if how.check is not None:
        against.update(
            one["block"] for one in how.check.findings if one["severity"] == "error" and one["key"] not in how.answers
        )
    found: list[Node] = []
    for level, section in outline.walk():
        key = section_key(section.heading)
        heading = next((one["text"] for one in by_block.get(key, ()) if "text" in one), section.heading)
        below = sum(against[one.id] for one in section.blocks)
        found.append({"is_heading": True, "level": level, "key": key, "heading": heading, "against": below})
        for block in section.blocks:
            found.append(node(report, block, by_block.get(block.id, []), paper["figures"], rows.get(block.id)))
    return found


def node(
    report: Report,
    block: Block,
    parts: Sequence[Part],
    doors: Mapping[str, Mapping[str, str]],
    row: Any,  # noqa: ANN401
) -> Node:
    """A block with its parts as HTML."""
    return {
        "is_heading": False, "block": block, "key": block.id, "row": row,
        "html": mark_safe(joined(_part(one, report, doors) for one in parts)),  # noqa: S308 - escaped by `el`
        "is_empty": not parts,
    }  # fmt: skip


def _part(part: Part, report: Report, doors: Mapping[str, Mapping[str, str]]) -> Markup:
    if part["kind"] == "paragraph":
        return el("p", [_run(run, report, doors) for run in part.get("runs", ())])
    if part["kind"] == "table":
        return _table(part)
    if part["kind"] == "chart":
        unit = f"（{part['unit']}）" if part.get("unit") else ""
        caption = el("figcaption", f"{part.get('title', '')}{unit}")
        saves = [
            el("a", form.upper(), href=reverse("report:chart", args=[report.pk, part["block"], form]))
            for form in CHART_FORMS if form != "xlsx" or part.get("rows")
        ]  # fmt: skip
        drawing = el("div", svg(part.get("drawing", {})), class_="wide")
        return el("figure", caption, drawing, el("p", [[one, " "] for one in saves], class_="saves"), class_="chart")
    return el("p", part.get("text", ""))


def _run(run: Run, report: Report, doors: Mapping[str, Mapping[str, str]]) -> Markup | str:
    name = run.get("figure")
    if name is None:
        return run["text"]
    door = doors.get(name)
    mark = "gap" if door is None else door.get("mark", "")
    address = f"{reverse('report:figure', args=[report.pk])}?{_query(name)}"
    return el(
        "a", run["text"], class_=f"datum {mark}".strip(), href=address, hx_get=address, hx_target="#door-body",
        title=name if door is None else door["label"],
    )  # fmt: skip


def _query(name: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"name": name})


def _table(part: Part) -> Markup:
    numbers = part.get("numbers", [])

    def row(tag: str, cells: Sequence[str]) -> Markup:
        return el("tr", [
            el(tag, words, class_="number" if is_number else None)
            for words, is_number in zip(cells, numbers, strict=True)
        ])  # fmt: skip

    unit = f"（{part['unit']}）" if part.get("unit") else ""
    return el(
        "div",
        el(
            "table",
            el("caption", f"{part.get('title', '')}{unit}"),
            el("thead", row("th", part.get("heads", []))),
            el("tbody", [row("td", one) for one in part.get("rows", ())]),
            el("tfoot", row("td", part["foot"])) if part.get("foot") else None,
            class_="list paper-table",
        ),
        class_="wide",
    )


def preview(paper: Paper) -> SafeString:
    """A report that nobody has drafted, to look at a template: figures as words, no doors."""
    made: list[Markup] = []
    for part in paper["parts"]:
        if part["kind"] in ("heading", "appendix"):
            made.append(el(f"h{min(part.get('level', 1) + 1, 4)}", part.get("text", "")))
        elif part["kind"] == "paragraph":
            runs = [
                el("span", run["text"], class_="datum" if run["figure"] in paper["figures"] else "datum gap")
                if "figure" in run else run["text"]
                for run in part.get("runs", ())
            ]  # fmt: skip
            made.append(el("p", runs))
        elif part["kind"] == "table":
            made.append(_table(part))
        elif part["kind"] == "chart":
            made.append(el("figure", el("figcaption", part.get("title", "")), svg(part.get("drawing", {})),
                           class_="chart"))  # fmt: skip
    return mark_safe(joined(made))  # noqa: S308 - escaped by `el`
