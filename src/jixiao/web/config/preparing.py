"""What has to be in place before the first page: tables, static files, and, where asked for, the sample district."""

from __future__ import annotations

import json
import os
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from jixiao.web.config.database import data_folder

if TYPE_CHECKING:
    from jixiao.web.platform.sample.district import SignIn

SETTINGS = "DJANGO_SETTINGS_MODULE"
PASSWORD = "JIXIAO_SAMPLE_PASSWORD"  # noqa: S105  # the name of a variable
MIGRATING = 0x6A78_6D67  # one program at a time changes the tables
REMEMBERED = "sample-sign-ins.json"
YEARS_BACK = 3  # three whole years, and the one that runs


def set_up() -> None:
    """Load the settings and the modules."""
    os.environ.setdefault(SETTINGS, "jixiao.web.config.settings")
    import django

    django.setup()


def pending() -> list[str]:
    """The changes of the tables that have not been made yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate() -> list[str]:
    """Bring the tables up to date; returns what was done."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            todo = pending()
            if todo:
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
    return todo


def collect_static() -> None:
    """Put style sheets and scripts where they are served from, compressed and under names of their content."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def make_sample() -> dict[str, Any] | None:
    """Make the sample district with its people, and queue its records; None where the database is not empty."""
    from django.db import transaction

    from jixiao.web.platform.clock import now, today
    from jixiao.web.platform.people.models import Organisation
    from jixiao.web.platform.sample.district import make_district
    from jixiao.web.platform.sample.tasks import seed_department

    if Organisation.objects.exists():
        return None
    password = os.environ.get(PASSWORD) or secrets.token_urlsafe(9)
    this_year = today().year
    years = list(range(this_year - YEARS_BACK, this_year + 1))
    with transaction.atomic():  # all of it, or the next start tries again
        made = make_district(password=password, since=date(years[0], 1, 1), at=now())
        for department, person in made.departments:
            records = {"department": department.pk, "person": person.pk, "years": years}
            seed_department.start(organisation=department, by=person, at=now(), **records)
    told = {
        "password": password,
        "departments": len(made.departments),
        "years": years,
        "sign_ins": [_sign_in(one) for one in made.sign_ins],
    }
    _remember(told)
    return told


def _remember(told: dict[str, Any]) -> None:
    """Keep how people of the sample sign in, for the owner of the data folder, so that a later start can say it too."""
    place = data_folder() / REMEMBERED
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False)


def earlier_sample() -> dict[str, Any] | None:
    """How people of the sample sign in that an earlier start made here; None where it made none."""
    try:
        told = json.loads((data_folder() / REMEMBERED).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _sign_in(one: SignIn) -> dict[str, str]:
    return {"username": one.username, "name": one.name, "role": one.role, "organisation": one.organisation}


def let_go() -> None:
    """Close the connections of this process."""
    from django.db import connections

    connections.close_all()


def make_administrator(district: str, username: str) -> str:
    """Make the first administrator, and the district where there is none; returns the password, for one sign-in."""
    from django.db import transaction

    from jixiao.web.platform.clock import now, today
    from jixiao.web.platform.people.models import Organisation, Person, Post, Role
    from jixiao.web.platform.trail.record import record

    password = secrets.token_urlsafe(9)
    with transaction.atomic():
        root = Organisation.objects.filter(parent=None, name=district).first()
        if root is None:
            root = Organisation.objects.create(name=district, kind="district", region=district, path=f"new/{district}")
            root.placed().save(update_fields=["path"])
        person = Person(username=username, name=username, home=root, must_change_password=True)
        person.set_password(password)
        person.save()
        Post.objects.create(person=person, organisation=root, role=Role.ADMINISTRATOR, since=today())
        after = {"username": username, "role": Role.ADMINISTRATOR.value}
        record("people.first", f"person/{person.pk}", by=None, at=now(), organisation=root, after=after)
    return password
