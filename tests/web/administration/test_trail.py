"""The audit trail: who may see which events, how they are found, what they look like, how they are taken out."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.modules.administration.trail_words import action_said
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.trail.record import record
from tests.web.conftest import person

FORMULA = '=HYPERLINK("http://evil.example","好")'


@pytest.fixture
def auditor(client: Client, people: dict[str, Person], sign_in: Any) -> Client:
    """The auditor of the district, signed in."""
    return sign_in(client, people["auditor"])


@pytest.fixture
def events(people: dict[str, Person], district: SimpleNamespace) -> None:
    """Two events of one department, one of another, one of nobody."""
    by, at = people["filler"], now()
    record("goals.changed", "goal/7", by=by, at=at, organisation=district.section, before={"值": 1}, after={"值": 2})
    record("goals.agreed", "goal/7", by=people["unit_head"], at=at, organisation=district.service)
    record("goals.changed", "goal/8", by=by, at=at - timedelta(days=10), organisation=district.education)
    record("people.failed", "sign-in/x", by=None, at=at)


def seen(client: Client, **asked: Any) -> list[str]:
    """The targets that a search shows."""
    answer = client.get(reverse("administration:trail"), asked)
    return [line["event"].target for line in answer.context["lines"]]


@pytest.mark.usefixtures("events")
def test_the_district_sees_everything_a_department_its_own(auditor: Client, district: SimpleNamespace, sign_in: Any):
    assert sorted(seen(auditor)) == ["goal/7", "goal/7", "goal/8", "sign-in/x"]
    of_department = sign_in(Client(), person("inside", "内审", district.service, "auditor"))
    assert seen(of_department) == ["goal/7", "goal/7"]
    assert seen(of_department, organisation=district.education.pk) == [], "no choice there, so nothing is found"


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "单位"}, 1),
        ({"who": "filler"}, 2),
        ({"action": "agreed"}, 1),
        ({"target": "goal/8"}, 1),
        ({"who": "filler", "target": "goal/7"}, 1),
        ({"action": "新增人员"}, 0),
    ],
)
def test_events_are_found_by_who_what_and_where(asked: dict[str, str], found: int, auditor: Client):
    assert len(seen(auditor, **asked)) == found


@pytest.mark.usefixtures("events")
def test_events_are_found_by_day_and_by_subtree(auditor: Client, district: SimpleNamespace):
    assert len(seen(auditor, since=today())) == 3
    assert seen(auditor, until=today() - timedelta(days=1)) == ["goal/8"]
    assert len(seen(auditor, since=today() - timedelta(days=10), until=today() - timedelta(days=10))) == 1
    assert len(seen(auditor, organisation=district.service.pk)) == 2


@pytest.mark.parametrize(
    "query", ["since=x", "organisation=x", "page=x", "who=%00", "since=0001-01-01&until=9999-12-31"]
)
def test_an_odd_search_is_no_fault(query: str, auditor: Client):
    answer = auditor.get(f"{reverse('administration:trail')}?{query}")
    assert answer.status_code in (200, 422)


@pytest.mark.usefixtures("events")
def test_before_and_after_stand_side_by_side(auditor: Client):
    page = auditor.get(reverse("administration:trail"), {"target": "goal/7"}).content.decode()
    assert re.search(r'<th [^>]*>值</th><td [^>]*class="gone-value">1</td><td [^>]*class="new-value">2</td>', page)


def test_what_events_hold_cannot_deceive_the_page(
    auditor: Client, people: dict[str, Person], district: SimpleNamespace
):
    odd = {"<b>": "<script>", "x": "a\u202eb", "deep": {"list": [1, None, "\u200b"]}, "no": None}
    record("x", "thing/1", by=people["filler"], at=now(), organisation=district.service, before=odd, after=odd)
    Event.objects.create(at=now(), by=None, action="y", target="thing/2", before=[1], after="text")
    page = auditor.get(reverse("administration:trail")).content.decode()
    table = page[page.index("<table") :]
    assert "<script>" not in table
    assert "\u202e" not in table
    assert "\u200b" not in table
    assert "⟨U+202E⟩" in table


def test_fifty_a_page_and_few_questions(
    auditor: Client, people: dict[str, Person], district: SimpleNamespace, django_assert_max_num_queries: Any
):
    for number in range(120):
        record("x", f"person/{number}", by=people["filler"], at=now(), organisation=district.service)
    with django_assert_max_num_queries(25):
        assert len(seen(auditor)) == 50
    assert len(seen(auditor, page=3)) == 20


def exported(client: Client, form: str, **asked: Any) -> bytes:
    """The bytes of an export."""
    answer = client.post(reverse("administration:trail-export"), {"form": form, **asked})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'.{form}"')
    return bytes(answer.content)


@pytest.fixture
def trap(people: dict[str, Person], district: SimpleNamespace) -> None:
    """An event in whose every field a spreadsheet would find a formula."""
    Person.objects.filter(pk=people["filler"].pk).update(name=FORMULA)
    after = {"name": FORMULA}
    record("+x", "@y", by=people["filler"], at=now(), organisation=district.service, before={}, after=after)


@pytest.mark.usefixtures("trap")
def test_a_csv_holds_no_formula(auditor: Client):
    text = exported(auditor, "csv").decode("utf-8-sig")
    head, row = list(csv.reader(StringIO(text)))
    assert head[1:3] == ["时间", "操作人"]
    assert row[2] == f"'{FORMULA}"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.usefixtures("trap")
def test_a_workbook_holds_no_formula_and_no_link(auditor: Client):
    with ZipFile(BytesIO(exported(auditor, "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "HYPERLINK" in words


@pytest.mark.usefixtures("events")
def test_an_export_is_an_event_and_holds_what_was_searched(auditor: Client, people: dict[str, Person]):
    rows = exported(auditor, "csv", target="goal/7").decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    event = Event.objects.get(action="administration.trail_exported")
    assert event.by == people["auditor"]
    assert event.after == {"rows": 2, "target": "goal/7"}
    assert "导出审计记录" in auditor.get(reverse("administration:trail")).content.decode()


def test_an_export_that_cannot_be_read_is_none(auditor: Client):
    where = reverse("administration:trail-export")
    for data in ({"form": "exe"}, {"form": "csv", "since": "x"}, {}):
        assert auditor.post(where, data).status_code == 302
    assert not Event.objects.exists()


@pytest.mark.usefixtures("events")
def test_too_large_an_export_asks_for_less(auditor: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("jixiao.web.modules.administration.views.trail.MOST_EXPORTED", 2)
    answer = auditor.post(reverse("administration:trail-export"), {"form": "csv", "who": ""}, follow=True)
    assert "缩小范围" in answer.content.decode()
    assert not Event.objects.filter(action="administration.trail_exported").exists()


def test_actions_of_other_modules_have_words_too():
    assert action_said("rectification.accept", "zh") == "验收销号"
    assert action_said("job.start", "en") == "background job · started"
    assert action_said("unheard.of", "zh") == "unheard.of"


def test_others_do_not_see_the_trail(people: dict[str, Person], sign_in: Any):
    for role in ("filler", "unit_head", "reviewer", "leader", "evaluator"):
        client = sign_in(Client(), people[role])
        assert client.get(reverse("administration:trail")).status_code == 403
        assert client.post(reverse("administration:trail-export"), {"form": "csv"}).status_code == 403
