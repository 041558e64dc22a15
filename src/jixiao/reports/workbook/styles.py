"""How the workbook looks: one font, hairlines, yellow for what may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import decimals_of
from jixiao.reports import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao.core.kernel.text import Language, Text

INK, SOFT, LINE, ACCENT, ENTRY = "#22282D", "#59636B", "#D5DADD", "#0F5A73", "#FFF6D6"
FONT = "Microsoft YaHei"
LINE_HEIGHT = 15
NUMBERS = (
    words.POINTS, words.SCORE, words.STATED, words.DIFFERENCE, words.VALUE, words.COUNT, words.RECORDED, words.TRIED,
    words.CHANGE,
)  # fmt: skip


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many digits' width; a Chinese character takes two."""
    sizes = [sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in text.split("\n")]
    return sum(max(1, -(-size // width)) for size in sizes)


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, lang: Language, places: int) -> None:
        """Make the formats; `places`: decimals of points."""
        self.book = book
        self.lang: Language = lang
        self.points_form = "0." + "0" * places if places else "0"
        self._entries: dict[int, Format] = {}
        self.title = self._format(bold=True, font_size=14, border=0)
        self.hint = self._format(font_color=SOFT, border=0)
        self.heading = self._format(bold=True, font_color=SOFT, bottom=2, text_wrap=True, align="left", indent=1)
        self.number_heading = self._format(bold=True, font_color=SOFT, bottom=2, text_wrap=True, align="right")
        self.text = self._format(text_wrap=True, align="left", indent=1)
        self.note = self._format(text_wrap=True, font_color=SOFT, align="left", indent=1)
        self.remark = self._format(border=0, align="left", indent=1)
        self.points = self._format(num_format=self.points_form)
        self.score = self._format(num_format=self.points_form, bold=True)
        form = self.points_form
        self.difference = self._format(num_format=f"+{form};\N{MINUS SIGN}{form};{form}")
        self.count = self._format(num_format="0", font_color=SOFT)
        self.sum = self._format(num_format=self.points_form, bold=True, top=2)
        self.sum_text = self._format(bold=True, top=2)

    def _format(self, **more: object) -> Format:
        base = {
            "font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", "bottom": 1, "bottom_color": LINE,
        }  # fmt: skip
        if more.get("border") == 0:
            base["bottom"] = 0
        return self.book.add_format({**base, **{key: value for key, value in more.items() if key != "border"}})

    def entry(self, value: Decimal) -> Format:
        """A number to change, with as many decimals as were printed."""
        places = decimals_of(value)
        if places not in self._entries:
            form = "#,##0" + ("." + "0" * places if places else "")
            self._entries[places] = self._format(num_format=form, bg_color=ENTRY)
        return self._entries[places]

    def listed(self, names: Iterable[str]) -> str:
        """Names one after another, in the manner of the language."""
        return ("、" if self.lang == "zh" else ", ").join(names)

    def head(
        self, sheet: Worksheet, title: Text, hint: Text | str, heads: tuple[tuple[Text, int], ...], row: int
    ) -> None:
        """Title, hint and column heads; `row` is the row of the heads, counted from 0."""
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(row)
        sheet.set_row(0, 24)
        sheet.write_string(0, 0, title.said(self.lang), self.title)
        sheet.write_string(1, 0, hint if isinstance(hint, str) else hint.said(self.lang), self.hint)
        for column, (word, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            form = self.number_heading if word in NUMBERS else self.heading
            sheet.write_string(row, column, word.said(self.lang), form)

    def line(self, sheet: Worksheet, row: int, columns: int) -> None:
        """A hairline under a whole row, also where a cell stays empty."""
        for column in range(columns):
            sheet.write_blank(row, column, None, self.text)

    def fit(self, sheet: Worksheet, row: int, heads: tuple[tuple[Text, int], ...], texts: dict[int, str]) -> None:
        """Make a row as high as its texts need, wrapped in their columns; not every program does that by itself."""
        lines = [_lines(text, heads[column][1] - 2) for column, text in texts.items()]
        sheet.set_row(row, LINE_HEIGHT * max(lines, default=1) + 3)
