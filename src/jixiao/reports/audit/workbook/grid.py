"""A sheet with a frozen head, filters and wrapped rows; words can never become formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from jixiao.reports.workbook.styles import ENTRY, LINE, LINE_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from jixiao.core.kernel.text import Language, Text
    from jixiao.reports.facts.workbook.formats import FactFormats
    from jixiao.reports.workbook.styles import Styles

HEAD_ROW = 2
FIRST_ROW = 3
# A row grows with its texts so far and no further; a spreadsheet has a limit of its own.
MOST_SIGNS = 500
# More digits than this in a row cannot be read on A4.
WIDEST_ON_A4 = 190
A3 = 8
RED, AMBER = "#9C2B20", "#8A5A00"
Kind = Literal["text", "count", "severity", "entry"]


class Column(NamedTuple):
    """A column: its head, its width in digits, what stands in it."""

    head: Text
    width: int
    kind: Kind = "text"


class Formats(NamedTuple):
    """What all sheets of a workbook share."""

    book: Workbook
    styles: Styles
    words: FactFormats
    lang: Language


class Grid:
    """One sheet; rows are written one after another."""

    def __init__(self, formats: Formats, name: Text, hint: Text, columns: Sequence[Column]) -> None:
        """Write title, hint and heads."""
        lang, styles = formats.lang, formats.styles
        self.formats, self.columns, self.at = formats, columns, FIRST_ROW
        self.sheet = formats.book.add_worksheet(name.said(lang))
        self.sums = [0] * len(columns)
        self.heads = tuple((one.head, one.width) for one in columns)
        styles.head(self.sheet, name, hint, self.heads, HEAD_ROW)
        self.sheet.set_row(HEAD_ROW, 2 * LINE_HEIGHT)
        for number, one in enumerate(columns):
            if one.kind == "count":
                self.sheet.write_string(HEAD_ROW, number, one.head.said(lang), styles.number_heading)
        self.sheet.set_footer("&C&P / &N")
        self.entry = formats.words.of(bg_color=ENTRY, text_wrap=True, bottom=1, bottom_color=LINE)

    def row(self, values: Sequence[str | int | None], severity: str = "") -> None:
        """A row: numbers as numbers, words as words, None as an empty cell."""
        texts: dict[int, str] = {}
        for number, (value, column) in enumerate(zip(values, self.columns, strict=True)):
            form = self._form(column.kind, severity)
            if isinstance(value, int):
                self.sheet.write_number(self.at, number, value, form)
                self.sums[number] += value
            elif value:
                texts[number] = value[:MOST_SIGNS]
                self.formats.words.write(self.sheet, self.at, number, value, form)
            else:
                self.sheet.write_blank(self.at, number, None, form)
        self.formats.styles.fit(self.sheet, self.at, self.heads, texts)
        self.at += 1

    def total(self, word: Text) -> None:
        """A line with the sum of every column of counts."""
        styles, last = self.formats.styles, self.at
        self.sheet.write_string(last, 0, word.said(self.formats.lang), styles.sum_text)
        for number, column in enumerate(self.columns[1:], 1):
            self.sheet.write_blank(last, number, None, styles.sum_text)
            if column.kind == "count":
                span = _span(FIRST_ROW, number, last - 1)
                self.sheet.write_formula(last, number, f"=SUM({span})", styles.sum, self.sums[number])

    def finish(self, frozen: int = 1, printed: int | None = None) -> None:
        """Freeze the head and the first columns, filter what was written; figures kept as words wear no warning.

        `printed`: how many columns go on paper, all without it.
        """
        self.sheet.freeze_panes(FIRST_ROW, frozen)
        last = max(self.at - 1, FIRST_ROW)
        self.sheet.autofilter(HEAD_ROW, 0, last, len(self.columns) - 1)
        self.sheet.ignore_errors({"number_stored_as_text": _span(FIRST_ROW, 0, last, len(self.columns) - 1)})
        if printed is not None:
            self.sheet.print_area(0, 0, last, printed - 1)
        if sum(one.width for one in self.columns[:printed]) > WIDEST_ON_A4:
            self.sheet.set_paper(A3)

    def choices(self, column: int, listed: Sequence[str]) -> None:
        """Let people choose from a list in a column."""
        self.sheet.data_validation(
            FIRST_ROW, column, max(self.at - 1, FIRST_ROW), column,
            {"validate": "list", "source": list(listed), "error_type": "warning"},
        )  # fmt: skip

    def _form(self, kind: Kind, severity: str) -> Format:
        if kind == "entry":
            return self.entry
        if kind == "count":
            return self.formats.styles.count
        if kind == "severity" and severity in ("error", "suspicious"):
            color = RED if severity == "error" else AMBER
            return self.formats.words.of(font_color=color, bold=True, bottom=1, bottom_color=LINE, indent=1)
        return self.formats.styles.text


def _span(row: int, column: int, last_row: int, last_column: int | None = None) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(row, column, last_row, column if last_column is None else last_column))
