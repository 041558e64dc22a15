"""A backup holds every row and every file, and brings them back; a damaged one changes nothing."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.web.config.backup import back_up, restore, tool
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.store import keep
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.trail.record import record
from tests.web.conftest import database_address

AT = datetime(2025, 3, 1, 8, tzinfo=UTC)
CONTENTS = [b"budget", b"accounts " * 100_000, b""]

pytestmark = pytest.mark.skipif(tool("pg_dump") is None, reason="there is no pg_dump here")


@pytest.fixture
def source(
    settings: Any, tmp_path: Path, transactional_db: None, district: SimpleNamespace, people: dict[str, Person]
) -> Path:
    """A data folder with files and a secret, next to the database of the tests with rows in it."""
    settings.MEDIA_ROOT = tmp_path / "source" / "files"
    for content in CONTENTS:
        keep([content], 10**9)
    (tmp_path / "source" / "files" / "half-written").write_bytes(b"not kept")
    (tmp_path / "source" / "secret").write_text("signs sessions")
    record("test.made", "thing/1", by=people["filler"], at=now(), organisation=district.service, after={"名": "值"})
    return tmp_path / "source"


@pytest.fixture
def empty(embedded: Any, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of an empty database, and an empty data folder."""
    embedded.psql("CREATE DATABASE restored;")
    (tmp_path / "target").mkdir()
    yield embedded.get_uri(database="restored"), tmp_path / "target"
    embedded.psql("DROP DATABASE restored WITH (FORCE);")


def rows(url: str) -> dict[str, list[Any]]:
    """Every row of every table, by table."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return {
            table: sorted(str(row) for row in connection.execute(f"SELECT * FROM {table}").fetchall())
            for (table,) in tables
        }


def files(data: Path) -> dict[str, str]:
    """The hash of every kept file, by its place."""
    kept = [path for path in (data / "files").glob("*/*") if path.is_file()]
    return {path.relative_to(data).as_posix(): sha256(path.read_bytes()).hexdigest() for path in kept}


def backed_up(source: Path) -> Path:
    from django.db import connection

    connection.close()
    target = source.parent / "all.tar.gz"
    back_up(database_address(), source, target, AT)
    return target


def test_everything_comes_back(source: Path, empty: tuple[str, Path]):
    url, data = empty
    held = restore(url, data, backed_up(source))
    assert held["files"] == len(CONTENTS)
    assert rows(url) == rows(database_address())
    assert len(rows(url)) > 20
    assert files(data) == files(source)
    assert (data / "secret").read_text() == "signs sessions"
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    with psycopg.connect(url) as connection, pytest.raises(psycopg.Error, match="append-only"):
        connection.execute("DELETE FROM trail_event")


def test_a_backup_is_for_its_owner_and_leaves_nothing_beside_it(source: Path):
    target = backed_up(source)
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in target.parent.iterdir() if path.name.startswith(".")) == []


def test_a_database_with_tables_is_replaced_only_when_told_so(source: Path):
    target = backed_up(source)
    with pytest.raises(InputFault, match="not empty"):
        restore(database_address(), source, target)
    Event.objects.create(at=now(), action="test.later", target="thing/2")
    from django.db import connection

    with pytest.raises(InputFault, match="in use"):
        restore(database_address(), source, target, force=True)
    connection.close()
    restore(database_address(), source, target, force=True)
    assert [event.action for event in Event.objects.all()] == ["test.made"]


def rewritten(target: Path, change: Any) -> Path:
    """The same backup with some of its members changed."""
    wrong = target.with_name("wrong.tar.gz")
    with tarfile.open(target) as old, tarfile.open(wrong, "w:gz") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())  # type: ignore[union-attr]
            path = target.with_name("member")
            path.write_bytes(content)
            new.add(path, member.name)
    return wrong


@pytest.mark.parametrize("damaged", ["database.dump", "files/"])
def test_a_damaged_backup_changes_no_table(source: Path, empty: tuple[str, Path], damaged: str):
    url, data = empty
    wrong = rewritten(backed_up(source), lambda name, it: it[:-1] + b"?" if name.startswith(damaged) and it else it)
    with pytest.raises(InputFault, match="damaged"):
        restore(url, data, wrong)
    assert rows(url) == {}


def test_a_dump_that_cannot_be_restored_leaves_what_was_there(source: Path, empty: tuple[str, Path], monkeypatch: Any):
    url, data = empty
    target = backed_up(source)
    restore(url, data, target)
    before = rows(url)
    wrong = rewritten(target, lambda name, it: it[:200] if name == "database.dump" else it)
    monkeypatch.setattr("jixiao.web.config.backup._digest", lambda path: _claimed(wrong))
    with pytest.raises(InputFault, match="pg_restore"):
        restore(url, data, wrong, force=True)
    assert rows(url) == before


def _claimed(archive: Path) -> str:
    import json

    with tarfile.open(archive) as opened:
        return str(json.load(opened.extractfile("jixiao-backup.json"))["database"]["sha256"])  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\x1f\x8b\x08broken"])
def test_what_is_no_backup_is_said_to_be_none(empty: tuple[str, Path], tmp_path: Path, content: bytes):
    url, data = empty
    (tmp_path / "some.tar.gz").write_bytes(content)
    with pytest.raises(InputFault, match="backup"):
        restore(url, data, tmp_path / "some.tar.gz")


def test_a_member_cannot_be_written_beyond_the_folder(source: Path, empty: tuple[str, Path]):
    url, data = empty
    target = backed_up(source)
    wrong = target.with_name("wrong.tar.gz")
    with tarfile.open(target) as old, tarfile.open(wrong, "w:gz") as new:
        for member in old:
            new.addfile(member, old.extractfile(member))
        new.add(target, "../escaped")
        new.add(target, "files/../../escaped")
    restore(url, data, wrong)
    assert not (data.parent / "escaped").exists()
