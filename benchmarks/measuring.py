"""Running tasks in processes of their own, and counting the rows of a result that differ from the oracle's."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from benchmarks import oracle
from benchmarks.synthetic import BLOCK, make

if TYPE_CHECKING:
    from pathlib import Path

    Scores = dict[str, np.ndarray[Any, np.dtype[np.int64]]]

UNTOLD = -1
PROCESSES = 2


@dataclass(frozen=True)
class Measured:
    """A task's best time in seconds, the processor's time of that run, and its peak memory in megabytes."""

    task: str
    rows: int
    seconds: float
    cpu_seconds: float
    peak_mb: int

    @property
    def rows_per_second(self) -> int:
        """Rows from file to file in a second."""
        return round(self.rows / self.seconds)


def measure(task: str, source: Path, target: Path, rows: int, times: int = 1) -> Measured:
    """The best of several runs, each in a process of its own."""
    found = []
    for _ in range(times):
        command = [sys.executable, "-m", "benchmarks.child", task, str(source), str(target)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append(json.loads(done.stdout.strip().splitlines()[-1]))
    best = min(found, key=lambda one: one["seconds"])
    return Measured(task, rows, best["seconds"], best["cpu_seconds"], max(one["peak_mb"] for one in found))


def expected(rows: int) -> Scores:
    """The oracle's scores in hundredths for the made-up rows, `UNTOLD` where there is none; two processes."""
    firsts = list(range(0, rows, BLOCK))
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = list(pool.map(_block, firsts, [min(BLOCK, rows - first) for first in firsts]))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _block(first: int, rows: int) -> Scores:
    made = make(rows, first=first)
    scores = oracle.scores({name: made.optional(name) for name in made.values})
    return {name: np.array([UNTOLD if one is None else one for one in found]) for name, found in scores.items()}


def wrong_rows(result: Path, wanted: Scores) -> int:
    """How many rows of a result differ from the oracle in any score, in what cannot be told, or in a total."""
    frame = pl.read_parquet(result).sort("unit")
    rows = len(next(iter(wanted.values())))
    if frame.height != rows:
        return rows
    wrong = np.zeros(rows, dtype=bool)
    for name, scores in wanted.items():
        # A float is asked for the two digits that it would print.
        points = frame[name].cast(pl.Float64) * 100
        got = points.round().fill_nan(UNTOLD).fill_null(UNTOLD).cast(pl.Int64).to_numpy()
        wrong |= got != scores
    return int(wrong.sum())
