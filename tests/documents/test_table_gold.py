"""Cells of published tables against what people located by hand; skipped where the texts are not at hand."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from jixiao.core.document.statement import StatedFact
from jixiao.documents.opening import open_document
from tests.documents.tables_read import facts, source

GOLD = sorted(source("gold").glob("*.json"))
KINDS = {"001": "budget", "002": "self_evaluation", "003": "self_evaluation"}

pytestmark = pytest.mark.skipif(not GOLD, reason="the published texts are not at hand")
each = pytest.mark.parametrize("name", list(KINDS))


@cache
def gold(name: str) -> dict:
    return json.loads((source("gold") / f"{name}.json").read_text("utf-8"))


@cache
def read(name: str) -> dict[int, StatedFact]:
    path: Path = source("sources") / gold(name)["file"]
    return {fact.figure.start: fact for fact in facts(open_document(path), KINDS[name], gold(name)["year"])}


def cells(name: str) -> list[tuple[dict, dict, dict, StatedFact | None]]:
    return [
        (table, row, cell, read(name).get(cell["offset"]))
        for table in gold(name)["tables"]
        for row in table["rows"]
        for cell in row.get("cells", {}).values()
        if cell.get("decimal") is not None
    ]


def asked(table: dict, cell: dict) -> tuple[Decimal, str]:
    return Decimal(cell["decimal"]), "%" if "%" in cell["value"] else table["unit"]


@each
def test_every_cell_is_found_with_its_value_and_unit(name: str):
    missed = [
        (row["row_key"], cell["value"], fact and (fact.figure.number, fact.unit))
        for table, row, cell, fact in cells(name)
        if fact is None or (fact.figure.number, fact.unit) != asked(table, cell)
    ]
    assert cells(name)
    assert missed == []


@each
def test_rows_of_classes_carry_their_codes(name: str):
    wrong = [
        (row["label"], fact.dimensions)
        for _, row, _, fact in cells(name)
        if fact is not None and row.get("code") and dict(fact.dimensions).get("functional_class") != row["code"]
    ]
    assert wrong == []


@each
def test_every_cell_has_a_concept(name: str):
    assert [row["label"] for _, row, _, fact in cells(name) if fact is not None and fact.concept is None] == []


@each
def test_figures_in_cells_that_hold_nothing_else_are_found(name: str):
    wrong = [
        (figure["key"], fact.figure.number, fact.unit)
        for figure in gold(name)["figures"]
        if (fact := read(name).get(figure["offset"])) is not None
        and (fact.figure.number, fact.unit) != (Decimal(figure["decimal"]), figure["unit"])
    ]
    assert wrong == []
