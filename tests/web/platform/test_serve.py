"""`jixiao serve`: from an empty folder to a page that one can sign in to, and back to nothing running."""

from __future__ import annotations

import contextlib
import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.web.platform.test_worker import waited_for

pytestmark = pytest.mark.slow
ASKED = {
    "JIXIAO_DATA",
    "JIXIAO_LOG_LEVEL",
    "DATABASE_URL",
    "JIXIAO_SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "JIXIAO_HOSTS",
}
PASSWORD = "a word for this sample"


def environment() -> dict[str, str]:
    """Ours, without what the tests of the web have set for themselves."""
    clean = {name: value for name, value in os.environ.items() if name not in ASKED}
    return {**clean, "JIXIAO_SAMPLE_PASSWORD": PASSWORD}


def jixiao(*arguments: object, **named: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    command = [sys.executable, "-m", "jixiao.cli.main", *map(str, arguments)]
    return subprocess.run(command, env=environment() | named, capture_output=True, text=True, timeout=120, check=False)


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Starts `jixiao serve` on the folder `data`; returns the process and what it told when ready."""
    running: list[subprocess.Popen[str]] = []

    def started(*arguments: object) -> tuple[subprocess.Popen[str], dict[str, Any]]:
        command = [sys.executable, "-m", "jixiao.cli.main", "serve", "--json", "--data", tmp_path / "data"]
        with (tmp_path / "log").open("a") as log:
            process = subprocess.Popen(
                [*command, "--workers", "1", "--port", str(free_port()), *map(str, arguments)],
                env=environment(),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        running.append(process)
        lines = []
        assert process.stdout is not None
        while line := process.stdout.readline():
            lines.append(line)
            if line == "}\n":
                return process, json.loads("".join(lines))
        pytest.fail((tmp_path / "log").read_text())

    yield started
    for process in running:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()  # type: ignore[union-attr]


def family(process: subprocess.Popen[str]) -> dict[str, psutil.Process]:
    """The processes that `serve` looks after, by what they do."""
    names = {"gunicorn": "pages", "jixiao.web.platform.jobs": "worker"}
    found = {}
    for child in psutil.Process(process.pid).children():
        with contextlib.suppress(psutil.Error):  # it has just died
            found |= {name: child for word, name in names.items() if word in child.cmdline()}
    return found


def postgres(data: Path) -> list[psutil.Process]:
    """The database servers of a data folder."""
    place = str(data / "postgres")
    return [one for one in psutil.process_iter(["cmdline"]) if place in (one.info["cmdline"] or [])]


def signed_in(address: str, username: str) -> str:
    """The first page of someone, through the form, as a browser does it."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = browser.open(f"{address}/sign-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token is not None
    data = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    request = urllib.request.Request(f"{address}/sign-in/", urllib.parse.urlencode(data).encode())
    request.add_header("Referer", f"{address}/sign-in/")
    return str(browser.open(request).read().decode())


def test_from_nothing_to_a_page_and_back(serve: Any, tmp_path: Path):
    process, told = serve("--sample")
    address = told["address"]
    assert told["sample"]["departments"] >= 12
    assert len(told["sample"]["years"]) == 4
    assert "chanye.filler" in {one["username"] for one in told["sample"]["sign_ins"]}
    page = signed_in(address, "chanye.filler")
    assert 'action="/sign-out/"' in page
    for sheet in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        assert urllib.request.urlopen(address + sheet).status == 200

    # Whichever process dies is started again.
    for name in ("worker", "pages"):
        before = family(process)[name]
        before.send_signal(signal.SIGKILL)
        waited_for(lambda name=name, before=before: family(process).get(name, before).pid != before.pid)
    waited_for(lambda: readable(f"{address}/ready/"))
    for line in (tmp_path / "log").read_text().splitlines():
        assert {"at", "level", "logger"} <= json.loads(line).keys()

    everyone = [*psutil.Process(process.pid).children(recursive=True), *postgres(tmp_path / "data")]
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert psutil.wait_procs(everyone, 10)[1] == []


def readable(address: str) -> bool:
    try:
        return bool(urllib.request.urlopen(address, timeout=5).status == 200)
    except (OSError, urllib.error.URLError):
        return False


def test_a_second_start_keeps_what_is_there_and_says_so(serve: Any, tmp_path: Path):
    first, told = serve()
    assert told["sample"] is None
    made = jixiao("web", "administrator", "guanli", "--district", "某区", "--data", tmp_path / "data", "--json")
    assert json.loads(made.stdout)["username"] == "guanli"
    first.send_signal(signal.SIGINT)
    assert first.wait(60) == 0
    assert postgres(tmp_path / "data") == []

    second, told = serve("--sample")
    assert told["sample"] is None  # the district is there, so no sample is put beside it
    # Killed without a chance to say goodbye, it takes its processes along, and the next start works.
    everyone = list(family(second).values())
    second.kill()
    second.wait()
    assert psutil.wait_procs(everyone, 30)[1] == []
    third, _told = serve()
    third.terminate()
    assert third.wait(60) == 0
    assert postgres(tmp_path / "data") == []


def test_in_the_background_it_outlives_its_call_and_is_ended_by_name(tmp_path: Path):
    data = ("--data", tmp_path / "data")
    try:
        first = jixiao("serve", "--background", "--json", "--port", free_port(), "--workers", "1", *data)
        told = json.loads(first.stdout)
        assert told["background"] is True
        assert readable(f"{told['address']}/ready/")

        again = jixiao("serve", "--background", "--json", "--port", free_port(), *data)
        assert json.loads(again.stdout)["address"] == told["address"]  # there is one already
    finally:
        ended = jixiao("web", "stop", *data)
    assert ended.returncode == 0
    assert not readable(f"{told['address']}/ready/")
    assert postgres(tmp_path / "data") == []
    assert "没有" in jixiao("web", "stop", *data).stderr


def test_check_says_what_is_missing_and_makes_nothing(tmp_path: Path):
    ran = jixiao("serve", "--check", "--data", tmp_path / "data", "--port", free_port())
    assert ran.returncode == 0
    assert "启动时会建" in ran.stdout
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_taken_is_named(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = jixiao("serve", "--data", tmp_path / "data", "--port", port)
        assert ran.returncode == 2
        assert f"127.0.0.1:{port}" in ran.stderr
        assert "--port" in ran.stderr
        assert jixiao("serve", "--check", "--data", tmp_path / "data", "--port", port).returncode == 1


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path):
    url = f"postgresql://someone:geheim@127.0.0.1:{free_port()}/jixiao"
    ran = jixiao("serve", "--data", tmp_path / "data", "--port", free_port(), DATABASE_URL=url)
    assert ran.returncode == 2
    assert "连不上数据库" in ran.stderr
    assert "geheim" not in ran.stderr


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "data").write_text("a file")
    ran = jixiao("serve", "--data", tmp_path / "data", "--lang", "en")
    assert ran.returncode == 2
    assert "the data folder cannot be written" in ran.stderr


def test_a_backup_does_not_replace_a_file_unasked(tmp_path: Path):
    (tmp_path / "old.tar.gz").write_text("an older backup")
    ran = jixiao("web", "backup", tmp_path / "old.tar.gz", "--data", tmp_path / "data")
    assert ran.returncode == 2
    assert (tmp_path / "old.tar.gz").read_text() == "an older backup"
