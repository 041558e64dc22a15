"""`jixiao serve --background` and `jixiao web stop`: the web goes on when the terminal is closed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import typer

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PID, SAID, LOG = "serve.pid", "serve.json", "serve.log"  # in the data folder
READY_WITHIN, GONE_WITHIN = 240.0, 60.0  # seconds
TICK = 0.1
LAST_LINES = 15


def running(place: Path) -> int | None:
    """The process that serves a data folder in the background, if one does."""
    try:
        number = int((place / PID).read_text("ascii"))
        os.kill(number, 0)
    except (OSError, ValueError):
        return None
    return number


def told(place: Path) -> dict[str, Any] | None:
    """What the server said when it was ready."""
    try:
        said = json.loads((place / SAID).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None


def start(place: Path, arguments: Sequence[str]) -> dict[str, Any]:
    """Serve in a process of its own and wait until it is ready; returns what it said.

    Raises `typer.Exit` with its code, and shows its last words, where it ends before.
    """
    command = [sys.executable, "-m", "jixiao.cli.main", "serve", *arguments, "--json"]
    (place / SAID).unlink(missing_ok=True)
    with (place / SAID).open("wb") as said, (place / LOG).open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=log, start_new_session=True
        )
    (place / PID).write_text(str(process.pid), "ascii")
    began = time.monotonic()
    while time.monotonic() - began < READY_WITHIN:
        answer = told(place)
        if answer is not None:
            return answer
        code = process.poll()
        if code is not None:
            (place / PID).unlink(missing_ok=True)
            sys.stderr.write("\n".join((place / LOG).read_text("utf-8", "replace").splitlines()[-LAST_LINES:]) + "\n")
            raise typer.Exit(code or 3)
        time.sleep(TICK)
    stop(place)
    what = Text("页面服务没有在限定时间内启动", "pages were not served in time")
    raise InputFault([Problem(what, str(place / LOG))])


def stop(place: Path) -> bool:
    """End the server of a data folder and wait for it; whether there was one."""
    number = running(place)
    if number is None:
        (place / PID).unlink(missing_ok=True)
        return False
    os.kill(number, signal.SIGTERM)
    began = time.monotonic()
    while running(place) is not None and not _is_over(number):
        if time.monotonic() - began > GONE_WITHIN:
            what = Text("页面服务没有结束", "the server did not end")
            raise InputFault([Problem(what, f"pid {number}", remedy=Text(f"看 {LOG}", f"see {LOG}"))])
        time.sleep(TICK)
    (place / PID).unlink(missing_ok=True)
    return True


def _is_over(number: int) -> bool:
    """Whether a process that we started ourselves has ended and only waits to be noticed."""
    try:
        return os.waitpid(number, os.WNOHANG)[0] == number
    except ChildProcessError:
        return False
