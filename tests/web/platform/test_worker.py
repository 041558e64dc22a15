"""The process that works: it may be killed at any moment, and what it was doing is done all the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from jixiao.web.platform.clock import now
from jixiao.web.platform.jobs.models import Job
from jixiao.web.platform.people.models import Person
from tests.house.source_tree import ROOT
from tests.web.conftest import database_address

pytestmark = pytest.mark.slow


def waited_for(what: Callable[[], Any], seconds: float = 90) -> Any:
    """The first true answer; fails where none comes."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


@pytest.fixture
def work(transactional_db: None) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker on the database of the tests."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "DJANGO_SETTINGS_MODULE": "tests.web.platform.slow_settings",
        "PYTHONPATH": str(ROOT),
    }
    running = []

    def started() -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-m", "jixiao.web.platform.jobs"], env=environment)
        running.append(process)
        return process

    yield started
    for process in running:
        process.kill()
        process.wait()


def test_a_job_survives_the_death_of_its_process(
    work: Any, district: SimpleNamespace, people: dict[str, Person], tmp_path: Path
):
    from tests.web.platform.slow_task import slow

    job = slow.start(organisation=district.service, by=people["filler"], at=now(), folder=str(tmp_path))
    first = work()
    waited_for(lambda: (tmp_path / "begun-0").exists())
    second = work()  # in reserve while the first one lives
    time.sleep(1)
    assert second.poll() is None
    assert not (tmp_path / "begun-1").exists()
    first.send_signal(signal.SIGKILL)
    waited_for(lambda: (tmp_path / "begun-1").exists())
    (tmp_path / "go").touch()
    waited_for(lambda: Job.objects.get(pk=job.pk).is_over)
    job.refresh_from_db()
    assert (job.state, job.done, job.result) == ("done", 2, {"begun": 2})
    second.terminate()
    assert second.wait(30) == 0
