"""`python -m benchmarks [--quick]`: tables on the terminal, `var/bench/*.json` for machines.

1. Side by side: rows a second from file to file, peak memory and wrong rows, ours beside other ways to the same scores.
2. Against plain reading and writing: how much a scoring costs beyond what the files cost anyway.
3. Growth: seconds and peak memory from ten thousand rows to ten million.
4. Reading documents (`benchmarks.reading`): a PDF beside a peer, a long text, a folder on one core and on two.
5. Wounds (`benchmarks.wounds`): is one wrong digit, word or unit noticed, and how many amounts stand in a relation.
6. The web (`benchmarks.web`): fifty people clicking through two hundred departments, beside a bare Django page.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

from benchmarks import reading
from benchmarks.measuring import Measured, expected, measure, wrong_rows
from benchmarks.synthetic import FRAMEWORK, write
from benchmarks.wounds.bench import MOST, run

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = Path("var") / "bench"
MILLION = 1_000_000
LARGEST_WHOLE = MILLION
QUICK_WOUNDS = 2
LIMIT_RATIO, LIMIT_MEMORY_MB = 3.0, 1_500
NAMES = {
    "polars": "jixiao on Polars",
    "duckdb": "jixiao on DuckDB",
    "numpy_float64": "NumPy, float64",
    "duckdb_decimal": "DuckDB, DECIMAL",
    "python_decimal": "Python, Decimal",
    "plain_stream": "Polars, read and write only",
}


def main() -> None:
    """Run everything and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a hundred thousand rows at most; under a minute")
    quick: bool = parser.parse_args().quick
    console = Console()
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        bench = Bench(Path(folder), console)
        rows = 100_000 if quick else MILLION
        bench.side_by_side(rows, rows // 10)
        bench.growth([10**4, 10**5] if quick else [10**4, 10**5, 10**6, 10**7])
    reading.main()
    run(most=QUICK_WOUNDS if quick else MOST)
    # Its settings are Django's, which hold for the whole life of a process.
    subprocess.run([sys.executable, "-m", "benchmarks.web", *(["--quick"] if quick else [])], check=True)


class Bench:
    """The made-up files and the tables; each size is made once."""

    def __init__(self, folder: Path, console: Console) -> None:
        self.folder = folder
        self.console = console

    def source(self, rows: int) -> Path:
        """The file of so many rows."""
        path = self.folder / f"{rows}.parquet"
        if not path.exists():
            self.console.print(f"[dim]making {rows:,} rows …")
            write(path, rows)
        return path

    def run(self, task: str, rows: int, times: int = 1) -> tuple[Measured, Path]:
        """A task over the file of so many rows, and what it wrote."""
        target = self.folder / f"{task}.out.parquet"
        self.console.print(f"[dim]{NAMES.get(task, task)}, {rows:,} rows …")
        return measure(task, self.source(rows), target, rows, times), target

    def side_by_side(self, rows: int, slow_rows: int) -> None:
        """Ours and the peers over the same rows; the row-by-row peer over fewer, or it would take minutes."""
        self.console.print(f"[dim]the oracle: {rows:,} rows by fractions …")
        wanted = expected(rows)
        found: list[dict[str, Any]] = []
        for task in ("polars", "duckdb", "numpy_float64", "duckdb_decimal", "python_decimal"):
            count = slow_rows if task == "python_decimal" else rows
            measured, target = self.run(task, count, 1 if task == "python_decimal" else 2)
            truth = wanted if count == rows else expected(count)
            wrong = wrong_rows(target, truth)
            found.append({**asdict(measured), "rows_per_second": measured.rows_per_second, "wrong_rows": wrong})
        plain = self.plain(rows)
        found.append({**asdict(plain), "rows_per_second": plain.rows_per_second, "wrong_rows": None})
        ratio = found[0]["seconds"] / plain.seconds
        self.console.print(_side_by_side(found))
        verdict = (
            f"jixiao on Polars takes {ratio:.2f} x the time of reading and writing alone (limit {LIMIT_RATIO:g} x)"
        )
        self.console.print(verdict, style="green" if ratio <= LIMIT_RATIO else "red")
        _save("side_by_side", {"tasks": found, "ratio_to_plain": round(ratio, 3), "limit": LIMIT_RATIO})

    def plain(self, rows: int) -> Measured:
        """Reading and writing alone, in the faster of two ways."""
        ways = ["plain_stream", *(["plain_whole"] if rows <= LARGEST_WHOLE else [])]
        return min((self.run(way, rows, 2)[0] for way in ways), key=lambda one: one.seconds)

    def growth(self, sizes: Iterable[int]) -> None:
        """Seconds and peak memory by size: our engines, and plain reading and writing."""
        found: list[dict[str, Any]] = []
        for rows in sizes:
            times = 3 if rows < MILLION else 1
            for task in ("polars", "duckdb", "plain_stream"):
                measured, target = self.run(task, rows, times)
                target.unlink()
                found.append({**asdict(measured), "microseconds_per_row": round(measured.seconds / rows * 1e6, 3)})
        self.console.print(_growth(found))
        peak = max(one["peak_mb"] for one in found if one["task"] == "polars")
        self.console.print(
            f"peak memory on Polars {peak:,} MB (limit {LIMIT_MEMORY_MB:,} MB)",
            style="green" if peak <= LIMIT_MEMORY_MB else "red",
        )
        _save("growth", {"tasks": found, "limit_mb": LIMIT_MEMORY_MB})


def _side_by_side(found: list[dict[str, Any]]) -> Table:
    table = Table(title=f"{FRAMEWORK}, Parquet to Parquet; three rows of ten sit on an edge")
    for head in ("", "rows", "seconds", "CPU", "rows a second", "peak MB", "wrong rows"):
        table.add_column(head, justify="left" if not head else "right")
    for one in found:
        wrong = "–" if one["wrong_rows"] is None else f"{one['wrong_rows']:,}"
        name = NAMES.get(one["task"], NAMES["plain_stream"])
        cells = f"{one['rows']:,}", f"{one['seconds']:.2f}", f"{one['cpu_seconds']:.2f}", f"{one['rows_per_second']:,}"
        table.add_row(name, *cells, f"{one['peak_mb']:,}", wrong)
    return table


def _growth(found: list[dict[str, Any]]) -> Table:
    table = Table(title="growth")
    for head in ("", "rows", "seconds", "CPU", "µs a row", "peak MB"):
        table.add_column(head, justify="left" if not head else "right")
    for one in sorted(found, key=lambda one: list(NAMES).index(one["task"])):
        cells = f"{one['rows']:,}", f"{one['seconds']:.2f}", f"{one['cpu_seconds']:.2f}"
        table.add_row(NAMES[one["task"]], *cells, f"{one['microseconds_per_row']:.2f}", f"{one['peak_mb']:,}")
    return table


def _save(name: str, measured: dict[str, Any]) -> None:
    machine = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "polars": pl.__version__,
        "duckdb": duckdb.__version__,
        "numpy": np.__version__,
    }
    document = {"schema": "jixiao/bench/1", "framework": FRAMEWORK, "machine": machine, **measured}
    path = OUT / f"{name}.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
