"""A sheet per table: rows and merged cells as they stand, numbers as numbers, the page of every row beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports.facts import fact_words as words
from jixiao.reports.facts.fact_places import FactIndex
from jixiao.reports.facts.plain_words import visible
from jixiao.reports.facts.workbook.formats import exact

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from jixiao.core.kernel.text import Language
    from jixiao.reports.facts.record import BlockRow, CellRow, Record
    from jixiao.reports.facts.workbook.formats import FactFormats

FIRST = 3
NARROWEST, WIDEST = 9, 42


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table to be written: its parts over the pages, in order."""

    title: str
    unit: str
    layout: str | None
    heads: int
    parts: tuple[BlockRow, ...]


def tables_of(record: Record) -> list[SheetTable]:
    """The tables of a document; parts that nothing put together are tables of their own."""
    blocks = record["blocks"]
    found = []
    for table in record["tables"]:
        parts = tuple(blocks[index] for index in table["parts"] if blocks[index]["cells"] is not None)
        title = table["title"] or words.numbered(table["number"])
        found.append((table["start"], SheetTable(title, table["unit"], table["layout"], table["heads"], parts)))
    taken = {index for table in record["tables"] for index in table["parts"]}
    for index, block in enumerate(blocks):
        if block["cells"] is not None and index not in taken:
            title = words.numbered(len(found) + 1)
            found.append((block["start"], SheetTable(title, "", None, block["heads"] or 0, (block,))))
    return [table for _, table in sorted(found, key=lambda one: one[0]) if table.parts]


class SheetNames:
    """Names that Excel takes: 31 characters, some of them forbidden, none twice."""

    def __init__(self, taken: set[str]) -> None:
        """`taken` are names in use already."""
        self._taken = {name.casefold() for name in taken} | {"history"}

    def name(self, title: str, document: int | None) -> str:
        """A name for a table of a document."""
        clean = re.sub(r"[\[\]:*?/\\'\s]+", " ", visible(title)).strip() or "表"
        head = clean if document is None else f"{document}·{clean}"
        chosen, number = head[:31], 1
        while chosen.casefold() in self._taken:
            number += 1
            tail = f" ({number})"
            chosen = head[: 31 - len(tail)] + tail
        self._taken.add(chosen.casefold())
        return chosen


class TableSheet:
    """One table on its sheet; `placed` says in which cell the number of a fact stands."""

    def __init__(self, book: Workbook, name: str, formats: FactFormats, lang: Language) -> None:
        """Add the sheet."""
        self.sheet, self.formats, self.lang, self.name = book.add_worksheet(name), formats, lang, name
        self.placed: dict[int, str] = {}
        self.widths: dict[int, int] = {}

    def write(self, path: str, record: Record, table: SheetTable, facts_name: str, first_line: int) -> None:
        """Write the table; facts are numbered from `first_line` on the sheet `facts_name`."""
        sheet, formats = self.sheet, self.formats
        sheet.hide_gridlines(2)
        self._head(path, table)
        index = FactIndex(record)
        columns = max(part["columns"] for part in table.parts)
        at = FIRST
        for part in table.parts:
            for cell in part["cells"] or []:
                self._cell(record, table, part, cell, at, index, f"'{facts_name}'!A{{}}", first_line)
            page = index.page_of(part["start"])
            for row in range(part["rows"]):
                if page is not None:
                    formats.write(sheet, at + row, columns, words.page(page, self.lang), formats.place)
            at += part["rows"]
        for column in range(columns):
            sheet.set_column(column, column, min(WIDEST, max(NARROWEST, self.widths.get(column, 0) + 2)))
        sheet.set_column(columns, columns, 9)
        sheet.freeze_panes(FIRST + max(0, min(table.heads, 6)), 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{at + 1}"})

    def _head(self, path: str, table: SheetTable) -> None:
        self.sheet.set_row(0, 24)
        self.formats.write(self.sheet, 0, 0, table.title, self.formats.title)
        unit = Text(f"单位：{table.unit}", f"unit: {table.unit}").said(self.lang) if table.unit else ""
        layout = table.layout or words.NO_LAYOUT.said(self.lang)
        self.formats.write(self.sheet, 1, 0, " · ".join(one for one in (path, unit, layout) if one), self.formats.hint)

    def _cell(
        self, record: Record, table: SheetTable, part: BlockRow, cell: CellRow, at: int, index: FactIndex,
        link: str, first_line: int,
    ) -> None:  # fmt: skip
        row, column = at + cell["row"], cell["column"]
        said = record["text"][cell["start"] : cell["end"]].strip()
        is_head = cell["row"] < (table.heads if part is table.parts[0] else part["heads"] or 0)
        form = self.formats.table_head if is_head else self.formats.cell
        last = (row + cell["row_span"] - 1, column + cell["column_span"] - 1)
        if last != (row, column):
            self.sheet.merge_range(row, column, *last, "", form)
        else:
            size = max((sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in said.split("\n")), default=0)
            self.widths[column] = max(self.widths.get(column, 0), size)
        numbers = index.within(cell["start"], cell["end"])
        for number in numbers:
            self.placed[number] = f"'{self.name}'!{_address(row, column)}"
        if numbers:
            # First the link, then the content: the second keeps the first.
            self.sheet.write_url(row, column, "internal:" + link.format(first_line + numbers[0] + 1), form, said[:200])
        held = self._number(record, said, numbers)
        if held is None:
            self.formats.write(self.sheet, row, column, said, form)
        else:
            self.sheet.write_number(row, column, held[0], held[1])

    def _number(self, record: Record, said: str, numbers: list[int]) -> tuple[float, object] | None:
        """The cell as a number, where it holds nothing but the number of a fact."""
        facts = [record["facts"][number] for number in numbers]
        if not facts or any(fact["printed"] != said for fact in facts):
            return None
        number = words.printed_number(facts[0])
        held = None if number is None else exact(number)
        if number is None or held is None:
            return None
        known = any(fact["concept"] is not None for fact in facts)
        return held, self.formats.number(said, Decimal(number), known=known, framed=True)


def _address(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
