"""Tables as workbooks: words as words, numbers as numbers, no cell that a spreadsheet would compute."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from jixiao.reports.facts.plain_words import csv_safe, visible
from jixiao.web.modules.analysis.board import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from jixiao.web.platform.manifest import Cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_000
_MOST_DIGITS = 15  # that a spreadsheet keeps of a number


def book(title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell | None]], about: Sequence[str]) -> bytes:
    """A workbook of one sheet: what it is about on top, the head, the rows; the same rows give the same bytes."""
    buffer = BytesIO()
    made = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"title": title, "created": datetime(2020, 1, 1, tzinfo=UTC)})
    sheet = made.add_worksheet()
    bold, plain = made.add_format({"bold": True, "bottom": 1, "text_wrap": True}), made.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 28, plain)
    sheet.set_column(1, max(1, len(heads) - 1), 16, plain)
    for line, words in enumerate((title, *about)):
        sheet.write_string(line, 0, csv_safe(visible(words)), made.add_format({"bold": line == 0}))
    top = len(about) + 2
    sheet.freeze_panes(top + 1, 1)
    for column, head in enumerate(heads):
        sheet.write_string(top, column, csv_safe(head), bold)
    forms = {"": made.add_format({"num_format": "#,##0.00"}), "%": made.add_format({"num_format": '0.00" %"'})}
    for line, row in enumerate(rows, start=top + 1):
        for column, cell in enumerate(row):
            _write(sheet, line, column, cell, forms)
    made.close()
    return buffer.getvalue()


def _write(sheet: Worksheet, line: int, column: int, cell: Cell | None, forms: dict[str, Format]) -> None:
    if cell is None or not cell.words or cell.words == "—":
        return
    value = number(cell) if cell.amount is not None else None
    words = cell.words.replace(",", "").replace("−", "-").replace("+", "")
    bare = words.removesuffix("%").strip()
    if value is not None and bare == f"{value:f}" and len(words) <= _MOST_DIGITS:
        form = forms["%" if words.endswith("%") else ""]
        sheet.write_number(line, column, float(value), form)  # what the file format stores; read back it is exact
    else:
        sheet.write_string(line, column, csv_safe(visible(cell.words))[:_LONGEST_CELL])
