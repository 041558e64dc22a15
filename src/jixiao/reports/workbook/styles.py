"""How the workbook looks: one font, hairlines, yellow for what may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import decimals_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao.core.kernel.text import Language, Text

INK, SOFT, LINE, ACCENT, ENTRY = "#22282D", "#59636B", "#D5DADD", "#0F5A73", "#FFF6D6"
FONT = "Microsoft YaHei"


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
        self.heading = self._format(bold=True, font_color=SOFT, bottom=2, text_wrap=True)
        self.text = self._format(text_wrap=True)
        self.note = self._format(text_wrap=True, font_color=SOFT)
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
            sheet.write_string(row, column, word.said(self.lang), self.heading)
