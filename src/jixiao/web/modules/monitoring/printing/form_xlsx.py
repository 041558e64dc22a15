"""The official form as a workbook, a worksheet for each sheet. No cell of it can become a formula."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from jixiao.web.modules.monitoring.printing.form import Form

_UNFIT = re.compile(r"[\[\]:*?/\\']")
_WIDTHS = (10, 14, 22, 14, 14, 14, 7, 7, 7, 7, 7, 22, 7, 7, 7, 22, 9)
_MOST_NAME = 31
_LONGEST_CELL = 32_000
# Points that a line takes, the last character that is one wide, digits that a spreadsheet keeps of a number.
_LINE, _LATIN, _MOST_DIGITS = 14, 0x2FF, 15
_NUMBER = re.compile(r"-?\d+\.\d+\Z")


def as_xlsx(forms: Sequence[Form]) -> bytes:
    """The workbook."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        border = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10}
        styles = {
            "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
            "line": book.add_format({"font_size": 10}),
            "head": book.add_format({**border, "bold": True, "align": "center"}),
            "cell": book.add_format(border),
            "number": book.add_format({**border, "align": "right", "num_format": "#,##0.00"}),
        }
        names: set[str] = set()
        for form in forms:
            _sheet(book, _named(form.name, names), form, styles)
    return buffer.getvalue()


def _sheet(book: Workbook, name: str, form: Form, styles: dict[str, Format]) -> None:
    sheet, last = book.add_worksheet(name), len(form.heads) - 1
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, last, form.title, styles["title"])
    at = 1
    for line in form.lines:
        sheet.write_string(at, 0, line, styles["line"])
        at += 1
    sheet.write_string(at, 0, "万元", styles["line"])
    for column, (head, words) in enumerate(form.money, 1):
        sheet.write_string(at, column, head, styles["head"])
        _amount(sheet, at + 1, column, words, styles["number"])
    at += 3
    for column, head in enumerate(form.heads):
        sheet.write_string(at, column, head, styles["head"])
    sheet.set_row(at, 45)
    for row in form.rows or (("没有绩效目标", *[""] * last),):
        at += 1
        sheet.set_row(at, _LINE * _lines(row, _WIDTHS))
        for column, words in enumerate(row):
            sheet.write_string(at, column, words[:_LONGEST_CELL], styles["cell"])
    for head, words in form.foot:
        at += 1
        sheet.set_row(at, _LINE * _lines((words,), (sum(_WIDTHS[1:]),)))
        sheet.write_string(at, 0, head, styles["head"])
        sheet.merge_range(at, 1, at, last, "", styles["cell"])
        sheet.write_string(at, 1, words[:_LONGEST_CELL], styles["cell"])


def _amount(sheet: Worksheet, row: int, column: int, words: str, form: Format) -> None:
    """An amount in 万元 as a number; what is a rate, a dash or too long for a number stays words."""
    digits = words.replace(",", "").replace("−", "-")
    if _NUMBER.match(digits) and len(digits) <= _MOST_DIGITS:
        sheet.write_number(row, column, float(digits), form)  # what the file format stores; read back it is exact
    else:
        sheet.write_string(row, column, words, form)


def _lines(row: Sequence[str], widths: Sequence[int]) -> int:
    """How many lines a row needs: a Chinese character is two wide."""
    return max(
        sum(1 + sum(2 if ord(one) > _LATIN else 1 for one in line) // width for line in words.split("\n"))
        for words, width in zip(row, widths, strict=True)
    )


def _named(name: str, taken: set[str]) -> str:
    """A name that a worksheet may have, once in the book."""
    base = _UNFIT.sub(" ", name).strip()[:_MOST_NAME] or "表"
    found, number = base, 2
    while found.lower() in taken:
        ending = f" {number}"
        found, number = base[: _MOST_NAME - len(ending)] + ending, number + 1
    taken.add(found.lower())
    return found
