"""Scoring a table with Polars in one streaming pass: read, refuse bad rows, compute in layers, write."""

from __future__ import annotations

from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING

import polars as pl

from jixiao.columnar import scoring_plan as plan_
from jixiao.columnar.polars_cells import cell, read_texts, text_name
from jixiao.columnar.polars_printer import layers
from jixiao.core.scoring.score_expression import OUTCOME_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal
    from pathlib import Path

    from jixiao.columnar.job import Job
    from jixiao.columnar.sources import Source
    from jixiao.columnar.table import OutputColumn, Table

OUTCOMES = pl.Enum([outcome.value for outcome in OUTCOME_CODES.values()])
BAD = f"{plan_.PREFIX}bad"
ROW = f"{plan_.PREFIX}row"


def run(job: Job, target: Path, advance: Callable[[int], None]) -> int:
    """Write the scores of the good rows to `target`; gives their number. `advance` is told of rows read."""
    good = 0

    def seen(frame: pl.DataFrame) -> pl.DataFrame:
        advance(frame.height)
        return frame

    def kept(frame: pl.DataFrame) -> pl.DataFrame:
        nonlocal good
        good += frame.height
        return frame

    frame = job.source.scan().map_batches(seen, streamable=True, validate_output_schema=False)
    frame = _with_texts_read(job, frame)
    cells = {column.name: cell(column, job.source.columns[column.name]) for column in job.read}
    values = [one.value.alias(plan_.input_name(name)) for name, one in cells.items()]
    plan = plan_.scoring_plan(job.table, cells)
    if plan_.reads_null(plan):
        values.append(pl.lit(None, dtype=pl.Int64).alias(plan_.NULL_COLUMN))
    frame = frame.select(*job.passed, *values, _bad(job).alias(BAD)).filter(~pl.col(BAD))
    frame = frame.map_batches(kept, streamable=True, validate_output_schema=False)
    for step in layers(plan, plan_.input_name):
        frame = frame.with_columns(step)
    frame = frame.select(*job.passed, *(_output(job.table, column) for column in job.table.outputs))
    if target.suffix == ".csv":
        frame.sink_csv(target)
    else:
        frame.sink_parquet(target)
    return good


def _with_texts_read(job: Job, frame: pl.LazyFrame) -> pl.LazyFrame:
    texts = [column for column in job.read if job.source.columns[column.name].kind == "text"]
    if not texts:
        return frame
    schema = {**frame.collect_schema(), **{text_name(column): pl.Int64() for column in texts}}
    read = partial(read_texts, texts)
    return frame.map_batches(read, schema=schema, streamable=True, validate_output_schema=False)


def probe(source: Source) -> None:
    """Read everything and do nothing with it; raises what Polars raises when it cannot read the file."""
    source.scan().select(pl.all().null_count()).collect(engine="streaming")


def _bad(job: Job) -> pl.Expr:
    """Whether a row must be refused; never null."""
    flags = [cell(column, job.source.columns[column.name]).bad for column in job.read]
    flags += [_is_empty(name, is_text=job.source.columns[name].kind == "text") for name in job.keys]
    return reduce(or_, flags, pl.lit(False)).fill_null(False)


def _is_empty(name: str, *, is_text: bool) -> pl.Expr:
    key = pl.col(name)
    return key.is_null() | (key.cast(pl.String).str.strip_chars() == "") if is_text else key.is_null()


def _output(table: Table, column: OutputColumn) -> pl.Expr:
    if column.kind == "total":
        return _points(table, pl.col(plan_.TOTAL)).alias(column.name)
    if column.kind == "decided_points":
        return _points(table, pl.col(plan_.DECIDED)).alias(column.name)
    names = plan_.computed(table, column.indicator or "")
    code = pl.col(names.outcome)
    if column.kind == "outcome":
        chain = pl.when(code == 0).then(_word(0)).when(code == 1).then(_word(1))
        return chain.otherwise(_word(2)).alias(column.name)
    scored = pl.when(code == 0).then(pl.col(names.score))
    if names.starred is None:
        return _points(table, scored).alias(column.name)
    letters = list(table.framework.letters)
    letter = scored.replace_strict(list(range(len(letters))), letters, return_dtype=pl.String)
    star = pl.when(pl.col(names.starred)).then(pl.lit("*")).otherwise(pl.lit(""))
    return (letter + star).alias(column.name)


def _word(code: int) -> pl.Expr:
    return pl.lit(OUTCOME_CODES[code].value, dtype=OUTCOMES)


def _points(table: Table, integer: pl.Expr) -> pl.Expr:
    """Hundredths of points as decimals: the digits stay, only the point is set."""
    return integer.cast(pl.Int128).reinterpret(dtype=pl.Decimal(9, table.framework.places))


def bad_rows(job: Job) -> Iterator[tuple[int, dict[str, Decimal | int | str | bool | None]]]:
    """The refused rows with their numbers, from 1, and their raw cells: what must be explained."""
    names = [*job.keys, *(column.name for column in job.read)]
    frame = _with_texts_read(job, job.source.scan(ROW)).with_columns(_bad(job).alias(BAD)).filter(pl.col(BAD))
    for batch in frame.select(ROW, *names).collect_batches(chunk_size=10_000):
        for row in batch.iter_rows(named=True):
            yield row.pop(ROW), row
