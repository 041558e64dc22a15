"""People from outside: what is assigned they see, what they avoid is never assigned, a draw can be drawn again."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.modules.administration.assigning import Pot
from jixiao.web.modules.evaluation.models import DepartmentYear
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.models import Assignment, Avoidance, Delegation, Organisation, Person, Post
from jixiao.web.platform.people.permissions import may, organisations_with, posts_of
from jixiao.web.platform.trail.models import Event
from tests.web.conftest import organisation, person

YEAR = today().year - 1
LIST, ADD, DRAW, AVOID, MINE = (
    reverse(f"administration:{name}")
    for name in ("assignments", "assignment-add", "assignment-draw", "avoidance-add", "mine")
)


@pytest.fixture
def outsider(district: SimpleNamespace) -> Person:
    """An evaluator of the district to whom nothing is assigned."""
    made = person("outsider", "外评人", district.root, "evaluator")
    made.assignments.all().delete()
    return made


@pytest.fixture
def reviewer(client: Client, people: dict[str, Person], sign_in: Any) -> Client:
    """The reviewer of the district, signed in."""
    return sign_in(client, people["reviewer"])


def fresh(someone: Person) -> Person:
    """The same person as the next request finds them."""
    return Person.objects.get(pk=someone.pk)


def given(someone: Person, *places: Organisation, **other: Any) -> dict[str, Any]:
    """What the form posts."""
    days = {"since": today().isoformat(), "until": (today() + timedelta(days=30)).isoformat()}
    return {"person": someone.pk, "organisations": [one.pk for one in places], "year": YEAR, **days, **other}


def assign(someone: Person, place: Organisation, **other: Any) -> Assignment:
    """An assignment of today."""
    days = {"since": today(), "until": today() + timedelta(days=30), "year": YEAR}
    return Assignment.objects.create(person=someone, organisation=place, **{**days, **other})


def seen(someone: Person) -> set[str]:
    """The names of the organisations whose documents somebody reads."""
    return set(organisations_with(fresh(someone), "documents.read").values_list("name", flat=True))


# What an assignment gives


def test_a_post_from_outside_gives_nothing_by_itself(outsider: Person, district: SimpleNamespace):
    assert posts_of(fresh(outsider)) == []
    assert seen(outsider) == set()
    assert not may(fresh(outsider), "documents.read", district.service)


def test_what_is_assigned_is_seen_with_what_is_below_it_and_nothing_beside(outsider: Person, district: SimpleNamespace):
    assign(outsider, district.centre)
    assert seen(outsider) == {"园区建设中心", "综合科"}
    assert not may(fresh(outsider), "documents.read", district.service), "nor what is above"


@pytest.mark.parametrize(("since", "until", "is_seen"), [(-9, -1, False), (1, 9, False), (0, 0, True), (-3, 3, True)])
def test_only_on_its_days(since: int, until: int, is_seen: bool, outsider: Person, district: SimpleNamespace):
    day = today()
    assign(outsider, district.service, since=day + timedelta(days=since), until=day + timedelta(days=until))
    assert bool(seen(outsider)) is is_seen


def test_only_the_years_that_were_assigned(outsider: Person, district: SimpleNamespace):
    for year in (2024, 2025):
        assign(outsider, district.service, year=year)
    assign(outsider, district.education, year=2023)
    who = fresh(outsider)
    for place, years in (
        (district.service, {2024, 2025}),
        (district.centre, {2024, 2025}),
        (district.education, {2023}),
    ):
        assert {year for year in range(2022, 2027) if may(who, "evaluation.read", place, year)} == years
    assert set(organisations_with(who, "evaluation.read", 2023)) == {district.education}


def test_papers_of_another_year_are_not_theirs(outsider: Person, district: SimpleNamespace, sign_in: Any):
    known = {
        year: DepartmentYear.objects.create(
            organisation=district.service,
            year=year,
            framework="shenzhen-department-2022",
            entity="产业服务局",
            region="示例市",
            by=outsider,
            at=now(),
        ).pk
        for year in (2024, 2025)
    }
    assign(outsider, district.service, year=2025)
    reading = sign_in(Client(), outsider)
    answers = {year: reading.get(reverse("evaluation:year", args=[pk])).status_code for year, pk in known.items()}
    assert answers == {2024: 403, 2025: 200}
    listed = reading.get(reverse("evaluation:years")).content.decode()
    assert f"/{known[2025]}/" in listed and f"/{known[2024]}/" not in listed


def test_an_assignment_without_a_post_over_it_gives_nothing(outsider: Person, district: SimpleNamespace):
    assign(outsider, district.service)
    Post.objects.filter(person=outsider).update(organisation=district.education)
    assert seen(outsider) == set()
    Post.objects.filter(person=outsider).update(organisation=district.root, until=today() - timedelta(days=1))
    assert seen(outsider) == set()


def test_what_is_assigned_cannot_be_lent(outsider: Person, district: SimpleNamespace, people: dict[str, Person]):
    assign(outsider, district.service)
    post = Post.objects.get(person=outsider)
    Delegation.objects.create(post=post, to=people["leader"], since=today(), until=today())
    assert {one.role for one in posts_of(fresh(people["leader"]))} == {"leader"}
    own = Client()
    own.force_login(outsider, backend="django.contrib.auth.backends.ModelBackend")
    assert own.get(reverse("administration:post-lend", args=[post.pk])).status_code == 403


def test_the_head_line_offers_what_is_assigned_only(outsider: Person, district: SimpleNamespace, sign_in: Any):
    assign(outsider, district.education)
    page = sign_in(Client(), outsider).get("/").content.decode()
    assert "教育局" in page
    assert "产业服务局" not in page
    assert f"评价 {YEAR} 年" in page


def test_the_head_line_begins_with_the_newest_year_assigned(outsider: Person, district: SimpleNamespace, sign_in: Any):
    chosen = f'<option value="{YEAR}" selected>'
    assert chosen not in sign_in(Client(), outsider).get("/").content.decode()
    assign(outsider, district.education)
    assert chosen in sign_in(Client(), outsider).get("/").content.decode()


# Assigning


def test_a_reviewer_assigns_and_ends(reviewer: Client, outsider: Person, district: SimpleNamespace):
    assert reviewer.post(ADD, given(outsider, district.service, district.education)).status_code == 302
    assert seen(outsider) == {"产业服务局", "园区建设中心", "综合科", "教育局"}
    assert Event.objects.filter(action="administration.assigned").count() == 2
    page = reviewer.get(LIST, {"year": YEAR}).content.decode()
    one = Assignment.objects.get(person=outsider, organisation=district.service)
    assert reviewer.post(reverse("administration:assignment-end", args=[one.pk])).status_code == 302
    assert seen(outsider) == {"教育局"}
    assert Event.objects.get(action="administration.assignment_ended").before["organisation"] == "产业服务局"
    assert "评价分派" in page


def test_what_has_held_is_kept_with_its_last_day(reviewer: Client, outsider: Person, district: SimpleNamespace):
    one = assign(outsider, district.service, since=today() - timedelta(days=5))
    address = reverse("administration:assignment-end", args=[one.pk])
    reviewer.post(address)
    assert Assignment.objects.get(pk=one.pk).until == today() - timedelta(days=1)
    assert "已经结束" in reviewer.post(address, follow=True).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"organisations": []}, {"person": "x"}, {"person": 10**30}, {"year": "1066"}, {"year": "\x00"}, {"since": "?"},
        {"until": "2001-01-01"}, {"until": "2099-01-01"}, {"organisations": ["\x00"]}, {"since": "2098-01-01"},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_entry_is_told(wrong: dict[str, Any], reviewer: Client, outsider: Person, district: SimpleNamespace):
    assert reviewer.post(ADD, {**given(outsider, district.service), **wrong}).status_code == 422
    assert not Assignment.objects.filter(person=outsider).exists()


def test_the_district_itself_is_no_choice(reviewer: Client, outsider: Person, district: SimpleNamespace):
    assert reviewer.post(ADD, given(outsider, district.root)).status_code == 422


def test_the_same_is_not_assigned_twice(reviewer: Client, outsider: Person, district: SimpleNamespace):
    reviewer.post(ADD, given(outsider, district.service))
    again = reviewer.post(ADD, given(outsider, district.service))
    assert (again.status_code, "已分派给" in again.content.decode()) == (422, True)


def test_nobody_evaluates_where_they_hold_a_post(reviewer: Client, outsider: Person, district: SimpleNamespace):
    Post.objects.create(person=outsider, organisation=district.centre, role="filler", since=today())
    answer = reviewer.post(ADD, given(outsider, district.service))
    assert (answer.status_code, "任职" in answer.content.decode()) == (422, True)


def test_a_department_does_not_choose_who_judges_it(outsider: Person, district: SimpleNamespace, sign_in: Any):
    own = sign_in(Client(), person("keeper", "部门管理员", district.service, "administrator"))
    assert own.get(LIST).status_code == 200, "it may see who does"
    assert "抽取</a>" not in own.get(LIST).content.decode()
    assert own.post(ADD, given(outsider, district.service)).status_code == 403
    one = assign(outsider, district.service)
    assert own.post(reverse("administration:assignment-end", args=[one.pk])).status_code == 403


def test_the_administrator_of_the_district_assigns(
    outsider: Person, district: SimpleNamespace, people: dict[str, Person], sign_in: Any
):
    keeper = sign_in(Client(), people["administrator"])
    assert keeper.post(ADD, given(outsider, district.service)).status_code == 302


# Avoidance


def test_an_avoided_organisation_is_refused_and_told(reviewer: Client, outsider: Person, district: SimpleNamespace):
    told = {"person": outsider.pk, "organisation": district.centre.pk, "reason": "配偶在那里任职"}
    assert reviewer.post(AVOID, told).status_code == 302
    for place in (district.centre, district.service):  # the department has the unit inside
        answer = reviewer.post(ADD, given(outsider, place))
        assert answer.status_code == 422
        assert "须回避“园区建设中心”（配偶在那里任职）" in answer.content.decode()
    assert reviewer.post(ADD, given(outsider, district.education)).status_code == 302
    assert reviewer.post(AVOID, told).status_code == 422, "once"
    one = Avoidance.objects.get()
    assert reviewer.post(reverse("administration:avoidance-lift", args=[one.pk])).status_code == 302
    assert reviewer.post(ADD, given(outsider, district.service)).status_code == 302


def test_who_declares_to_avoid_loses_what_was_assigned(outsider: Person, district: SimpleNamespace, sign_in: Any):
    assign(outsider, district.service)
    assign(outsider, district.education)
    own = sign_in(Client(), outsider)
    assert own.post(MINE, {"organisation": district.centre.pk, "reason": "曾为它做账"}).status_code == 302
    assert seen(outsider) == {"教育局"}
    one = Avoidance.objects.get()
    assert own.post(reverse("administration:avoidance-lift", args=[one.pk])).status_code == 404, "not by oneself"
    assert "曾为它做账" in own.get(MINE).content.decode()
    assert Event.objects.get(action="administration.assignment_ended").after["reason"] == "曾为它做账"


@pytest.mark.parametrize("reason", ["", "长" * 201, "a\u202eb", "\x00", "\u200b"])
def test_a_reason_is_plain_words(reason: str, outsider: Person, district: SimpleNamespace, sign_in: Any):
    own = sign_in(Client(), outsider)
    assert own.post(MINE, {"organisation": district.centre.pk, "reason": reason}).status_code == 422
    assert not Avoidance.objects.exists()


def test_the_own_page_opens_before_anything_is_assigned(outsider: Person, sign_in: Any, people: dict[str, Person]):
    assert "还没有分派给您" in sign_in(Client(), outsider).get(MINE).content.decode()
    assert sign_in(Client(), people["unit_head"]).get(MINE).status_code == 403


# The draw


def drawn(client: Client, people: list[Person], places: list[Organisation], **other: Any) -> Any:
    """Draw."""
    days = {"since": today().isoformat(), "until": (today() + timedelta(days=30)).isoformat()}
    told = {"among": [one.pk for one in people], "organisations": [one.pk for one in places], "each": 1, "seed": "7"}
    return client.post(DRAW, {**told, "year": YEAR, **days, **other})


def test_a_draw_spares_who_avoids_and_can_be_drawn_again(reviewer: Client, outsider: Person, district: SimpleNamespace):
    second = person("second", "外评二", district.root, "expert")
    places = [district.service, district.education, district.finance]
    told = {"person": second, "organisation": district.education, "reason": "亲属", "at": now(), "by": second}
    Avoidance.objects.create(**told)
    assert drawn(reviewer, [outsider, second], places).status_code == 302
    found = {one.organisation_id: one.person_id for one in Assignment.objects.filter(seed="7")}
    assert found[district.education.pk] == outsider.pk
    both = sorted([outsider.pk, second.pk])
    pot = Pot({district.service.pk: both, district.education.pk: [outsider.pk], district.finance.pk: both})
    assert {place: [who] for place, who in found.items()} == pot.drawn(1, "7")
    event = Event.objects.get(action="administration.assignments_drawn")
    assert (event.after["seed"], event.after["among"]["教育局"]) == ("7", ["外评人"])


def test_too_few_people_draw_nothing(reviewer: Client, outsider: Person, district: SimpleNamespace):
    answer = drawn(reviewer, [outsider], [district.service], each=2)
    assert (answer.status_code, "不足 2 位" in answer.content.decode()) == (422, True)
    assert not Assignment.objects.filter(seed="7").exists()


@pytest.mark.parametrize("wrong", [{"each": 0}, {"each": "x"}, {"seed": ""}, {"seed": "a\u200bb"}, {"among": [0]}])
def test_a_wrong_draw_is_told(wrong: dict[str, Any], reviewer: Client, outsider: Person, district: SimpleNamespace):
    assert drawn(reviewer, [outsider], [district.service], **wrong).status_code == 422


def test_the_order_of_the_pot_makes_no_difference_and_work_is_shared():
    people = list(range(5))
    straight = Pot(dict.fromkeys(range(20), people)).drawn(1, "x")
    turned = Pot(dict.fromkeys(reversed(range(20)), people[::-1])).drawn(1, "x")
    assert straight == turned
    counts = [sum(one in given for given in straight.values()) for one in people]
    assert counts == [4] * 5
    assert straight != Pot(dict.fromkeys(range(20), people)).drawn(1, "y")


# The list


@pytest.mark.parametrize("count", [3, 60])
def test_the_lists_ask_few_questions(
    count: int, people: dict[str, Person], district: SimpleNamespace, sign_in: Any, django_assert_max_num_queries: Any
):
    for number in range(count):
        place = organisation(f"部门 {number}", "department", district.root)
        assign(person(f"o{number}", f"评{number}", district.root, "expert", ()), place, year=today().year)
    client = sign_in(Client(), people["reviewer"])
    client.get("/")
    others = Assignment.objects.filter(year=today().year).exclude(person__username__startswith="o").count()
    with django_assert_max_num_queries(12):
        assert client.get(LIST).content.decode().count("生效中") == count + others
    with django_assert_max_num_queries(22):
        assert client.get(DRAW).status_code == 200


def test_the_list_as_a_workbook_has_no_formulas(reviewer: Client, district: SimpleNamespace):
    assign(person("trick", "=1+1", district.root, "expert", ()), district.service, year=today().year)
    answer = reviewer.get(reverse("administration:assignments-export"))
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == "单位"
    assert rows[1][:3] == ("产业服务局", today().year, "=1+1")
    assert openpyxl.load_workbook(BytesIO(answer.content)).active["C2"].data_type == "s"
