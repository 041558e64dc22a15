"""One measured task in a process of its own: `python -m benchmarks.child TASK SOURCE TARGET` prints time and memory.

A process of its own, because peak memory counts from a process's start, and so that tasks do not warm one another.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.memory import peak_kilobytes

if TYPE_CHECKING:
    from collections.abc import Callable

    Task = Callable[[Path, Path], object]


def engine(name: str) -> Task:
    """One of our engines, from file to file."""
    from benchmarks.synthetic import FRAMEWORK
    from jixiao.columnar.batch import run_batch
    from jixiao.rulebook_loader import load_rulebook

    framework = load_rulebook().framework(FRAMEWORK)
    return lambda source, target: run_batch(framework, source, target, engine=name)  # type: ignore[arg-type]  # a name


def plain_stream(source: Path, target: Path) -> None:
    """Reading and writing with Polars, nothing in between: streamed."""
    import polars as pl

    pl.scan_parquet(source).sink_parquet(target)


def plain_whole(source: Path, target: Path) -> None:
    """Reading and writing with Polars, nothing in between: all at once."""
    import polars as pl

    pl.read_parquet(source).write_parquet(target)


def task(name: str) -> Task:
    """A task by name: an engine of ours, a peer, or plain reading and writing."""
    if name in ("polars", "duckdb", "spark"):
        return engine(name)
    if name.startswith("plain_"):
        return {"plain_stream": plain_stream, "plain_whole": plain_whole}[name]
    run: Task = import_module(f"benchmarks.peers.{name}").run
    return run


def main() -> None:
    """Run the task; the last line printed is one JSON document."""
    name, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    run = task(name)
    start, worked = time.perf_counter(), time.process_time()
    run(source, target)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    measured = {
        "seconds": round(seconds, 3),
        "cpu_seconds": round(worked, 3),
        "peak_mb": round(peak_kilobytes() / 1024),
    }
    print(json.dumps({"task": name, **measured}))


if __name__ == "__main__":
    main()
