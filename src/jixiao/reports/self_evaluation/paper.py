"""A report as plain data: headings, paragraphs, tables and drawings in their order, and the figures that stand in them.

It is what is frozen by a signature, so it is JSON and nothing else: keys are never renamed within `jixiao/report/1`.
"""

from __future__ import annotations

import json
from typing import Any, Literal, NotRequired, TypedDict

SCHEMA = "jixiao/report/1"


class Run(TypedDict):
    """Words of a paragraph; `figure` names the figure that they show."""

    text: str
    figure: NotRequired[str]


class Part(TypedDict):
    """A piece of the report. `block` is the piece of the outline that it belongs to; the other keys go by `kind`.

    heading: level 1 to 3, text. paragraph: runs. table: title, unit, heads, numbers (which columns hold numbers),
    widths (shares of the page), rows, foot. chart: title, unit, drawing. appendix: text; what follows stands across.
    """

    kind: Literal["heading", "paragraph", "table", "chart", "appendix", "note"]
    block: str
    level: NotRequired[int]
    text: NotRequired[str]
    runs: NotRequired[list[Run]]
    title: NotRequired[str]
    unit: NotRequired[str]
    heads: NotRequired[list[str]]
    numbers: NotRequired[list[bool]]
    widths: NotRequired[list[int]]
    rows: NotRequired[list[list[str]]]
    foot: NotRequired[list[str]]
    drawing: NotRequired[dict[str, Any]]


class Paper(TypedDict):
    """A report: whose, of which year, its parts, and of each figure in it what the door tells."""

    schema: str
    title: str
    entity: str
    year: int
    template: str
    parts: list[Part]
    figures: dict[str, dict[str, str]]


def written(paper: Paper) -> str:
    """The report as text, the same for the same report."""
    return json.dumps(paper, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(part: Part) -> list[str]:
    """The lines of a part as a reader of the file finds them, in their order."""
    if part["kind"] == "paragraph":
        return ["".join(run["text"] for run in part.get("runs", ()))]
    if part["kind"] == "table":
        rows = [part.get("heads", []), *part.get("rows", ()), part.get("foot", [])]
        return [part.get("title", ""), *(cell for row in rows for cell in row if cell)]
    if part["kind"] == "chart":
        return [part.get("title", "")]
    return [part.get("text", "")]
