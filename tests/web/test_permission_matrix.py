"""Every address of the program, tried by every role over the own, a subordinate's and another department's record.

A module tells how in `tests/web/<module>/matrix.py` (`ROWS`, in the form of `administration/permission_rows.py`). An
address or a method of one that no row names fails here by its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jixiao.web.platform.clock import now
from jixiao.web.platform.people.models import OUTSIDE, Organisation, Person
from tests.web.administration.permission_rows import (
    BELOW,
    ELSEWHERE,
    NOBODY,
    OWN,
    RELATIONS,
    ROLES,
    TRIED,
    Place,
    Row,
)
from tests.web.conftest import organisation, person

HERE = Path(__file__).parent
BACKEND = "django.contrib.auth.backends.ModelBackend"
METHODS = ("GET", "POST")
pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"

PORTAL = (
    Row("home", may=TRIED, everywhere=True, answer=(200,)),
    Row("sign-in", may=TRIED, everywhere=True, public=True, anonymous=(200,)),
    Row("sign-in", "POST", may=TRIED, everywhere=True, public=True, anonymous=(200,)),
    Row("sign-out", "POST", may=TRIED, everywhere=True, answer=(302,)),
    Row("language", "POST", may=TRIED, everywhere=True, public=True, record=lambda _place: {"lang": "en"}),
    Row("health", may=TRIED, everywhere=True, public=True, answer=(200,)),
    Row("ready", may=TRIED, everywhere=True, public=True, answer=(200,)),
)


def _rows() -> tuple[Row, ...]:
    """The rows of the portal and of every module that wrote some; a module's own row of the portal comes first."""
    found: list[Row] = []
    for file in sorted(HERE.glob("*/matrix.py")):
        found += import_module(f"tests.web.{file.parent.name}.matrix").ROWS
    known = {row.name for row in found}
    return (*found, *(row for row in PORTAL if row.name not in known))


ROWS = _rows()


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """The name of every address, with its name space; its pattern where it has no name."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name or one.pattern}"
        else:
            yield from addresses(one, f"{space}{one.namespace}:" if one.namespace else space)


class Undone(Exception):
    """Ends a transaction whose changes are not wanted."""


@dataclass(frozen=True)
class World:
    """Who tries (role -> person and session), and where (relation -> organisation and author of the records)."""

    people: dict[str, Person]
    sessions: dict[str, str]
    places: dict[str, tuple[Organisation, Person]]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Someone of every role who holds that one post at 产业服务局, and someone without any; made once for all rows."""
    with django_db_blocker.unblock(), suppress(Undone), transaction.atomic():
        root = organisation("示例市样本区", "district", None)
        service = organisation("产业服务局", "department", root)
        where = {
            OWN: service,
            BELOW: organisation("园区建设中心", "unit", service),
            ELSEWHERE: organisation("教育局", "department", root),
        }
        people = {role: person(f"tried-{role}", role, service, role) for role in ROLES}
        people[NOBODY] = Person.objects.create(username="nobody", name="无岗")
        for role in OUTSIDE:
            people[f"{role}-unassigned"] = one = person(f"unassigned-{role}", role, root, role)
            one.assignments.all().delete()
        sessions = {}
        for role, one in people.items():
            client = Client()
            client.force_login(one, backend=BACKEND)
            sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        places = {key: (one, person(f"author-{key}", "作者", one, "filler")) for key, one in where.items()}
        yield World(people, sessions, places)
        raise Undone


def _answer(row: Row, world: World, role: str | None, relation: str) -> HttpResponse:
    """What someone gets for a record made for them; nothing of it stays."""
    answers: list[HttpResponse] = []
    client = Client(raise_request_exception=False)
    where, author = world.places[relation]
    if role is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    with suppress(Undone), transaction.atomic():
        author, who = (Person.objects.get(pk=one.pk) for one in (author, world.people.get(role or "", author)))
        place = Place(Organisation.objects.get(pk=where.pk), author, who, now())
        kwargs = row.record(place)
        address = reverse(row.address, kwargs=kwargs) + row.query
        data = row.data(place, kwargs)
        with transaction.atomic():
            answers.append(client.generic("GET", address) if row.method == "GET" else client.post(address, data))
        raise Undone
    return answers[0]


# A token says who calls these, so sessions prove nothing: tests/web/api/test_permissions.py tries every operation.
APART = ("api",)


def _missing() -> list[str]:
    found = set(addresses(get_resolver())) - {row.address for row in ROWS}
    return sorted(one for one in found if one.partition(":")[0] not in APART)


def test_every_address_stands_in_the_matrix():
    missing = _missing()
    assert missing == [], f"addresses without a row in tests/web/<module>/matrix.py: {missing}"


def test_every_row_names_an_address_and_none_stands_twice():
    names = [row.name for row in ROWS]
    assert sorted({row.address for row in ROWS} - set(addresses(get_resolver()))) == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_role_gets_its_answer(row: Row, world: World):
    wrong = []
    for relation in RELATIONS:
        for role in TRIED:
            answer = _answer(row, world, role, relation)
            expected = row.expected(role, relation)
            if answer.status_code not in expected:
                wrong.append(f"{role} over {relation}: {answer.status_code}, expected {expected}")
            elif row.look is not None and expected == row.answer:
                row.look(answer, role, relation)
    assert wrong == [], row.name + "\n" + "\n".join(wrong)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_someone_from_outside_gets_nothing_without_an_assignment(row: Row, world: World):
    """As somebody without a post does: where others are refused, so are they; what is everybody's stays open."""
    if row.public or NOBODY in row.may or row.address == "administration:mine":
        return
    wrong = []
    for role in OUTSIDE:
        for relation in RELATIONS:
            answer = _answer(row, world, f"{role}-unassigned", relation)
            if answer.status_code not in row.refused:
                wrong.append(f"{role} over {relation}: {answer.status_code}")
    assert wrong == [], row.name + "\n" + "\n".join(wrong)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_someone_without_a_session_is_sent_to_sign_in(row: Row, world: World):
    answer = _answer(row, world, None, OWN)
    if row.public:
        assert answer.status_code in row.anonymous, answer.status_code
    else:
        assert (answer.status_code, answer.headers.get("Location", "")[: len(SIGN_IN)]) == (302, SIGN_IN)


@pytest.mark.parametrize("address", sorted({row.address for row in ROWS}))
def test_a_method_without_a_row_is_refused(address: str, world: World):
    rows = [row for row in ROWS if row.address == address]
    for method in METHODS:
        if any(row.method == method for row in rows):
            continue
        row = Row(address, method, record=rows[0].record, public=rows[0].public)
        for role in (NOBODY, "administrator"):
            status = _answer(row, world, role, OWN).status_code
            assert status == 405, f"{method} {address} answers {status} and has no row"
