"""A problem on its way: found, given to someone, put right, accepted by someone else."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from jixiao.web.modules.rectification import actions
from jixiao.web.modules.rectification.actions import Step
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.models import Event
from jixiao.web.registers.problems.actions import enter
from jixiao.web.registers.problems.models import Problem

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def problem(district: SimpleNamespace, people: dict[str, Person]) -> Problem:
    return actions.add(
        organisation=district.service, year=2025, title="招商资料制作执行率偏低", detail="年底只用了一半",
        project="X01", by=people["reviewer"], at=now(),
    )  # fmt: skip


def given(problem: Problem, people: dict[str, Person]) -> Problem:
    step = Step(owner=people["filler"], until=today() + timedelta(days=10))
    return actions.move(
        pk=problem.pk, name="assign", version=problem.version, step=step, by=people["reviewer"], at=now()
    )


def told(problem: Problem, people: dict[str, Person]) -> Problem:
    row = given(problem, people)
    step = Step(done="已提前签订合同")
    return actions.move(pk=row.pk, name="report", version=row.version, step=step, by=people["filler"], at=now())


def test_from_found_to_accepted_with_every_step_in_the_trail(problem: Problem, people: dict[str, Person]):
    row = told(problem, people)
    row = actions.move(pk=row.pk, name="accept", version=row.version, step=Step(), by=people["reviewer"], at=now())
    assert (row.stage, row.accepted_by, row.version) == ("accepted", people["reviewer"], 4)
    said = list(Event.objects.filter(target=f"problem/{row.pk}").order_by("pk").values_list("action", flat=True))
    assert said == ["problems.enter", "rectification.assign", "rectification.report", "rectification.accept"]


def test_nobody_accepts_what_he_reported_himself(problem: Problem, people: dict[str, Person], monkeypatch: Any):
    row = told(problem, people)
    with pytest.raises(PermissionDenied):
        actions.move(pk=row.pk, name="accept", version=row.version, step=Step(), by=people["filler"], at=now())
    monkeypatch.setattr(actions, "_reporter", lambda _problem: people["reviewer"])
    with pytest.raises(Refused, match="reported it"):
        actions.move(pk=row.pk, name="accept", version=row.version, step=Step(), by=people["reviewer"], at=now())


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step(until=date(2100, 1, 1)), "name an owner"),
        (Step(), "set a deadline"),
        (Step(until=date(2020, 1, 1)), "passed already"),
    ],
)
def test_it_is_given_to_someone_until_a_day_to_come(problem: Problem, people: dict[str, Person], step: Step, said: str):
    with pytest.raises(Refused, match=said):
        actions.move(pk=problem.pk, name="assign", version=1, step=step, by=people["reviewer"], at=now())
    problem.refresh_from_db()
    assert (problem.stage, problem.version) == ("open", 1)


def test_the_owner_works_in_the_unit(problem: Problem, people: dict[str, Person], stranger: Person):
    step = Step(owner=stranger, until=today() + timedelta(days=3))
    with pytest.raises(Refused, match="post in the unit"):
        actions.move(pk=problem.pk, name="assign", version=1, step=step, by=people["reviewer"], at=now())


def test_who_comes_second_is_told_and_loses_nothing(
    problem: Problem, people: dict[str, Person], sign_in: Any, client: Any
):
    given(problem, people)
    with pytest.raises(Stale):
        actions.move(pk=problem.pk, name="dismiss", version=1, step=Step(note="x"), by=people["reviewer"], at=now())
    answer = sign_in(client, people["reviewer"]).post(
        reverse("rectification:move", args=[problem.pk, "dismiss"]), {"version": "1", "note": "与本单位无关"}
    )
    assert answer.status_code == 409
    assert "与本单位无关" in answer.content.decode()


def test_a_problem_is_entered_once(district: SimpleNamespace, people: dict[str, Person]):
    for _ in range(2):
        enter(
            organisation=district.service,
            year=2025,
            origin="monitoring",
            key="X01",
            title="慢",
            by=people["filler"],
            at=AT,
        )
    assert Problem.objects.count() == 1


def test_the_way_through_the_pages_with_a_proof(problem: Problem, people: dict[str, Person], sign_in: Any, client: Any):
    finance, filler = sign_in(client, people["reviewer"]), people["filler"]
    until = (today() + timedelta(days=5)).isoformat()
    answer = finance.post(
        reverse("rectification:assign"), {"problem": [problem.pk], "owner": filler.pk, "until": until}, follow=True
    )
    assert "已交办 1 个问题" in answer.content.decode()
    worker = sign_in(client, filler)
    assert problem.title in worker.get("/").content.decode()
    brought = SimpleUploadedFile("合同.pdf", b"%PDF-1.4 a contract")
    page = reverse("rectification:move", args=[problem.pk, "report"])
    assert worker.post(page, {"version": "2", "done": "已签合同", "proof": brought}).status_code == 302
    answer = worker.get(reverse("rectification:proof", args=[problem.pk]))
    assert b"".join(answer) == b"%PDF-1.4 a contract"
    assert "attachment" in answer["Content-Disposition"]


def test_a_page_of_a_program_is_no_proof(problem: Problem, people: dict[str, Person], sign_in: Any, client: Any):
    row = given(problem, people)
    brought = SimpleUploadedFile("x.html", b"<script>")
    answer = sign_in(client, people["filler"]).post(
        reverse("rectification:move", args=[row.pk, "report"]), {"version": "2", "done": "已改", "proof": brought}
    )
    assert answer.status_code == 422
    assert "已改" in answer.content.decode()


def test_anothers_problem_is_not_to_be_seen(problem: Problem, stranger: Person, sign_in: Any, client: Any):
    theirs = sign_in(client, stranger)
    assert theirs.get(reverse("rectification:problem", args=[problem.pk])).status_code == 403
    assert problem.title not in theirs.get(reverse("rectification:list") + "?year=2025").content.decode()


@pytest.mark.parametrize("count", [3, 40])
def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    district: SimpleNamespace, people: dict[str, Person], sign_in: Any, client: Any, count: int,
    django_assert_max_num_queries: Any,
):  # fmt: skip
    for number in range(count):
        enter(
            organisation=district.service, year=2025, origin="hand", key=str(number), title=f"问题 {number}",
            by=people["filler"], at=AT, until=date(2026, 1, 1 + number % 28),
        )  # fmt: skip
    finance = sign_in(client, people["reviewer"])
    with django_assert_max_num_queries(16):
        assert finance.get(reverse("rectification:list") + "?year=2025").status_code == 200


def test_the_export_holds_what_the_list_shows_and_no_formula(
    district: SimpleNamespace, people: dict[str, Person], sign_in: Any, client: Any
):
    enter(organisation=district.service, year=2025, origin="hand", key="1", title="=1+1", by=people["filler"], at=AT)
    answer = sign_in(client, people["reviewer"]).get(reverse("rectification:export") + "?year=2025")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet.max_row == 2
    cell = sheet.cell(2, 4)
    assert cell.data_type == "s"
    assert "1+1" in str(cell.value)


@pytest.mark.parametrize(
    "query", ["?year=x", "?year=99999", "?unit=9999999999999999999", "?words=%00", "?stage=nothing"]
)
def test_strange_addresses_are_answered(people: dict[str, Person], sign_in: Any, client: Any, query: str):
    finance = sign_in(client, people["reviewer"])
    assert finance.get(reverse("rectification:list") + query).status_code == 200
    assert finance.get(reverse("rectification:use") + query).status_code == 200
