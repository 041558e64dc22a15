"""The report as PDF, and its drawings as PNG for word processors; set by typst with the typeface that travels with us.

No font of the machine is looked at and no clock is read: the same report gives the same bytes.
"""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Literal

from jixiao.reports.printed.typeface import FAMILY, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.reports.self_evaluation.paper import Paper, Part

_SINGLE = """
#let data = json(bytes(sys.inputs.data))
#set text(font: data.font, fallback: false)
#set page(width: 156mm, height: auto, margin: (x: 4mm, y: 2mm))
#draw(data.drawing, 148mm)
"""


def report_pdf(paper: Paper, byline: str, mark: str = "") -> bytes:
    """The report, A4, its attachment across; `mark` stands at the head of every page, such as that it is a draft."""
    body, appendix = split(paper["parts"])
    data = {
        "font": FAMILY, "title": paper["title"], "entity": paper["entity"], "byline": byline, "mark": mark,
        "body": body, "appendix": appendix,
    }  # fmt: skip
    return _set(_asset("drawing.typ") + _asset("report.typ"), data, "pdf")


def drawing_png(drawing: Mapping[str, Any]) -> bytes:
    """A drawing as a picture for paper."""
    return _set(_asset("drawing.typ") + _SINGLE.encode(), {"font": FAMILY, "drawing": drawing}, "png")


def split(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """The parts of the report itself, and those of its attachment."""
    start = next((place for place, part in enumerate(parts) if part["kind"] == "appendix"), len(parts))
    return parts[:start], parts[start:]


def _asset(name: str) -> bytes:
    return (files("jixiao.reports.self_evaluation") / "assets" / name).read_bytes()


def _set(template: bytes, data: Mapping[str, Any], form: Literal["pdf", "png"]) -> bytes:
    import typst

    written = json.dumps(_printable(data), ensure_ascii=False)
    with as_file(files("jixiao.reports") / "assets" / "fonts") as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        made = typst.compile(
            template, format=form, font_paths=fonts, sys_inputs={"data": written}, timestamp=0, ppi=220.0
        )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


def _printable(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The data with every text in characters of the typeface."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    return value
