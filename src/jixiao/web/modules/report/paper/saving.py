"""A chart as a file of its own: the drawing with the colours of the page in it, and its table as a workbook."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jixiao.reports.html.drawing import standalone as drawn_alone
from jixiao.reports.self_evaluation.drawing import svg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.reports.self_evaluation.paper import Part

# The light colours of reports/page.css, and the classes of the drawings of a report.
_STYLE = (
    "svg{background:#fff}text{font:13px 'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;fill:#22282d}"
    "text.middle{text-anchor:middle}text.end{text-anchor:end}text.label{fill:#59636b}text.strong{fill:#0f5a73}"
    "rect.whole{fill:#0f5a73}rect.more{fill:#8fb3c0}rect.less{fill:#fff;stroke:#0f5a73}rect.spent{fill:#59636b}"
    "rect.left{fill:#e6eff2;stroke:#8fb3c0}rect.lost{fill:#f0d9d6;stroke:#a3342b}"
    ".line{fill:none;stroke:#b9c1c6}.grid{stroke:#dde2e5}.link{stroke-dasharray:2 2}"
    ".straight{stroke:#59636b;stroke-width:1.5}.course{stroke:#0f5a73;stroke-width:2.5}"
)
_NUMBER = re.compile(r"[+−-]?[\d,]+(?:\.\d+)?%?\Z", re.ASCII)


def standalone(drawing: Mapping[str, Any]) -> bytes:
    """The drawing as an SVG that looks the same wherever it is opened."""
    return drawn_alone(str(svg(drawing)), int(drawing["width"]), int(drawing["height"]), _STYLE)


def chart_workbook(part: Part) -> bytes:
    """The table behind a chart: amounts as numbers, words as words, no formula."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = {"": book.add_format({"num_format": "#,##0.00"}), "%": book.add_format({"num_format": "0.00%"})}
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", part.get("title", ""))[:31] or "1")
        for column, head in enumerate(part.get("heads", [])):
            sheet.write_string(0, column, head, bold)
        for place, row in enumerate(part.get("rows", ()), 1):
            for column, words in enumerate(row):
                if _NUMBER.match(words.replace("−", "-")):
                    mark = "%" if words.endswith("%") else ""
                    number = Decimal(words.replace("−", "-").replace(",", "").rstrip("%"))
                    sheet.write_number(place, column, number.scaleb(-2) if mark else number, formats[mark])
                else:
                    sheet.write_string(place, column, words)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 8, 16)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
