"""A real `jixiao serve` on a data folder, the killing of its processes, and a look into its database."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import psycopg

from tests.house.source_tree import ROOT
from tests.web.platform.test_serve import environment, family, free_port, postgres, readable

if TYPE_CHECKING:
    from collections.abc import Iterable

VICTIMS = ("page", "pages", "worker", "backend", "postmaster")


def prepared(folder: Path) -> dict[str, Any]:
    """What `killed_preparing` made of a folder."""
    command = [sys.executable, "-m", "tests.web.story.killed_preparing", str(folder)]
    ran = subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


class Installation:
    """`jixiao serve` on a folder; always at the same address."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.parent / "serve.log"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None
        self.killed: list[str] = []

    def start(self) -> None:
        """Start it and wait until pages are served."""
        command = [sys.executable, "-m", "jixiao.cli.main", "serve", "--json", "--data", str(self.data)]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, "--workers", "2", "--port", str(self.port)],
                env=environment(), stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            if line == "}\n":
                return
        raise AssertionError(self.log.read_text()[-4000:])

    def end(self) -> None:
        """Kill it and whatever it left behind."""
        if self.process is not None:
            with contextlib.suppress(psutil.Error):
                everyone = [*psutil.Process(self.process.pid).children(recursive=True), *postgres(self.data)]
                self.process.kill()
                for one in everyone:
                    with contextlib.suppress(psutil.Error):
                        one.kill()
            self.process.wait()
            self.process.stdout.close()  # type: ignore[union-attr]

    def alive(self) -> bool:
        """Whether the program that looks after the others still runs."""
        return self.process is not None and self.process.poll() is None

    def kill_supervisor(self) -> None:
        """Kill the program itself, and wait until those that it looked after have gone."""
        assert self.process is not None
        orphans = list(family(self.process).values())
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()  # type: ignore[union-attr]
        assert psutil.wait_procs(orphans, 40)[1] == []

    def strike(self, dice: random.Random) -> str | None:
        """Kill one of the processes with signal 9; None where the chosen one does not run at the moment."""
        assert self.process is not None
        kind = dice.choice(VICTIMS)
        found = sorted(self._victims(kind), key=lambda one: one.pid)
        if not found:
            return None
        one = dice.choice(found)
        with contextlib.suppress(psutil.Error):
            one.send_signal(signal.SIGKILL)
            self.killed.append(kind)
            return kind
        return None

    def _victims(self, kind: str) -> Iterable[psutil.Process]:
        assert self.process is not None
        if kind in ("page", "pages", "worker"):
            known = family(self.process).get("worker" if kind == "worker" else "pages")
            if known is None:
                return []
            with contextlib.suppress(psutil.Error):
                return known.children() if kind == "page" else [known]
            return []
        with contextlib.suppress(psutil.Error):
            masters = [one for one in postgres(self.data) if one.name() == "postgres"]
            return masters if kind == "postmaster" else [
                each for one in masters for each in one.children() if "[local]" in " ".join(each.cmdline())
            ]  # fmt: skip
        return []

    def wait_ready(self, seconds: float = 90) -> None:
        """Until pages are served and reach the database, several times in a row."""
        until, row = time.monotonic() + seconds, 0
        while row < 4:
            assert time.monotonic() < until, self.log.read_text()[-6000:]
            row = row + 1 if readable(f"{self.address}/ready/") else 0
            time.sleep(0.2)

    def database(self) -> psycopg.Connection[Any]:
        """A connection of our own, past the program."""
        lines = (self.data / "postgres" / "postmaster.pid").read_text().splitlines()
        return psycopg.connect(host=lines[4], user="postgres", dbname="postgres", autocommit=True)

    def asked(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the database."""
        with self.database() as connection:
            return connection.execute(query, values).fetchall()

    def tables(self) -> dict[str, list[str]]:
        """Every row of every table, as text and in order."""
        with self.database() as connection:
            names = [name for (name,) in connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
            )]  # fmt: skip
            return {
                name: sorted(row for (row,) in connection.execute(f'SELECT t::text FROM "{name}" t')) for name in names
            }

    def faults(self) -> list[str]:
        """What the log calls an error and is not the absence of the database."""
        found = []
        for line in self.log.read_text(errors="replace").splitlines():
            with contextlib.suppress(ValueError):
                told = json.loads(line)
                if told.get("level") in ("error", "critical"):
                    found.append(f"{told['logger']}: {told['message']} {told.get('exception', '')[-1500:]}")
        return found


def digest_of(path: Path) -> str:
    """The hash of a file."""
    from hashlib import sha256

    return sha256(path.read_bytes()).hexdigest()
