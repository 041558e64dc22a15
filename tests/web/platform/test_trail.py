"""The audit trail is added to and never changed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import InternalError, OperationalError, connection, transaction
from django.db.utils import IntegrityError

from jixiao.web.platform.clock import now
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.trail.record import record

REFUSED = (InternalError, OperationalError, IntegrityError)


@pytest.fixture
def event(district: SimpleNamespace, people: dict[str, Person]) -> Event:
    return record("test.done", "thing/1", by=people["filler"], at=now(), organisation=district.service, after={"a": 1})


def test_an_event_cannot_be_changed(event: Event):
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(action="test.undone")
    assert Event.objects.get(pk=event.pk).action == "test.done"


def test_an_event_cannot_be_removed_even_without_the_program(event: Event):
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trail_event WHERE id = %s", [event.pk])
    assert Event.objects.filter(pk=event.pk).exists()


def test_the_table_cannot_be_emptied(db: None):
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        # As an installation has it; the database of the tests does without it to be emptied between tests.
        cursor.execute(
            "CREATE TRIGGER trail_event_no_truncate BEFORE TRUNCATE ON trail_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION trail_event_stays()"
        )
        cursor.execute("TRUNCATE trail_event CASCADE")
