"""`python -m benchmarks.web [--quick]`: two hundred departments, fifty people clicking; writes `var/bench/web.json`.

Seeds a district of 200 departments, 5 years, 50 projects and 20 indicators each, serves it as in production, and lets
fifty people click, each every second to three: first until most have looked around, then measured. For each page:
the median and the 95th percentile; beside it a bare Django page of the same size under the same clicks. Then the same
again while some of them save, so that what was kept of the budget must be made anew.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path("var") / "bench"
LIMIT_MS, PEOPLE = 300, 50
READY_WITHIN = 120
CLICKS = Path(__file__).parent / "clicks.py"
# Lists and boards that everyone may open, and those of some.
PAGES = {
    "all": [
        "/", "/waiting/count/", "/budget/", "/budget/projects/", "/goals/", "/monitoring/", "/evaluation/", "/report/",
        "/rectification/", "/rectification/use/", "/analysis/", "/analysis/money/", "/analysis/years/",
    ],
    "reviewer": [
        "/evaluation/queue/", "/evaluation/analysis/", "/evaluation/analysis/?show=gaps", "/disclosure/",
        "/parts/summary/", "/analysis/cockpit/",
    ],
    "leader": ["/parts/summary/", "/analysis/cockpit/"],
}  # fmt: skip


def main() -> None:
    """Seed, serve, click, tell."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="twenty departments, half a minute")
    quick: bool = parser.parse_args().quick
    run(Console(), quick=quick)


def run(console: Console, *, quick: bool) -> dict[str, Any]:
    """All of it; returns what was measured."""
    # To look around, and measured: so long that a page of few people is opened often enough for a percentile.
    around, seconds = (15, 30) if quick else (90, 300)
    with (
        tempfile.TemporaryDirectory(prefix="jixiao-bench-web-") as folder,
        _prepared(Path(folder), quick=quick) as made,
    ):
        console.print(f"rows: {made['rows']}, in {made['seconds']:.0f} s")
        with _serving("jixiao.web.config.wsgi:application") as address:
            _clicked(address, Path(folder) / "warm", around, PAGES)
            pages = _clicked(address, Path(folder) / "pages", seconds, PAGES)
            saving = _clicked(address, Path(folder) / "saving", seconds, PAGES, is_saving=True)
            size = _size(address, made["session"])
        os.environ["JIXIAO_BENCH_BYTES"] = str(size)
        with _serving("benchmarks.web.bare:application") as address:
            bare = _clicked(address, Path(folder) / "bare", 15, {"all": ["/"]})["/"]
    found = {
        "rows": made["rows"], "people": PEOPLE, "pages": pages, "saving": saving, "bare": bare, "bytes": size,
        "limit_ms": LIMIT_MS,
    }  # fmt: skip
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "web.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    console.print(_table(f"{PEOPLE} people clicking", pages, bare))
    console.print(_table(f"{PEOPLE} people clicking, some of them saving", saving, bare))
    return found


@contextmanager
def _prepared(folder: Path, *, quick: bool) -> Iterator[dict[str, Any]]:
    """A database with everything in it, for as long as it is needed."""
    os.environ |= {
        "JIXIAO_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "jixiao.web.config.settings", "JIXIAO_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    from jixiao.web.config.preparing import collect_static, let_go, migrate, set_up
    from jixiao.web.config.reaching import reached_database

    with reached_database() as url:
        os.environ["DATABASE_URL"] = url
        set_up()
        migrate()
        collect_static()
        from benchmarks.web.seed import Size, people, seed

        size = Size(departments=20) if quick else Size()
        began = time.perf_counter()
        rows = seed(size)
        sitting = people(size)
        _settle()
        (folder / "people.json").write_text(json.dumps(sitting), "utf-8")
        os.environ["JIXIAO_BENCH_PEOPLE"] = str(folder / "people.json")
        let_go()
        yield {"rows": rows, "seconds": time.perf_counter() - began, "session": sitting[-1]["session"]}


def _settle() -> None:
    """What a database does of itself in the minutes after a million new rows, done at once."""
    from django.db import connection

    with connection.cursor() as cursor:
        for order in ("VACUUM ANALYZE", "CHECKPOINT"):
            cursor.execute(order)


@contextmanager
def _serving(application: str) -> Iterator[str]:
    """Gunicorn as `jixiao serve` starts it, without its log of requests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["gunicorn", "-b", f"127.0.0.1:{port}", "-w", "2", "-k", "gthread", "--threads", "4", application]
    process = subprocess.Popen([sys.executable, "-m", *command], stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address + ("/ready/" if "jixiao" in application else "/"))
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(address: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < READY_WITHIN:
        try:
            urllib.request.urlopen(address, timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{address} does not answer")


def _size(address: str, session: str) -> int:
    """How large a list is, uncompressed."""
    request = urllib.request.Request(f"{address}/budget/", headers={"Cookie": f"sessionid={session}"})
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())


def _clicked(
    address: str, target: Path, seconds: int, pages: dict[str, list[str]], *, is_saving: bool = False
) -> dict[str, dict[str, Any]]:
    """Let people click; returns for each page how often, how fast, how often it failed."""
    environment = os.environ | {"JIXIAO_BENCH_PAGES": json.dumps(pages), "JIXIAO_BENCH_SAVING": str(int(is_saving))}
    command = [
        sys.executable, "-m", "locust", "-f", str(CLICKS), "--headless", "-u", str(PEOPLE), "-r", str(PEOPLE),
        "-t", f"{seconds}s", "--host", address, "--csv", str(target), "--only-summary", "--exit-code-on-error", "0",
    ]  # fmt: skip
    subprocess.run(command, env=environment, check=True, capture_output=True)
    with Path(f"{target}_stats.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Name"] != "Aggregated"]
    return {
        row["Name"]: {
            "clicks": int(row["Request Count"]),
            "failed": int(row["Failure Count"]),
            "median_ms": int(float(row["50%"])),
            "p95_ms": int(float(row["95%"])),
            "bytes": round(float(row["Average Content Size"])),
        }
        for row in rows
    }


def _table(title: str, pages: dict[str, dict[str, Any]], bare: dict[str, Any]) -> Table:
    table = Table(title=f"{title}; 95th percentile under {LIMIT_MS} ms wanted")
    for name in ("page", "clicks", "failed", "median ms", "p95 ms", "of a bare page", "kB"):
        table.add_column(name, justify="left" if name == "page" else "right")
    for name, one in [*sorted(pages.items()), ("bare Django page", bare)]:
        ratio = f"{one['p95_ms'] / max(1, bare['p95_ms']):.1f} x"
        table.add_row(
            name, str(one["clicks"]), str(one["failed"]), str(one["median_ms"]), str(one["p95_ms"]), ratio,
            str(one["bytes"] // 1000),
        )  # fmt: skip
    return table


if __name__ == "__main__":
    main()
