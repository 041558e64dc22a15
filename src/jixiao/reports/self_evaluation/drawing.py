"""Drawings of rectangles, lines and words in whole units: one definition, printed as SVG and by typst on paper.

The numbers of a drawing are only places on the page; the exact ones stand in the table beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.reports.html.markup import Markup, el

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Shape = dict[str, Any]


def rect(x: int, y: int, width: int, height: int, style: str) -> Shape:
    """A rectangle; one without height is still seen."""
    return {"kind": "rect", "x": x, "y": y, "w": max(width, 1), "h": max(height, 1), "style": style}


def line(points: Sequence[tuple[int, int]], style: str) -> Shape:
    """A line through points."""
    return {"kind": "line", "points": [list(one) for one in points], "style": style}


def words(x: int, y: int, text: str, style: str = "label", anchor: str = "middle") -> Shape:
    """Words whose middle, start or end is at x; y is their base line."""
    return {"kind": "text", "x": x, "y": y, "text": text, "style": style, "anchor": anchor}


def drawn(width: int, height: int, shapes: Sequence[Shape], title: str, said: str) -> dict[str, Any]:
    """A drawing; `said` tells it to those who cannot see it."""
    return {"width": width, "height": height, "shapes": list(shapes), "title": title, "said": said}


def svg(drawing: Mapping[str, Any]) -> Markup:
    """The drawing as SVG, styled by classes of the page."""
    return el(
        "svg", el("title", str(drawing["title"])), el("desc", str(drawing["said"])),
        [_svg_shape(one) for one in drawing["shapes"]],
        viewBox=f"0 0 {drawing['width']} {drawing['height']}", role="img", aria_label=str(drawing["title"]),
        class_="report-drawing",
    )  # fmt: skip


def _svg_shape(one: Shape) -> Markup:
    if one["kind"] == "rect":
        return el("rect", x=one["x"], y=one["y"], width=one["w"], height=one["h"], class_=one["style"])
    if one["kind"] == "line":
        path = "M" + "L".join(f"{x} {y}" for x, y in one["points"])
        return el("path", d=path, class_=f"line {one['style']}")
    return el("text", str(one["text"]), x=one["x"], y=one["y"], class_=f"{one['style']} {one['anchor']}")
