"""The two processes of a running installation: pages and background work. Whichever dies is started again."""

from __future__ import annotations

import ctypes
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.config.embedded import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger("jixiao.serve")

LONGEST_PAUSE = 30.0  # seconds between attempts to start what keeps dying
STEADY = 10.0  # seconds after which a process counts as well, and its death as an accident
# Seconds that processes have to end; then they are killed. A page is answered; a job starts again another time.
PATIENCE, PATIENCE_WITH_JOBS = 25.0, 8.0
READY_WITHIN = 180.0  # a busy machine with a first migration before it
TICK = 0.5
ANY = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104  # names of all addresses, and how to ask here


@dataclass
class Child:
    """A process that is kept alive."""

    name: str
    command: list[str]
    patience: float = PATIENCE
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = 1.0
    next_start: float = 0.0
    starts: int = field(default=0)

    def start(self) -> None:
        """Start it, in a group of its own: a Ctrl C at the terminal is for us, and we end it in order."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_end_with_parent())  # noqa: S603
        self.began = time.monotonic()
        self.starts += 1

    def look_after(self) -> None:
        """Start it again where it has died, each time a little later."""
        if self.process is None:
            if time.monotonic() >= self.next_start:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        lived = time.monotonic() - self.began
        self.pause = 1.0 if lived > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.next_start = time.monotonic() + self.pause
        self.process = None
        extra = {"child": self.name, "code": code, "lived_s": int(lived), "again_in_s": int(self.pause)}
        logger.error("a process died and is started again", extra=extra)

    def ask_to_end(self) -> None:
        """Ask it to finish what it does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, asked: float) -> None:
        """Wait for its end, which was asked for at a moment; kill it where that takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, asked + self.patience - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("a process did not end and is killed", extra={"child": self.name})
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def children(host: str, port: int, workers: int) -> list[Child]:
    """The processes of an installation."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    server = ["gunicorn", "-c", "python:jixiao.web.config.server", "-b", bind, "-w", str(workers)]
    return [
        Child("pages", [sys.executable, "-m", *server]),
        Child("worker", [sys.executable, "-m", "jixiao.web.platform.jobs"], PATIENCE_WITH_JOBS),
    ]


def supervise(family: list[Child], host: str, port: int, ready: Callable[[], None]) -> None:
    """Start the processes, say when pages are served, keep them alive until asked to end, end them in order."""
    asked = []
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda number, _frame: asked.append(number))
    said = False
    keeper = Keeper()
    began = time.monotonic()
    try:
        while not asked:
            for child in family:
                child.look_after()
            if not said and (said := answers(host, port)):
                _tell_systemd("READY=1")
                ready()
            elif not said and time.monotonic() - began > READY_WITHIN:
                what = Text("页面服务没有启动，原因见上面的日志", "pages are not served; the log above says why")
                raise InputFault([Problem(what, f"{host}:{port}")])
            keeper.look_after()
            time.sleep(TICK if said else 0.1)
    finally:
        _tell_systemd("STOPPING=1")
        for child in family:
            child.ask_to_end()
        asked_at = time.monotonic()
        for child in sorted(family, key=lambda child: child.patience):
            child.end(asked_at)


def answers(host: str, port: int) -> bool:
    """Whether pages are served and reach their database."""
    names = [name for name in os.environ.get("JIXIAO_HOSTS", "").split(",") if name and name[0] not in "*."]
    connection = http.client.HTTPConnection(ANY.get(host, host), port, timeout=5)
    try:
        connection.request("GET", "/ready/", headers={"Host": names[0] if names else "localhost"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def demand_free(host: str, port: int) -> None:
    """Raises `InputFault` where the address cannot be listened at."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen(1)
    except OSError as error:
        what = Text("这个地址和端口用不了", "this address and port cannot be used")
        remedy = Text(
            "也许 jixiao 已在运行；用 --port 换一个端口",
            "jixiao may be running already; choose another one with --port",
        )
        raise InputFault([Problem(what, f"{host}:{port}", received=error.strerror, remedy=remedy)]) from error


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux, what makes a process end when we are killed without a chance to end it."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)

    def when_parent_dies() -> None:
        library.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG

    return when_parent_dies


def _tell_systemd(word: str) -> None:
    """Say to the service manager how things stand, where there is one that listens."""
    place = os.environ.get("NOTIFY_SOCKET")
    if place:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaker:
            try:
                speaker.sendto(word.encode(), f"\0{place[1:]}" if place.startswith("@") else place)
            except OSError:
                logger.warning("the service manager does not listen")
