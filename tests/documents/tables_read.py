"""Reads the tables of small documents of our own, for the tests of tables."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jixiao.core.document.block import Cell, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.layout import TableLayout
from jixiao.core.document.statement import StatedFact
from jixiao.core.ledger.concept import Vocabulary
from jixiao.documents.extract.tables import table_facts
from jixiao.documents.normalise.unit_words import UnitWords
from jixiao.documents.structure.heads import Units, unit_names
from jixiao.documents.structure.known_tables import KnownTable, known_tables
from jixiao.documents.structure.tables import GridTable, joined_tables
from jixiao.rulebook_loader import Rulebook, load_rulebook
from tests.documents.written import written


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@cache
def vocabulary() -> Vocabulary:
    return rulebook().vocabulary


@cache
def units() -> Units:
    return unit_names(vocabulary().units)


def joined(text: str) -> list[GridTable]:
    return joined_tables(written(text), units())


def known(text: str, kind: str | None = None, layouts: Iterable[TableLayout] | None = None) -> tuple[KnownTable, ...]:
    return known_tables(written(text), rulebook().layouts if layouts is None else layouts, units(), kind)


def facts(
    document: str | DocumentText, kind: str | None = None, year: int = 2031, book: Rulebook | None = None
) -> list[StatedFact]:
    book = book or rulebook()
    read = written(document) if isinstance(document, str) else document
    words = UnitWords(book.vocabulary)
    tables = known_tables(read, book.layouts, unit_names(book.vocabulary.units), kind)
    return table_facts(read, tables, book.vocabulary, year, words)


def said(fact: StatedFact) -> str:
    """A fact in one line: concept, dimensions, number, unit."""
    inside = "".join(f"[{key}={code}]" for key, code in fact.dimensions)
    return f"{fact.concept or '-'}{inside} {fact.figure.number:f} {fact.unit}".rstrip()


def spread(rows: list[list[tuple[str, int, int] | str]], above: str = "") -> DocumentText:
    """A document of one table with merged cells: (words, row span, column span) where a cell covers more than one."""
    text, cells, taken = above, [], set()
    start = len(text)
    for number, row in enumerate(rows):
        column = 0
        for each in row:
            words, tall, wide = (each, 1, 1) if isinstance(each, str) else each
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(tall) for right in range(wide)}
            cells.append(Cell(number, column, len(text), len(text) + len(words), tall, wide))
            text += words + "\t"
            column += wide
        text = text[:-1] + "\n"
    columns = max(column for _, column in taken) + 1
    table = Table(start, len(text) - 1, len(rows), columns, tuple(cells))
    paragraphs = written(above).blocks if above else ()
    return DocumentText("示例.docx", "0" * 64, "docx", text, (*paragraphs, table))


def source(name: str) -> Path:
    """A file of the reference data beside the project; tests skip where it is absent."""
    return Path(__file__).resolve().parents[3] / "shared" / name
