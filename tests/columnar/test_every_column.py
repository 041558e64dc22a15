"""Rows over every column that the framework can read, derived figures included: engines against plain Python.

The oracle by fractions knows the figures that a report states; here the other roads to the same figures are walked -
parts that are added up, rates from amounts - by comparing with the plain Python of the core, row by row.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jixiao.columnar.batch import EngineName, run_batch
from jixiao.columnar.table import InputColumn, table
from jixiao.core.scoring.framework import Framework
from tests.columnar.comparing import hundredths, written

ROWS = 2_000
READINGS = [
    {},
    {"procurement": "indicator", "financial_compliance": "declared+started", "budget_execution": "C"},
    {"operating_cost": "initial", "financial_compliance": "net_change+started", "budget_execution": "D"},
]


def rows_of(column: InputColumn, random: np.random.Generator, empty: int) -> list[int | None]:
    """Integers within the column's limits, small ones and limits among them; every `empty`-th cell is unknown."""
    span = min(column.high, int(random.choice([30, 10**6, 10**12])))
    low = max(column.low, -span)
    values = random.integers(low, span + 1, ROWS).tolist()
    edges = random.integers(0, 12, ROWS).tolist()
    if column.allowed is not None:
        values = random.choice(column.allowed, ROWS).tolist()
        edges = [2] * ROWS
    picked = [
        column.low if edge == 0 else column.high if edge == 1 else v for v, edge in zip(values, edges, strict=True)
    ]
    unknown = random.integers(0, empty, ROWS).tolist()
    return [None if gone == 0 else value for value, gone in zip(picked, unknown, strict=True)]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("readings", READINGS, ids=["defaults", "others", "and-others"])
@pytest.mark.parametrize("empty", [2, 9])
def test_engines_agree_with_plain_python(
    framework: Framework, tmp_path: Path, engine: EngineName, readings: dict[str, str], empty: int
):
    layout = table(framework, readings)
    random = np.random.default_rng(empty)
    cells = {column.name: rows_of(column, random, empty) for column in layout.inputs}
    series = [
        pl.Series(column.name, cells[column.name], dtype=pl.Int128).reinterpret(dtype=pl.Decimal(18, column.scale))
        for column in layout.inputs
    ]
    frame = pl.DataFrame([pl.Series("unit", range(ROWS)), *series])
    frame.write_parquet(tmp_path / "in.parquet")
    report = run_batch(framework, tmp_path / "in.parquet", tmp_path / "out.parquet", engine=engine, readings=readings)
    assert report.rejected == 0
    found = written(tmp_path / "out.parquet")
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    totals, decided = [0] * ROWS, [0] * ROWS
    for indicator in framework.indicators:
        evaluate = layout.readings[indicator.id].rule.expression.evaluate
        wanted = [evaluate(row) for row in rows]
        assert hundredths(found[indicator.id]) == [score for score, _ in wanted], indicator.id
        assert found[f"{indicator.id}_outcome"].cast(pl.String).to_list() == [one.value for _, one in wanted]
        for number, (score, _) in enumerate(wanted):
            totals[number] += score or 0
            decided[number] += 0 if score is None else int(indicator.points * 100)
    assert hundredths(found["total"]) == totals
    assert hundredths(found["decided_points"]) == decided
