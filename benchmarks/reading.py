"""`python -m benchmarks.reading`: what reading documents costs, beside a peer, in one run; `var/bench/reading.json`.

1. A PDF of some thirty pages into facts, against pdfplumber's text and tables of the same pages.
2. A text of 60 kB from the command line, start-up included.
3. A folder with one worker and with two, and the largest memory of a worker.
"""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from benchmarks.memory import peak_kilobytes
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.as_text import as_text
from jixiao.reports.samples.documents import accounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.reports.samples.content import SampleDocument

OUT = Path("var") / "bench"
TEXT_BYTES, FOLDER, ROUNDS = 60_000, 120, 3
LIMIT_MB, LIMIT_TEXT_SECONDS, LIMIT_SCALING = 300, 1.0, 1.8


def main() -> None:
    """Measure, print, write."""
    console = Console()
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as name:
        folder = Path(name)
        found = {**_pdf(folder), **_text(folder), **_many(folder)}
    (OUT / "reading.json").write_text(json.dumps(found, indent=2), "utf-8")
    for key, value in found.items():
        console.print(f"{key:36} {value}")


def long_document(parts: int) -> SampleDocument:
    """The accounts of several years bound together."""
    first = accounts(2024)
    pieces = [piece for part in range(parts) for piece in accounts(2024, seed=part + 1).pieces]
    return replace(first, pieces=tuple(pieces))


def _pdf(folder: Path) -> dict[str, object]:
    path = folder / "long.pdf"
    path.write_bytes(as_pdf(long_document(10)))
    ours, ours_mb = _child("ours", path)
    peer, peer_mb = _child("peer", path)
    return {
        "pdf_seconds": round(ours, 2),
        "pdfplumber_seconds": round(peer, 2),
        "pdf_to_pdfplumber": round(ours / peer, 3),
        "pdf_peak_mb": ours_mb,
        "pdfplumber_peak_mb": peer_mb,
    }


def _child(task: str, path: Path) -> tuple[float, int]:
    """The best of three runs in processes of their own."""
    runs = []
    for _ in range(3):
        command = [sys.executable, "-m", "benchmarks.reading", task, str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return min(run["seconds"] for run in runs), max(run["peak_mb"] for run in runs)


def _text(folder: Path) -> dict[str, object]:
    path = folder / "long.txt"
    words = as_text(long_document(30))
    path.write_bytes(words[:TEXT_BYTES].decode("utf-8", "ignore").encode())
    seconds = min(_seconds(["facts", str(path), "--json", "--out", str(folder / f"t{n}")]) for n in range(3))
    return {"text_60_kb_seconds": round(seconds, 2), "limit_text_seconds": LIMIT_TEXT_SECONDS}


def _many(folder: Path) -> dict[str, object]:
    source = folder / "many"
    source.mkdir()
    for number in range(FOLDER):
        (source / f"{number:02}.pdf").write_bytes(as_pdf(replace(long_document(3), name=str(number))) + b"\n" * number)
    runs: dict[int, list[float]] = {1: [], 2: []}
    alone: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(ROUNDS):
        # In turns, so that a busy moment hits both alike; beside it what two cores give when nothing is shared.
        for jobs in (1, 2):
            out = folder / f"m{jobs}{turn}"
            runs[jobs].append(_seconds(["facts", str(source), "--jobs", str(jobs), "--out", str(out)]))
            alone[jobs].append(_counting(jobs))
    timed = {jobs: min(found) for jobs, found in runs.items()}
    again = _seconds(["facts", str(source), "--jobs", "2", "--out", str(folder / "m20")])
    return {
        "folder_files": FOLDER,
        "folder_seconds_1": round(timed[1], 2),
        "folder_seconds_2": round(timed[2], 2),
        "scaling": round(timed[1] / timed[2], 2),
        "limit_scaling": LIMIT_SCALING,
        "machine_scaling": round(min(alone[1]) / min(alone[2]), 2),
        "folder_again_seconds": round(again, 2),
    }


def _counting(jobs: int) -> float:
    """Seconds for a fixed sum in pure Python by so many processes."""
    start = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        pool.map(_sum, [3_000_000] * 8, 1)
    return time.perf_counter() - start


def _sum(most: int) -> int:
    return sum(number * number for number in range(most))


def _seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "jixiao.cli.main", *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def _ours(path: Path) -> None:
    from jixiao.rulebook_loader import load_rulebook
    from jixiao.usecases.reading import read_document

    read_document(path, load_rulebook())


def _peer(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


TASKS: dict[str, Callable[[Path], None]] = {"ours": _ours, "peer": _peer}


def _measured(task: str, path: Path) -> None:
    start = time.perf_counter()
    TASKS[task](path)
    seconds = time.perf_counter() - start
    peak = peak_kilobytes() // 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _measured(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
