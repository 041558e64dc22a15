"""What was made for a page is shown again until something that it came from changes, whoever changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from benchmarks.web.copying import copy
from jixiao.web.platform import remembered
from jixiao.web.platform.changes import marks
from jixiao.web.platform.clock import now
from jixiao.web.platform.kept import FEWEST, forget, kept, kept_of
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.problems.models import Problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


class Page:
    """As if a page were read: what was asked in its course is remembered, and gone with it."""

    def __enter__(self) -> None:
        self.token = remembered._answers.set({})

    def __exit__(self, *_: object) -> None:
        remembered._answers.reset(self.token)


class Counted:
    """Counts how often something was really made."""

    def __init__(self) -> None:
        self.times = 0

        @kept
        def names(start: str) -> list[str]:
            self.times += 1
            return list(Organisation.objects.filter(name__startswith=start).values_list("name", flat=True))

        self.names = names


def test_the_second_page_is_spared_the_work():
    one = Counted()
    Organisation.objects.create(name="甲局", kind="department", path="/1/")
    for _ in range(2):
        with Page():
            assert one.names("甲") == ["甲局"]
    assert one.times == 1
    with Page():
        assert one.names("乙") == []
    assert one.times == 2, "another question is another answer"


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE people_organisation SET name = '甲委' WHERE name = '甲局'",
        "DELETE FROM people_organisation WHERE name = '甲局'",
        "COPY",
    ],
)
def test_whatever_writes_is_noticed(order):
    one = Counted()
    Organisation.objects.create(name="甲局", kind="department", path="/1/")
    with Page():
        before = one.names("甲")
    if order == "COPY":
        copy(Organisation, [{"id": 1_000_000, "name": "甲办", "kind": "department", "path": "/2/"}])
    else:
        with connection.cursor() as cursor:
            cursor.execute(order)
    with Page():
        assert one.names("甲") != before
    assert one.times == 2


def test_what_another_table_says_does_not_matter(people):
    @kept
    def count() -> int:
        asked.append(1)
        return Problem.objects.count()

    asked: list[int] = []
    with Page():
        count()
    people["filler"].save(update_fields=["name"])
    with Page():
        count()
    assert len(asked) == 1


def test_what_lies_within_is_what_it_comes_from():
    one = Counted()

    @kept
    def longest() -> int:
        return max((len(name) for name in one.names("甲")), default=0)

    with Page():
        one.names("甲")  # so that the inner answer is there already, and nothing is asked for the outer one
        assert longest() == 0
    Organisation.objects.create(name="甲局", kind="department", path="/1/")
    with Page():
        assert longest() == 2


def test_what_leaves_no_marks_is_not_kept(people):
    @kept
    def events() -> int:
        return Event.objects.count()

    with Page():
        assert events() == 0
    record("test.tested", "test/1", by=people["filler"], at=now())
    with Page():
        assert events() == 1


def test_while_something_is_written_nothing_is_kept():
    one = Counted()
    one.names("甲")
    one.names("甲")
    assert one.times == 2


def test_rows_are_told_apart_by_their_question():
    Organisation.objects.create(name="甲局", kind="department", path="/1/")
    Organisation.objects.create(name="乙局", kind="department", path="/2/")
    for name in ("甲局", "乙局", "甲局"):
        with Page():
            assert [row.name for row in kept_of(list, Organisation.objects.filter(name=name))] == [name]
    with Page():
        assert kept_of(list, Organisation.objects.filter(pk__in=[])) == []


def test_every_table_of_ours_leaves_marks_but_for_those_that_only_tell():
    silent = {name for name, is_watched in marks.watched().items() if not is_watched}
    ours = {name for name in silent if name.split("_")[0] not in {"django", "auth", "axes", "procrastinate"}}
    assert {name.split("_")[0] for name in ours} <= marks.UNWATCHED_APPS


def test_marks_are_thinned_out_and_everything_is_made_once_more(monkeypatch):
    one = Counted()
    with Page():
        one.names("甲")
    assert not marks.thin_out(), "there are few"
    monkeypatch.setattr(marks, "MANY", 0)
    assert marks.thin_out()
    assert set(marks.marks()) == {""}
    with Page():
        one.names("甲")
    assert one.times == 2


def test_the_answers_that_nobody_asked_for_longest_go_first(monkeypatch):
    monkeypatch.setattr("jixiao.web.platform.kept.MOST", 2 * FEWEST)
    one = Counted()
    for start in ("甲", "乙", "甲", "丙", "甲"):
        with Page():
            one.names(start)
    assert one.times == 3
    with Page():
        one.names("乙")
    assert one.times == 4
