"""How the workbook of facts looks, and how words and numbers get into a cell without being taken for anything else."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import decimals_of
from jixiao.reports.facts.plain_words import is_formula_like, visible
from jixiao.reports.workbook.styles import ACCENT, FONT, INK, LINE, SOFT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# A cell holds no more.
LONGEST = 32_000


class FactFormats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        """Start with the plain ones; number formats come when a number asks for them."""
        self.book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.title = self.of(bold=True, font_size=14)
        self.hint = self.of(font_color=SOFT)
        self.head = self.of(bold=True, font_color=SOFT, bottom=2, text_wrap=True, valign="vcenter")
        self.table_head = self.of(bold=True, border=1, border_color=LINE, bg_color="#F5F7F7", text_wrap=True,
                                  align="center", valign="vcenter")  # fmt: skip
        self.cell = self.of(border=1, border_color=LINE, text_wrap=True)
        self.text = self.of(bottom=1, bottom_color=LINE)
        self.right = self.of(bottom=1, bottom_color=LINE, align="right")
        self.link = self.of(bottom=1, bottom_color=LINE, font_color=ACCENT)
        self.place = self.of(font_color=SOFT, align="right")

    def of(self, **wanted: object) -> Format:
        """A format by its properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
            self._made[key] = self.book.add_format({**base, **wanted})
        return self._made[key]

    def number(self, printed: str, number: Decimal, *, known: bool, framed: bool) -> Format:
        """A number with as many decimals as were printed, grouped where they were; known ones in the accent."""
        places = decimals_of(number)
        form = ("#,##0" if "," in printed or "，" in printed else "0") + ("." + "0" * places if places else "")
        frame: dict[str, object] = (
            {"border": 1, "border_color": LINE} if framed else {"bottom": 1, "bottom_color": LINE}
        )
        return self.of(num_format=form, align="right", font_color=ACCENT if known else INK, **frame)

    def write(self, sheet: Worksheet, row: int, column: int, words: str, form: Format | None = None) -> None:
        """Words as words: never a formula, never a link, also after somebody has edited the cell."""
        shown = visible(words)
        shown = shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"
        chosen = form or self.text
        if is_formula_like(shown):
            chosen = self.of(quote_prefix=True, border=1, border_color=LINE, text_wrap=True)
        sheet.write_string(row, column, shown, chosen)


def exact(number: Decimal) -> float | None:
    """The number as a spreadsheet holds it, or None where that would change it."""
    held = float(number)
    return held if Decimal(repr(held)) == number else None
