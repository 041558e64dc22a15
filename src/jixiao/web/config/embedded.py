"""The embedded server through accidents: what a killed one leaves behind, and starting it again where it has died."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.web.config.database import embedded_folder, embedded_server

if TYPE_CHECKING:
    import psutil  # type: ignore[import-untyped]

logger = logging.getLogger("jixiao.serve")

FAULTS = (OSError, RuntimeError, AssertionError, ValueError, subprocess.SubprocessError)
LONGEST_PAUSE = 30.0  # seconds between attempts
PATIENCE = 10.0  # seconds that processes of a dead server have to notice it
NOTE, LINES, SOCKET = "postmaster.pid", 8, 4  # its lines where it is whole, and the one with the folder of the socket


@dataclass
class Keeper:
    """Looks after the embedded server, where the database is one."""

    pause: float = 0.5
    next_start: float = 0.0

    def look_after(self) -> None:
        """Start it again where it has died. Where that fails, pages say so meanwhile, and it is tried again later."""
        if not embedded_server.cache_info().currsize or time.monotonic() < self.next_start:
            return  # the database is someone else's, or it is too early
        server: Any = embedded_server()
        if is_running(server.get_postmaster_info().process):
            return
        try:
            settle(embedded_folder())
            server.ensure_postgres_running()
        except FAULTS as fault:
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
            self.next_start = time.monotonic() + self.pause
            told = {"said": f"{type(fault).__name__}: {fault}"[:500], "again_in_s": self.pause}
            logger.error("the embedded database has died and cannot be started", extra=told)
            return
        self.pause = 0.5
        logger.error("the embedded database had died and was started again")


def is_running(process: psutil.Process | None) -> bool:
    """Whether a process does its work: a dead one that nobody has asked after yet is still listed."""
    import psutil

    try:
        return process is not None and process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def settle(folder: Path) -> None:
    """Before a start: let the rest of a killed server end, and take away notes of it that mislead.

    A note, `postmaster.pid` or the one beside the socket, holds a number that another process may have by now, or one
    that is dead and still listed, or only half of what it should. Notes go only when nothing works in the folder: they
    keep two servers from using the same data.
    """
    until = time.monotonic() + PATIENCE
    while notes := _notes(folder):
        working = _working(folder)
        if not working:
            for note in notes:
                note.unlink(missing_ok=True)
            return
        if is_running(_server(folder, working)) or time.monotonic() > until:
            return
        time.sleep(0.1)


def _notes(folder: Path) -> list[Path]:
    """What a server writes down when it starts: that it works in the folder, and who listens at its socket."""
    note = folder / NOTE
    places = {folder, *(Path(line) for line in _lines(note)[SOCKET : SOCKET + 1] if line)}
    return [
        one for one in (note, *(lock for place in places for lock in place.glob(".s.PGSQL.*.lock"))) if one.exists()
    ]


def _lines(note: Path) -> list[str]:
    try:
        return note.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return []


def _server(folder: Path, working: list[psutil.Process]) -> psutil.Process | None:
    """The server of which the note tells, where it is whole."""
    lines = _lines(folder / NOTE)
    if len(lines) < LINES or not lines[0].strip().isdecimal():
        return None
    return next((one for one in working if one.pid == int(lines[0])), None)


def _working(folder: Path) -> list[psutil.Process]:
    """The processes of PostgreSQL that work in a folder, or might."""
    import psutil

    place, found = str(folder.resolve()), []
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.NoSuchProcess):
            if not one.name().startswith("postgres") or one.status() == psutil.STATUS_ZOMBIE:
                continue
            try:
                if one.cwd() in (place, ""):
                    found.append(one)
            except psutil.AccessDenied:
                found.append(one)  # it may be one of ours
    return found
