"""The record of a read document: plain data that travels between processes, is kept on disk, and is drawn.

It holds everything that any form of output needs: the facts as `jixiao facts --json` states them, the text that their
offsets index, and the blocks of which the text is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from jixiao.core.document.block import Table
from jixiao.core.kernel.numerals import decimals_of
from jixiao.reports.facts.pieces import assertion_row, claim_row, goal_row, publication_row, score_row
from jixiao.reports.facts.places import Places
from jixiao.reports.facts.plain_words import sound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.document.block import Block
    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.statement import FoundTable, StatedFact, Statements
    from jixiao.core.kernel.text import Text
    from jixiao.core.kernel.units import Unit
    from jixiao.core.ledger.concept import Vocabulary


class Words(TypedDict):
    """One statement in both languages."""

    zh: str
    en: str


class SourceRow(TypedDict):
    """Where a figure stands: `start` to `end` of the text is the number itself, and `quote` is that stretch."""

    page: int | None
    start: int
    end: int
    quote: str
    context: str
    context_start: int
    section: str
    table: int | None
    row: int | None
    column: int | None


class FactRow(TypedDict):
    """A fact; `value` is in `unit`, the base unit, `printed` is the number as it stands, in `printed_unit`."""

    concept: str | None
    label: str
    value: str
    unit: str
    decimals: int
    printed: str
    printed_unit: str
    period: str
    dimensions: dict[str, str]
    hedge: str | None
    operator: str | None
    steps: list[str]
    kind: str
    by: str
    source: SourceRow


class CellRow(TypedDict):
    """A cell: its place in the table, its stretch of the text, the rows and columns that it covers."""

    row: int
    column: int
    start: int
    end: int
    row_span: int
    column_span: int


class BlockRow(TypedDict):
    """A paragraph, or a table where `cells` is a list."""

    start: int
    end: int
    level: int | None
    rows: int
    columns: int
    heads: int | None
    cells: list[CellRow] | None


class TableRow(TypedDict):
    """A table as one thing over all its pages; `parts` index the blocks."""

    number: int
    layout: str | None
    title: str
    unit: str
    heads: int
    labels: list[str]
    pages: list[int]
    start: int
    end: int
    parts: list[int]
    rows: list[list[str]]


class PageRow(TypedDict):
    """A page and its stretch of the text."""

    number: int
    start: int
    end: int


class Record(TypedDict):
    """A read document, whole. `names` holds what its concepts, dimensions (`axis:`) and codes are called."""

    name: str
    sha256: str
    form: str
    kind: str
    entity: str | None
    region: str | None
    period: str | None
    title: str | None
    warnings: list[Words]
    facts: list[FactRow]
    goals: list[dict[str, Any]]
    scores: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    assertions: list[dict[str, Any]]
    publications: list[dict[str, Any]]
    tables: list[TableRow]
    names: dict[str, Words]
    text: str
    blocks: list[BlockRow]
    pages: list[PageRow]


def fact_record(document: DocumentText, statements: Statements, vocabulary: Vocabulary) -> Record:
    """The record of a document and what it states."""
    identity = statements.identity
    places = Places(document)
    return {
        "name": sound(document.name),
        "sha256": document.sha256,
        "form": document.form,
        "kind": identity.kind,
        "entity": identity.entity,
        "region": identity.region,
        "period": None if identity.year is None else str(identity.year),
        "title": identity.title,
        "warnings": [{"zh": one.zh, "en": one.en} for one in document.warnings],
        "facts": [fact_row(places, fact, vocabulary) for fact in statements.facts],
        "goals": [goal_row(one, document.text) for one in statements.goals],
        "scores": [score_row(one, document.text) for one in statements.scores],
        "claims": [claim_row(one, document.text) for one in statements.claims],
        "assertions": [assertion_row(one) for one in statements.assertions],
        "publications": [publication_row(one) for one in statements.publications],
        "tables": [_table_row(document, table) for table in statements.tables],
        "names": _names(statements.facts, vocabulary),
        "text": document.text,
        "blocks": [block_row(block) for block in document.blocks],
        "pages": page_rows(document),
    }


def _names(facts: Iterable[StatedFact], vocabulary: Vocabulary) -> dict[str, Words]:
    """What is called how: concepts by their id, dimensions as `axis:`, codes as `axis:code`."""
    found: dict[str, Text] = {}
    for fact in facts:
        if fact.concept in vocabulary.concepts:
            found[str(fact.concept)] = vocabulary.concepts[str(fact.concept)].term
        for axis, code in fact.dimensions:
            known = vocabulary.fact_dimensions.get(axis)
            if known is not None:
                found[f"{axis}:"] = known.name
                if known.codes is not None and code in known.codes.codes:
                    found[f"{axis}:{code}"] = known.codes.codes[code].name
            if axis == "of" and code in vocabulary.concepts:
                found[f"of:{code}"] = vocabulary.concepts[code].term
    return {name: {"zh": found[name].zh, "en": found[name].en} for name in sorted(found)}


def fact_row(places: Places, fact: StatedFact, vocabulary: Vocabulary) -> FactRow:
    """A fact at its place; a unit that the vocabulary does not know leaves the number as printed."""
    figure = fact.figure
    unit = vocabulary.units.get(fact.unit)
    value = figure.number if unit is None else unit.to_base(figure.number)
    text = places.document.text
    page = places.document.page_of(figure.start)
    begins, context = places.context(figure.start, figure.end)
    return {
        "concept": fact.concept,
        "label": fact.label,
        "value": f"{value:f}",
        "unit": fact.unit if unit is None else base_unit(unit, vocabulary),
        "decimals": decimals_of(figure.number),
        "printed": text[figure.start : figure.end],
        "printed_unit": fact.unit,
        "period": fact.period,
        "dimensions": dict(fact.dimensions),
        "hedge": figure.hedge,
        "operator": figure.operator,
        "steps": list(figure.steps),
        "kind": fact.kind,
        "by": fact.by,
        "source": {
            "page": None if page is None else page.number,
            "start": figure.start,
            "end": figure.end,
            "quote": text[figure.start : figure.end],
            "context": context,
            "context_start": begins,
            "section": fact.section,
            "table": fact.table,
            "row": fact.row,
            "column": fact.column,
        },
    }


def base_unit(unit: Unit, vocabulary: Vocabulary) -> str:
    """The id of the unit in which values are given: the dimension's base, but a count keeps what it counts."""
    if unit.dimension.id != "count":
        return unit.dimension.base
    name = unit.id.removesuffix("_10K").removesuffix("_100M")
    same_kind = (one for one in vocabulary.units.values() if one.id == name and one.factor == 1)
    return next((one.id for one in same_kind), unit.dimension.base)


def page_rows(document: DocumentText) -> list[PageRow]:
    """The pages of a document with their stretches of its text."""
    return [{"number": one.number, "start": one.start, "end": one.end} for one in document.pages]


def block_row(block: Block) -> BlockRow:
    """A paragraph, or a table with its cells."""
    if not isinstance(block, Table):
        level = block.level
        return {"start": block.start, "end": block.end, "level": level, "rows": 0, "columns": 0, "heads": None,
                "cells": None}  # fmt: skip
    cells: list[CellRow] = [
        {
            "row": cell.row,
            "column": cell.column,
            "start": cell.start,
            "end": cell.end,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
        }
        for cell in block.cells
    ]
    return {
        "start": block.start,
        "end": block.end,
        "level": None,
        "rows": block.rows,
        "columns": block.columns,
        "heads": block.heads,
        "cells": cells,
    }


def _table_row(document: DocumentText, table: FoundTable) -> TableRow:
    parts = [block for index in table.parts if isinstance(block := document.blocks[index], Table)]
    pages = [page.number for part in parts if (page := document.page_of(part.start)) is not None]
    return {
        "number": table.number,
        "layout": table.layout,
        "title": table.title,
        "unit": table.unit,
        "heads": table.heads,
        "labels": list(table.labels),
        "pages": sorted(set(pages)),
        "start": min((part.start for part in parts), default=0),
        "end": max((part.end for part in parts), default=0),
        "parts": list(table.parts),
        "rows": [row for part in parts for row in _rows(document, part)],
    }


def _rows(document: DocumentText, table: Table) -> list[list[str]]:
    """The words of every cell as it stands; a merged cell stands once, the places that it covers are empty."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = document.at(cell).strip()
    return rows
