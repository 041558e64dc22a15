"""What a killed database leaves behind, and what pages say while it is away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from django.test import RequestFactory

from jixiao.web.config import embedded
from jixiao.web.config.embedded import Keeper, is_running, settle
from jixiao.web.config.failing import failed
from jixiao.web.platform.people.session_store import SessionStore

WHOLE = "{pid}\n{folder}\n1700000000\n5432\n{folder}\n\n  1 2\nready\n"


def notes(folder: Path, written: str) -> list[Path]:
    """What a server would have written down."""
    lock = folder / ".s.PGSQL.5432.lock"
    (folder / "postmaster.pid").write_text(written)
    lock.write_text(written)
    return [folder / "postmaster.pid", lock]


@pytest.mark.parametrize(
    "written", [WHOLE, "{pid}\n{folder}\n17", "", "nonsense\n" * 9], ids=["other", "half", "", "odd"]
)
def test_notes_of_a_dead_server_go_though_its_number_lives_on_elsewhere(tmp_path: Path, written: str):
    left = notes(tmp_path, written.format(pid=os.getpid(), folder=tmp_path))
    settle(tmp_path)
    assert not any(one.exists() for one in left)


def test_notes_stay_while_something_works_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import psutil

    me = psutil.Process()
    monkeypatch.setattr(embedded, "_working", lambda _folder: [me])
    monkeypatch.setattr(embedded, "PATIENCE", 0.2)
    for written in (WHOLE, "{pid}\n"):
        left = notes(tmp_path, written.format(pid=me.pid, folder=tmp_path))
        settle(tmp_path)
        assert all(one.exists() for one in left)


def test_a_dead_process_that_is_still_listed_does_not_run():
    import psutil

    child = subprocess.Popen([sys.executable, "-c", ""])
    listed = psutil.Process(child.pid)
    while listed.status() != psutil.STATUS_ZOMBIE:
        pass
    assert not is_running(listed)
    child.wait()
    assert not is_running(listed)
    assert is_running(psutil.Process())
    assert not is_running(None)


def test_a_database_that_cannot_be_started_is_tried_again_later(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    tried = []

    class Server:
        def get_postmaster_info(self) -> Any:
            return type("Info", (), {"process": None})

        def ensure_postgres_running(self) -> None:
            tried.append(1)
            if len(tried) < 3:
                raise subprocess.CalledProcessError(1, "pg_ctl")

    server = type("Held", (), {"cache_info": lambda: type("Info", (), {"currsize": 1}), "__new__": lambda _: Server()})
    monkeypatch.setattr(embedded, "embedded_server", server)
    monkeypatch.setattr(embedded, "embedded_folder", lambda: tmp_path)
    keeper = Keeper()
    keeper.look_after()
    keeper.look_after()  # too early
    assert (len(tried), keeper.pause) == (1, 1.0)
    for expected in (2.0, 0.5):
        keeper.next_start = 0
        keeper.look_after()
        assert keeper.pause == expected


def test_a_page_says_that_the_database_is_away_and_a_fault_that_it_is_one():
    request = RequestFactory().get("/")
    for fault, status, words in ((OperationalError(), 503, "数据库暂时连不上"), (KeyError(), 500, "程序出错")):
        try:
            raise fault
        except Exception:
            answer = failed(request)
        assert answer.status_code == status
        assert words in answer.content.decode()
        assert ("Retry-After" in answer) is (status == 503)


@pytest.mark.django_db
def test_a_session_that_cannot_be_written_is_no_bad_request(monkeypatch: pytest.MonkeyPatch):
    held = SessionStore()
    held["a"] = 1
    held.create()

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patched:
        patched.setattr(held.model, "save", away)
        with pytest.raises(OperationalError):
            held.save()
    held.model.objects.all().delete()
    with pytest.raises(UpdateError):
        held.save()
