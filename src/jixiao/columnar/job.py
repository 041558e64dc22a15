"""A batch before it runs: the framework's columns matched with those of the file, everything wrong said at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.columnar.scoring_plan import PREFIX
from jixiao.columnar.sources import Source, open_source
from jixiao.columnar.stored import type_problem
from jixiao.columnar.table import KEYS, InputColumn, Table, table, unread
from jixiao.core.kernel.faults import InputFault, Problem, nearest
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jixiao.core.scoring.framework import Framework


@dataclass(frozen=True)
class Job:
    """A table to score: `read` are the input columns that occur, `passed` the columns that pass through.

    `keys` are those of the passed columns that may not be empty.
    """

    table: Table
    source: Source
    read: tuple[InputColumn, ...]
    passed: tuple[str, ...]
    keys: tuple[str, ...]


def prepare(framework: Framework, path: Path, readings: Mapping[str, str] | None = None) -> Job:
    """Open a table and match its columns; raises `InputFault`."""
    columns = table(framework, readings)
    source = open_source(path)
    read = tuple(column for column in columns.inputs if column.name in source.columns)
    passed = tuple(unread(source.columns, columns))
    if not read:
        raise InputFault([_nothing_recognised(columns, source, passed)])
    problems = [
        problem
        for column in read
        if (problem := type_problem(column, source.columns[column.name], str(path))) is not None
    ]
    problems += _collisions(columns, path, passed)
    if problems:
        raise InputFault(problems)
    return Job(columns, source, read, passed, tuple(name for name in passed if name in KEYS))


def _nothing_recognised(columns: Table, source: Source, passed: tuple[str, ...]) -> Problem:
    hints = _hints(columns, passed)
    command = f"jixiao schema columns --framework {columns.framework.id}"
    listed = "、".join(f"{found} → {name}" for found, name in hints[:5])
    return Problem(
        Text("没有一列是这个框架要读的", "the framework reads none of these columns"),
        str(source.path),
        Text(f"{command} 列出的列名", f"column names as listed by {command}"),
        "、".join(passed[:12]),
        Text(f"改列名：{listed}", f"rename: {listed}") if listed else None,
    )


def _hints(columns: Table, passed: tuple[str, ...]) -> list[tuple[str, str]]:
    """Columns that look like one that the framework reads: by its label, or by a slip of the pen."""
    by_label = {one.label.zh: one.name for one in columns.inputs} | {one.label.en: one.name for one in columns.inputs}
    names = [column.name for column in columns.inputs]
    found = []
    for name in passed:
        near = [by_label[name]] if name in by_label else nearest(name, names)[:1]
        found += [(name, one) for one in near]
    return found


def _collisions(columns: Table, path: Path, passed: tuple[str, ...]) -> list[Problem]:
    """Columns that would pass through under a name that the output needs."""
    written = {column.name.casefold() for column in columns.outputs}
    return [
        Problem(
            Text("这一列与输出的列同名", "this column bears the name of an output column"),
            f"{path}: {name}",
            Text("别的名字", "another name"),
            name,
            Text(f"改名或删去，例如改为 stated_{name}", f"rename it, to stated_{name} for example, or leave it out"),
        )
        for name in passed
        if name.casefold() in written or name.startswith(PREFIX)
    ]


def notes(job: Job) -> tuple[Text, ...]:
    """What a person should know of the match: columns that are missing, and columns that look misspelt."""
    absent = [column for column in job.table.inputs if column not in job.read]
    said = [
        Text(f"{found} 原样写出，未参与评分；是否想写 {name}？", f"{found} is not read; did you mean {name}?")
        for found, name in _hints(job.table, tuple(name for name in job.passed if name not in job.keys))
    ]
    undecidable = [
        indicator.name
        for indicator in job.table.framework.indicators
        if all(column in absent for column in job.table.inputs if indicator.id in column.used_by)
    ]
    if undecidable:
        names_zh = "、".join(name.zh for name in undecidable)
        names_en = ", ".join(name.en for name in undecidable)
        said.append(Text(f"没有任何一列供评分：{names_zh}", f"no column at all for: {names_en}"))
    return tuple(said)
