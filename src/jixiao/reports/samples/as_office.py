"""Sample documents as DOCX and as a workbook."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao.reports.printed.fixed_zip import with_fixed_times
from jixiao.reports.samples.content import Grid, Heading

if TYPE_CHECKING:
    from docx.document import Document

    from jixiao.reports.samples.content import SampleDocument


def as_docx(document: SampleDocument) -> bytes:
    """A DOCX with heading styles and merged head cells; the same content gives the same bytes."""
    import docx

    made = docx.Document()
    for line in document.title:
        made.add_paragraph(line, style="Title")
    for piece in document.pieces:
        if isinstance(piece, Grid):
            _table(made, piece)
        elif isinstance(piece, Heading):
            made.add_heading(piece.text, piece.level)
        else:
            made.add_paragraph(piece.text)
    out = BytesIO()
    made.save(out)
    return with_fixed_times(out.getvalue())


def _table(made: Document, grid: Grid) -> None:
    made.add_paragraph(grid.title)
    if grid.unit:
        made.add_paragraph(f"单位：{grid.unit}")
    table = made.add_table(len(grid.heads) + len(grid.rows), grid.columns, style="Table Grid")
    for number, row in enumerate(grid.placed_heads):
        for column, head in row:
            cell = table.cell(number, column)
            if head.columns * head.rows > 1:
                cell = cell.merge(table.cell(number + head.rows - 1, column + head.columns - 1))
            cell.text = head.text
    for number, words in enumerate(grid.rows, len(grid.heads)):
        for cell, word in zip(table.rows[number].cells, words, strict=True):
            cell.text = word


def as_xlsx(document: SampleDocument) -> bytes:
    """A workbook: the words on one sheet, every table on a sheet of its own, numbers as numbers with two decimals."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    words = book.add_worksheet("说明")
    money = book.add_format({"num_format": "#,##0.00"})
    lines = [*document.title, *(piece.text for piece in document.pieces if not isinstance(piece, Grid))]
    for number, line in enumerate(lines):
        words.write_string(number, 0, line)
    for index, grid in enumerate((p for p in document.pieces if isinstance(p, Grid)), 1):
        sheet = book.add_worksheet(f"表{index}")
        sheet.write_string(0, 0, grid.title)
        if grid.unit:
            sheet.write_string(1, grid.columns - 1, f"单位：{grid.unit}")
        for number, row in enumerate(grid.placed_heads, 2):
            for column, head in row:
                if head.columns * head.rows > 1:
                    sheet.merge_range(number, column, number + head.rows - 1, column + head.columns - 1, head.text)
                else:
                    sheet.write_string(number, column, head.text)
        for number, row_words in enumerate(grid.rows, 2 + len(grid.heads)):
            for column, word in enumerate(row_words):
                if _is_amount(word):
                    sheet.write_number(number, column, Decimal(word), money)
                else:
                    sheet.write_string(number, column, word)
    book.close()
    return with_fixed_times(out.getvalue())


def _is_amount(word: str) -> bool:
    try:
        return "." in word and Decimal(word).is_finite()
    except InvalidOperation:
        return False
