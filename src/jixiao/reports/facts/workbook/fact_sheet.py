"""The sheet of all facts: meaning, number, unit, place, and how the number was read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.reports.facts import fact_words as words
from jixiao.reports.facts.plain_words import visible
from jixiao.reports.facts.workbook.formats import exact

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from jixiao.core.kernel.text import Language
    from jixiao.reports.facts.record import FactRow, Record
    from jixiao.reports.facts.workbook.formats import FactFormats

HEADS = (
    (words.CONCEPT, 22), (words.LABEL, 30), (words.PRINTED, 16), (words.UNIT, 8), (words.VALUE, 20),
    (words.BASE_UNIT, 10), (words.PERIOD, 11), (words.DIMENSIONS, 24), (words.PAGE, 6), (words.PLACE, 16),
    (words.IN_TABLE, 14), (words.CONTEXT, 60), (words.SECTION, 24), (words.STEPS, 18), (words.RULE, 30),
    (words.DOCUMENT, 40),
)  # fmt: skip
# Excel follows so many links on a sheet and no more.
MOST_LINKS = 65_000


class FactSheet:
    """A line per fact, in the order of the documents."""

    FIRST = 3

    def __init__(self, sheet: Worksheet, formats: FactFormats, lang: Language) -> None:
        """Write the heads."""
        self.sheet, self.formats, self.lang = sheet, formats, lang
        self.name: str = sheet.get_name()
        self.at = self.FIRST
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.FIRST - 1)
        sheet.set_row(0, 24)
        sheet.write_string(0, 0, words.ALL_FACTS.said(lang), formats.title)
        sheet.write_string(1, 0, words.SHEET_HINT.said(lang), formats.hint)
        for column, (head, width) in enumerate(HEADS):
            sheet.set_column(column, column, width)
            sheet.write_string(self.FIRST - 1, column, head.said(lang), formats.head)
        sheet.freeze_panes(self.FIRST, 2)

    def write(self, path: str, record: Record, fact: FactRow, cell: str | None) -> None:
        """A fact; `cell` is where its number stands on the sheet of its table."""
        source = fact["source"]
        number = Decimal(fact["value"])
        concept = fact["concept"] or ""
        term = words.named(record, concept, concept).said(self.lang)
        broken_down = " · ".join(one.said(self.lang) for one in words.dimensions(record, fact))
        texts = {
            0: term, 1: fact["label"], 2: words.hedged(fact), 3: fact["printed_unit"], 5: fact["unit"],
            6: fact["period"], 7: broken_down, 9: f"{source['start']}–{source['end']}",
            11: source["context"], 12: source["section"], 13: words.steps(fact, self.lang), 14: fact["by"], 15: path,
        }  # fmt: skip
        for column, said in texts.items():
            self.formats.write(self.sheet, self.at, column, said, self.formats.right if column == 2 else None)
        held = exact(number)
        form = self.formats.number("", number, known=fact["concept"] is not None, framed=False)
        if held is None:
            self.formats.write(self.sheet, self.at, 4, fact["value"])
        else:
            self.sheet.write_number(self.at, 4, held, form)
        if source["page"] is not None:
            self.sheet.write_number(self.at, 8, source["page"], self.formats.of(num_format="0", font_color="#59636B"))
        if cell is not None and self.at < MOST_LINKS:
            self.sheet.write_url(self.at, 10, f"internal:{cell}", self.formats.link, visible(cell).replace("'", ""))
        self.at += 1

    def finish(self) -> None:
        """Filters over everything that was written."""
        self.sheet.autofilter(self.FIRST - 1, 0, max(self.at - 1, self.FIRST), len(HEADS) - 1)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:P{self.at + 1}"})
