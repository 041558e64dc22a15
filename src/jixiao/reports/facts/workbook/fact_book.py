"""The workbook: a sheet for all facts, a sheet for every table as it stands; number and fact lead to each other.

Why links rather than notes on cells: whoever checks a table wants it undisturbed, and from a number in doubt wants all
there is to know about it - page, offsets, sentence, rule - which is a line of the sheet of facts, one click away, and
one click back.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.reports.facts.workbook.fact_sheet import FactSheet
from jixiao.reports.facts.workbook.formats import FactFormats
from jixiao.reports.facts.workbook.table_sheet import SheetNames, TableSheet, tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.kernel.text import Language
    from jixiao.reports.facts.record import Record

MOST_SHEETS = 250
MOST_FACTS = 1_000_000
_TOO_MANY = Text("放不进一个工作簿", "too much for one workbook")
_FEWER = Text("分批写出，或改用 --parquet", "name fewer documents, or write --parquet")


def facts_xlsx(documents: Sequence[tuple[str, Record]], lang: Language = "zh") -> bytes:
    """The workbook as bytes; the same records give the same bytes. Raises `InputFault` when it would be too large."""
    import xlsxwriter

    tables = [(path, record, table) for path, record in documents for table in tables_of(record)]
    facts = sum(len(record["facts"]) for _, record in documents)
    if len(tables) > MOST_SHEETS or facts > MOST_FACTS:
        most = Text(
            f"至多 {MOST_SHEETS} 张表、{MOST_FACTS} 项事实", f"at most {MOST_SHEETS} tables, {MOST_FACTS} facts"
        )
        raise InputFault([Problem(_TOO_MANY, "--xlsx", most, f"{len(tables)}, {facts}", _FEWER)])
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        # A workbook states when it was made; a clock would change its bytes.
        book.set_properties({"author": "jixiao", "created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        formats = FactFormats(book)
        names = SheetNames({"事实", "Facts"})
        many = len(documents) > 1
        listed = FactSheet(book.add_worksheet("事实" if lang == "zh" else "Facts"), formats, lang)
        places: dict[tuple[str, int], str] = {}
        lines = {path: first for (path, _), first in zip(documents, _first_lines(documents), strict=True)}
        for path, record, table in tables:
            number = [one for one, _ in documents].index(path) + 1 if many else None
            sheet = TableSheet(book, names.name(table.title, number), formats, lang)
            sheet.write(path, record, table, listed.name, lines[path])
            places |= {(path, fact): place for fact, place in sheet.placed.items()}
        for path, record in documents:
            for number, fact in enumerate(record["facts"]):
                listed.write(path, record, fact, places.get((path, number)))
        listed.finish()
    return out.getvalue()


def _first_lines(documents: Sequence[tuple[str, Record]]) -> list[int]:
    """The line of the sheet of facts at which each document begins."""
    lines, at = [], FactSheet.FIRST
    for _, record in documents:
        lines.append(at)
        at += len(record["facts"])
    return lines
