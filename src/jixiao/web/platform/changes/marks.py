"""The marks of tables; what a piece of work reads; triggers where they are missing."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

# Written all the time, and no figure or page comes from them alone.
UNWATCHED_APPS = frozenset({"trail", "jobs", "sample"})
MANY = 20_000  # marks; above that they are thinned out
_MARKS = "changes_mark"
_NAME = re.compile(r"[a-z_][a-z_0-9]+")

Mark = tuple[int, int]


@dataclass
class Read:
    """The tables that a piece of work read; `is_whole` is False where it read something that leaves no marks."""

    tables: set[str] = field(default_factory=set)
    is_whole: bool = True

    def add(self, other: Read) -> None:
        """Count what another piece of work read as read by this one."""
        self.tables |= other.tables
        self.is_whole &= other.is_whole


_reading: ContextVar[Read | None] = ContextVar("reading", default=None)


@contextmanager
def reading() -> Iterator[Read]:
    """Find out which tables are read inside; those around it read them too."""
    watched()  # asked before questions are noted
    around, found = _reading.get(), Read()
    token = _reading.set(found)
    try:
        if around is None:
            with connection.execute_wrapper(_noting):
                yield found
        else:
            yield found
    finally:
        _reading.reset(token)
        note(found)


def note(found: Read) -> None:
    """Say that what is being done read these tables, though it was spared asking the database."""
    around = _reading.get()
    if around is not None:
        around.add(found)


def _noting(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401
    found = _reading.get()
    if found is not None and _MARKS not in (words := str(sql)):
        known = watched()
        names = set(_NAME.findall(words)) & known.keys()
        found.add(Read({name for name in names if known[name]}, bool(names) and all(known[name] for name in names)))
    return execute(sql, params, many, context)


@cache
def watched() -> Mapping[str, bool]:
    """Every table of every application, and whether it leaves marks."""
    with connection.cursor() as cursor:
        marked = _marked(cursor)
    return {one._meta.db_table: one._meta.db_table in marked for one in apps.get_models(include_auto_created=True)}


def _marked(cursor: CursorWrapper) -> set[str]:
    cursor.execute("SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = 'marked'")
    return {row[0] for row in cursor.fetchall()}


def marks() -> dict[str, Mark]:
    """How often each table was written to since marks were last thinned out, and the sum of the marks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, count(*), sum(mark)::text FROM changes_mark GROUP BY name")
        return {name: (count, int(total)) for name, count, total in cursor.fetchall()}


def thin_out() -> bool:
    """Forget marks where there are many; everything kept anywhere is then made once more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > %s FROM changes_mark", [MANY])
        row = cursor.fetchone()
        if not (row and row[0]):
            return False
        cursor.execute("WITH gone AS (DELETE FROM changes_mark) INSERT INTO changes_mark (name) VALUES ('')")
    return True


def watch(database: BaseDatabaseWrapper) -> None:
    """Give every table that should leave marks its trigger."""
    with database.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('changes_marked()') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return  # not migrated as far as that
        configs = [one for one in apps.get_app_configs() if one.name.startswith("jixiao.web.")]
        models = [model for one in configs if one.label not in UNWATCHED_APPS for model in one.get_models(True)]
        wanted = {one._meta.db_table for one in models} & set(database.introspection.table_names(cursor))
        for name in sorted(wanted - _marked(cursor)):
            on = f"AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {database.ops.quote_name(name)}"
            cursor.execute(f"CREATE TRIGGER marked {on} FOR EACH STATEMENT EXECUTE FUNCTION changes_marked()")
