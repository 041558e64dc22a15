"""Scoring a table of department-years from file to file: nothing half-written, nothing dropped in silence."""

from __future__ import annotations

import csv
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from jixiao.columnar.cells import empty_key, reason
from jixiao.columnar.engines.polars_engine import bad_rows
from jixiao.columnar.job import Job, notes, prepare
from jixiao.columnar.sources import unreadable
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jixiao.columnar.sources import Source
    from jixiao.core.scoring.framework import Framework

    Progress = Callable[[int, int | None], None]

EngineName = Literal["polars", "duckdb", "spark"]
REJECT_HEADER = ("file", "row", "column", "value", "reason_zh", "reason_en")


@dataclass(frozen=True)
class BatchReport:
    """What a batch did. `rejects` is the reject file, where there was anything to reject."""

    rows: int
    good: int
    rejected: int
    target: Path
    rejects: Path | None
    passed: tuple[str, ...]
    absent: tuple[str, ...]
    notes: tuple[Text, ...]


class Engine(Protocol):
    """A module that scores the good rows of a job into a file and gives their number."""

    def run(self, job: Job, target: Path, advance: Callable[[int], None]) -> int:
        """Write `target`; `advance` is told how many rows were read since it was last told."""
        ...

    def probe(self, source: Source) -> None:
        """Read everything and do nothing with it; raises what the engine raises when it cannot."""
        ...


def run_batch(
    framework: Framework,
    source: Path,
    target: Path,
    *,
    engine: EngineName = "polars",
    rejects: Path | None = None,
    readings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> BatchReport:
    """Score every row of `source` into `target`; refused rows go to `rejects` with their reasons.

    `progress` is called with the rows done and, where known, all rows. Raises `InputFault` for everything that the
    caller can mend; then, as after any other exception, no file has changed.
    """
    rejects = rejects or target.with_name(f"{target.stem}.rejects.csv")
    _check_targets(source, target, rejects)
    job = prepare(framework, source, readings)
    module = _engine(engine)
    done = 0

    def advance(rows: int) -> None:
        nonlocal done
        done += rows
        if progress is not None:
            progress(done, job.source.rows)

    with _in_place_of(target) as scores, _in_place_of(rejects) as refused:
        with _input_to_blame(module, job):
            good = module.run(job, scores, advance)
            rejected = _explain(job, refused) if good < done else 0
        if good + rejected != done:
            raise ArithmeticError(f"{done} rows read, {good} scored and {rejected} rejected")
    if not rejected:
        rejects.unlink(missing_ok=True)
    absent = tuple(column.name for column in job.table.inputs if column not in job.read)
    kept = rejects if rejected else None
    return BatchReport(done, good, rejected, target, kept, job.passed, absent, notes(job))


def _engine(name: EngineName) -> Engine:
    module: Engine = import_module(f"jixiao.columnar.engines.{name}_engine")
    return module


def _check_targets(source: Path, target: Path, rejects: Path) -> None:
    problems = []
    if target.suffix.lower() not in (".parquet", ".csv"):
        formats = Text(".parquet 或 .csv", ".parquet or .csv")
        problems.append(
            Problem(Text("不知道写成什么格式", "unknown format to write"), str(target), formats, target.suffix)
        )
    for path in (target, rejects):
        if not path.parent.is_dir():
            what = Text("要写入的文件夹不存在", "the folder to write to does not exist")
            remedy = Text(f"先建文件夹：mkdir -p {path.parent}", f"make it first: mkdir -p {path.parent}")
            problems.append(Problem(what, str(path), received=str(path.parent), remedy=remedy))
        elif path.is_dir() and path == rejects:
            problems.append(
                Problem(Text("这是一个文件夹", "this is a folder"), str(path), Text("文件名", "a file name"))
            )
    paths = [path.resolve() for path in (source, target, rejects)]
    if len(set(paths)) < len(paths):
        what = Text("输入、输出和退回文件须各不相同", "input, output and reject file must differ")
        problems.append(Problem(what, str(target)))
    if problems:
        raise InputFault(problems)


@contextmanager
def _in_place_of(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, which takes its place in the end, or vanishes when something fails."""
    beside = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        yield beside
        if beside.exists():
            beside.replace(path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


@contextmanager
def _input_to_blame(engine: Engine, job: Job) -> Iterator[None]:
    """Turn an engine's failure into an `InputFault` when it cannot even read the file; else it is a fault of ours."""
    try:
        yield
    except InputFault:
        raise
    except Exception as error:
        try:
            engine.probe(job.source)
        except Exception as cause:
            raise InputFault([unreadable(job.source.path, cause)]) from error
        raise


def _explain(job: Job, path: Path) -> int:
    """Write every bad cell of the refused rows with its reason; gives the number of rows."""
    rows = 0
    # With a byte order mark, so that spreadsheets take the Chinese for what it is.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(REJECT_HEADER)
        for number, row in bad_rows(job):
            rows += 1
            place = job.source.place(number)
            for column, value, why in _bad_cells(job, row):
                writer.writerow((*place, column, value, why.zh, why.en))
    return rows


def _bad_cells(job: Job, row: Mapping[str, object]) -> Iterator[tuple[str, object, Text]]:
    found = False
    for name in job.keys:
        if row[name] is None or not str(row[name]).strip():
            found = True
            yield name, row[name], empty_key(name)
    for column in job.read:
        why = reason(column, row[column.name])  # type: ignore[arg-type]  # a cell of the kinds that `type_problem` lets in
        if why is not None:
            found = True
            yield column.name, row[column.name], why
    if not found:
        raise ArithmeticError(f"a row was refused, but no cell of it is bad: {row}")
