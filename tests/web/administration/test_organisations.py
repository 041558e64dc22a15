"""The tree of organisations: added to, renamed, closed, opened again; by its administrator only."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.modules.administration.queries import tree
from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Organisation, Person, Post
from jixiao.web.platform.trail.models import Event
from tests.web.conftest import organisation, person


@pytest.fixture
def keeper(client: Client, people: dict[str, Person], sign_in: Any) -> Client:
    """The administrator of the district, signed in."""
    return sign_in(client, people["administrator"])


@pytest.fixture
def of_department(district: SimpleNamespace, sign_in: Any) -> Client:
    """The administrator of 产业服务局, signed in."""
    return sign_in(Client(), person("keeper", "部门管理员", district.service, "administrator"))


def address(name: str, one: Organisation) -> str:
    """An address of the module."""
    return reverse(f"administration:organisation{name}", args=[one.pk])


def test_the_tree_shows_the_subtree_and_nothing_else(keeper: Client, of_department: Client):
    whole = keeper.get(reverse("administration:organisations")).content.decode()
    assert all(name in whole for name in ("示例市样本区", "教育局", "综合科"))
    part = of_department.get(reverse("administration:organisations")).content.decode()
    table = part[part.index("<table") :]
    assert "综合科" in table
    assert "教育局" not in table


def test_the_tree_keeps_its_order_beyond_nine(district: SimpleNamespace):
    for number in range(12):
        organisation(f"第{number}科", "section", district.service)
    lines = tree(Organisation.objects.all(), today())
    places = [line.organisation.name for line in lines]
    assert places.index("产业服务局") < places.index("园区建设中心") < places.index("综合科") < places.index("第0科")
    assert places.index("第11科") < places.index("教育局")
    assert {line.organisation.name: line.depth for line in lines}["综合科"] == 3


def test_a_hundred_organisations_ask_few_questions(
    keeper: Client, district: SimpleNamespace, django_assert_max_num_queries: Any
):
    for number in range(100):
        organisation(f"第{number}局", "department", district.root)
    with django_assert_max_num_queries(25):
        keeper.get(reverse("administration:organisations"))


def test_one_is_added_below_and_told_to_the_trail(keeper: Client, district: SimpleNamespace):
    answer = keeper.post(address("-add", district.service), {"new-name": " 产业  促进科 ", "new-kind": "section"})
    assert answer.status_code == 302
    made = Organisation.objects.get(name="产业 促进科")
    assert (made.path, made.region) == (f"{district.service.path}{made.pk:07d}/", "示例市")
    event = Event.objects.get(target=f"organisation/{made.pk}")
    assert (event.action, event.after["parent"]) == ("administration.organisation_added", "产业服务局")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("园区建设中心", "unit"), ("", "unit"), ("新科", "district"), ("新科", "\x00"), ("长" * 121, "unit")],
)
def test_a_wrong_one_is_not_added_and_what_was_typed_stays(
    name: str, kind: str, keeper: Client, district: SimpleNamespace
):
    answer = keeper.post(address("-add", district.service), {"new-name": name, "new-kind": kind})
    assert answer.status_code == 422
    assert Organisation.objects.count() == 6
    assert name in answer.content.decode()


def test_nothing_is_added_below_a_section(keeper: Client, district: SimpleNamespace):
    page = keeper.get(address("", district.section)).content.decode()
    assert "新增下级机构" not in page
    answer = keeper.post(address("-add", district.section), {"new-name": "小组", "new-kind": "section"})
    assert answer.status_code == 422


def test_a_new_name_keeps_the_old_one_in_the_trail(keeper: Client, district: SimpleNamespace):
    assert keeper.post(address("-rename", district.service), {"name": "产业发展局", "version": 1}).status_code == 302
    event = Event.objects.get(action="administration.organisation_renamed")
    assert (event.before, event.after) == ({"name": "产业服务局"}, {"name": "产业发展局"})


def test_two_who_rename_at_once_lose_nothing(keeper: Client, district: SimpleNamespace):
    keeper.post(address("-rename", district.service), {"name": "第一个", "version": 1})
    answer = keeper.post(address("-rename", district.service), {"name": "第二个", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "第一个" in page
    assert "第二个" in page
    assert Organisation.objects.get(pk=district.service.pk).name == "第一个"
    assert keeper.post(address("-rename", district.service), {"name": "第二个", "version": 2}).status_code == 302


def test_one_in_use_is_not_closed_and_the_page_says_why(keeper: Client, people: dict[str, Person], district: Any):
    answer = keeper.post(address("-close", district.service), {"version": 1})
    assert answer.status_code == 409
    assert "园区建设中心" in answer.content.decode()
    person("busy", "在岗人", district.section, "filler")
    answer = keeper.post(address("-close", district.section), {"version": 1})
    assert "在岗人" in answer.content.decode()
    assert not Organisation.objects.exclude(closed_on=None).exists()


def test_one_out_of_use_is_closed_and_opened_again(keeper: Client, district: SimpleNamespace):
    assert keeper.post(address("-close", district.section), {"version": 1}).status_code == 302
    assert Organisation.objects.get(pk=district.section.pk).closed_on == today()
    add = keeper.post(address("-add", district.section), {"new-name": "小组", "new-kind": "section"})
    assert add.status_code == 422
    assert keeper.post(address("-reopen", district.section), {"version": 2}).status_code == 302
    assert Organisation.objects.get(pk=district.section.pk).closed_on is None
    assert Event.objects.filter(action__startswith="administration.organisation_").count() == 2


def test_the_top_stays_open(keeper: Client, district: SimpleNamespace):
    assert "停用这个机构" not in keeper.get(address("", district.root)).content.decode()
    assert keeper.post(address("-close", district.root), {"version": 1}).status_code == 409


def test_another_department_is_refused(of_department: Client, district: SimpleNamespace):
    assert of_department.get(address("", district.education)).status_code == 403
    assert of_department.post(address("-rename", district.education), {"name": "甲", "version": 1}).status_code == 403
    assert of_department.get(address("", district.section)).status_code == 200
    Post.objects.all().delete()
    assert of_department.get(address("", district.section)).status_code == 403
