"""Logs are JSON, a line each, and say nothing that they should not; the service manager hears that we are ready."""

from __future__ import annotations

import json
import logging
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from jixiao.web.config.logs import JsonLines, Worthwhile
from jixiao.web.config.supervising import Child, _tell_systemd


def line(**given: Any) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(JsonLines().format(logging.makeLogRecord(given)))
    return made


def test_a_line_says_when_who_what_and_what_was_given_along():
    told = line(name="jixiao.jobs", levelname="WARNING", msg="%s 件", args=(3,), created=0, job=7)
    assert told == {
        "at": "1970-01-01T00:00:00.000+00:00",
        "level": "warning",
        "logger": "jixiao.jobs",
        "message": "3 件",
        "job": 7,
    }


def test_an_access_line_has_no_query():
    atoms = {"m": "GET", "U": "/budget/", "q": "who=张三", "s": "200", "M": 12, "h": "127.0.0.1", "B": 5}
    told = line(name="gunicorn.access", levelname="INFO", args=atoms, msg="%(m)s")
    assert (told["method"], told["path"], told["status"], told["ms"]) == ("GET", "/budget/", "200", 12)
    assert "张三" not in json.dumps(told, ensure_ascii=False)


def test_a_failure_carries_where_it_happened_on_the_same_line():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        record = logging.makeLogRecord({"exc_info": sys.exc_info(), "request": object()})
    written = JsonLines().format(record)
    assert "\n" not in written
    assert "ValueError" in json.loads(written)["exception"]


@pytest.mark.parametrize(("path", "kept"), [("/ready/", False), ("/static/a.css", False), ("/budget/", True)])
def test_what_is_asked_every_second_is_left_out(path: str, kept: bool):
    assert Worthwhile().filter(logging.makeLogRecord({"args": {"U": path}})) is kept


def test_the_service_manager_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(place))
        monkeypatch.setenv("NOTIFY_SOCKET", str(place))
        _tell_systemd("READY=1")
        assert listener.recv(100) == b"READY=1"


def test_what_keeps_dying_is_started_ever_later():
    child = Child("dies", [sys.executable, "-c", "raise SystemExit(3)"])
    child.start()
    pauses = []
    for _ in range(3):
        assert child.process is not None
        child.process.wait()
        child.look_after()
        pauses.append(child.pause)
        child.next_start = 0
        child.look_after()
    assert child.process is not None
    child.process.wait()
    assert pauses == [2, 4, 8]
    assert child.starts == 4
