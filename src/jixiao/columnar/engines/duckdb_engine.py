"""Scoring a table with DuckDB: one COPY of one SELECT, streamed from file to file."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import duckdb

from jixiao.columnar.dialects import DUCKDB
from jixiao.columnar.statement import statement

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jixiao.columnar.job import Job
    from jixiao.columnar.sources import Source

# DuckDB takes most of the machine's memory when it is let; a scoring needs little.
SETTINGS = (
    "SET memory_limit = '1GB'; SET preserve_insertion_order = true; "
    "SET enable_progress_bar = true; SET enable_progress_bar_print = false"
)
POLL_SECONDS = 0.2


def run(job: Job, target: Path, advance: Callable[[int], None]) -> int:
    """Write the scores of the good rows to `target`; gives their number. `advance` is told of rows read."""
    form = "FORMAT CSV, HEADER" if target.suffix == ".csv" else "FORMAT PARQUET, COMPRESSION ZSTD"
    with duckdb.connect() as connection:
        connection.execute(SETTINGS)
        scan, rows = _counted(connection, job.source)
        query = statement(DUCKDB, job.table, job.source.columns, job.passed, scan)
        copy = f"COPY ({query}) TO {DUCKDB.text(str(target))} ({form})"
        return _watched(connection, copy, rows, advance)


def probe(source: Source) -> None:
    """Read everything and do nothing with it; raises what DuckDB raises when it cannot read the file."""
    with duckdb.connect() as connection:
        connection.execute(SETTINGS)
        scan, _ = _counted(connection, source)
        connection.execute(f"SELECT max(hash(COLUMNS(*))) FROM {scan}").fetchall()  # noqa: S608  # quoted


def _counted(connection: duckdb.DuckDBPyConnection, source: Source) -> tuple[str, int]:
    """The source as a table function, and its rows."""
    if source.rows is not None:
        files = ", ".join(DUCKDB.text(str(path)) for path in source.files)
        return f"read_parquet([{files}])", source.rows
    try:
        scan = _csv(source, parallel=True)
        return scan, _one(connection, f"SELECT count(*) FROM {scan}")  # noqa: S608  # quoted
    except duckdb.Error:
        # Short rows and line breaks within quotes go together only where one thread reads the file.
        scan = _csv(source, parallel=False)
        return scan, _one(connection, f"SELECT count(*) FROM {scan}")  # noqa: S608  # quoted


def _csv(source: Source, *, parallel: bool) -> str:
    """Nothing is guessed: a short row lacks its last cells, as in Polars; a long one is an error in both."""
    columns = ", ".join(f"{DUCKDB.text(name)}: 'VARCHAR'" for name in source.columns)
    form = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false"
    form += f", null_padding = true, parallel = {str(parallel).lower()}"
    path = DUCKDB.text(str(source.files[0]))
    blank = " AND ".join(f"{DUCKDB.identifier(name)} IS NULL" for name in source.columns)
    return f"(SELECT * FROM read_csv({path}, columns = {{{columns}}}, {form}) WHERE NOT ({blank}))"  # noqa: S608  # quoted


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return 0 if row is None else int(row[0])


def _watched(connection: duckdb.DuckDBPyConnection, copy: str, rows: int, advance: Callable[[int], None]) -> int:
    """Run the statement beside this thread, which tells how far it is; gives the number of rows written."""
    outcome: list[int | BaseException] = []
    # An event, not `Thread.join`: joining that is interrupted may take a running thread for one that has ended.
    finished = threading.Event()

    def work() -> None:
        try:
            outcome.append(_one(connection, copy))
        except BaseException as error:  # raised again by the thread that waits
            outcome.append(error)
        finished.set()

    threading.Thread(target=work, daemon=True).start()
    told = 0
    try:
        while not finished.wait(POLL_SECONDS):
            reached = int(rows * max(0, min(connection.query_progress(), 99)) / 100)
            if reached > told:
                advance(reached - told)
                told = reached
    except BaseException:
        connection.interrupt()
        finished.wait()
        raise
    result = outcome[0]
    if isinstance(result, BaseException):
        raise result
    advance(rows - told)
    return result
