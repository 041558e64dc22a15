"""Data of the previous release, brought up to this one: nothing is lost, and its pages open.

`releases/<version>.sql.gz` is what that release kept for two departments of its sample district, as SQL. With the next
release another one is put beside it: back up a sample, write it out with `pg_dump --inserts`, without what only newer
servers understand.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql.gz"))
# Django keeps its own books there; it adds to them.
OWN_BOOKS = {"django_migrations", "django_content_type", "auth_permission"}
PAGES = Path(__file__).parent / "upgraded_pages.py"

Rows = dict[str, tuple[list[str], Counter[str]]]


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def before(request: pytest.FixtureRequest, embedded: Any) -> Iterator[str]:
    """The address of a database as a release left it."""
    embedded.psql("CREATE DATABASE upgraded;")
    address = embedded.get_uri(database="upgraded")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(gzip.decompress(request.param.read_bytes()).decode())
    yield address
    embedded.psql("DROP DATABASE upgraded WITH (FORCE);")


# What an upgrade writes in another form, in the form that both have in common: keys in paths got leading zeros.
REWRITTEN = {("people_organisation", "path"): "regexp_replace(path, '/0+', '/', 'g')"}


def rows(address: str, wanted: Rows | None = None) -> Rows:
    """The rows of every table, in the columns that were there before."""
    with psycopg.connect(address) as connection:
        connection.execute("SET search_path TO public")
        known = connection.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY column_name) FROM information_schema.columns"
            " WHERE table_schema = 'public' GROUP BY 1"
        ).fetchall()
        columns = {name: wanted[name][0] if wanted and name in wanted else names for name, names in known}
        return {
            name: (names, Counter(str(row) for row in connection.execute(_select(name, names)).fetchall()))
            for name, names in columns.items()
        }


def _select(table: str, columns: list[str]) -> sql.Composed:
    names = sql.SQL(", ").join(sql.SQL(REWRITTEN[table, one]) if (table, one) in REWRITTEN else sql.Identifier(one)
                               for one in columns)  # fmt: skip
    return sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table))


def run(address: str, folder: Path, *command: str) -> str:
    """Run a command of Django against the database."""
    environment = {**os.environ, "DATABASE_URL": address, "JIXIAO_DATA": str(folder)}
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_an_upgrade_keeps_every_row_and_its_pages_open(before: str, tmp_path: Path):
    then = rows(before)

    run(before, tmp_path, "-m", "django", "migrate", "--no-input", "--verbosity", "0")

    now = rows(before, then)
    assert set(then) <= set(now)
    for name in sorted(set(then) - OWN_BOOKS):
        assert now[name][1] == then[name][1], f"{name}: rows differ"
    for name in OWN_BOOKS & set(then):
        assert not then[name][1] - now[name][1], f"{name}: rows are missing"
    answers = json.loads(run(before, tmp_path, str(PAGES)))
    assert answers
    assert {page: status for page, status in answers.items() if status != 200} == {}
