"""People: found, added with a password shown once, renamed, closed and opened; by who stands above all they reach."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Delegation, Person, Post
from jixiao.web.platform.trail.models import Event
from tests.web.conftest import PASSWORD, person

ONCE = re.compile(r'<p class="once"[^>]*>([^<]+)</p>')


@pytest.fixture
def keeper(client: Client, people: dict[str, Person], sign_in: Any) -> Client:
    """The administrator of the district, signed in."""
    return sign_in(client, people["administrator"])


@pytest.fixture
def of_department(district: SimpleNamespace, sign_in: Any) -> Client:
    """The administrator of 产业服务局, signed in."""
    return sign_in(Client(), person("keeper", "部门管理员", district.service, "administrator"))


def address(name: str, one: Person) -> str:
    """An address of the module."""
    return reverse(f"administration:person{name}", args=[one.pk])


def test_people_are_found_by_name_and_by_sign_in_name(keeper: Client):
    where = reverse("administration:people")
    assert "填报人" in keeper.get(where, {"words": "填报"}).content.decode()
    found = keeper.get(where, {"words": "FILL"}).content.decode()
    assert '<a href="/administration/people/' in found
    assert "没有符合的人员" in keeper.get(where, {"words": "没有这个人"}).content.decode()


@pytest.mark.parametrize(
    "query", ["page=x", "page=999", "organisation=x", "organisation=" + "9" * 30, "words=%00", "shown=?"]
)
def test_an_odd_search_is_no_fault(query: str, keeper: Client):
    assert keeper.get(f"{reverse('administration:people')}?{query}").status_code == 200


def test_two_hundred_people_ask_few_questions(
    keeper: Client, district: SimpleNamespace, django_assert_max_num_queries: Any
):
    made = Person.objects.bulk_create(
        Person(username=f"p{n}", name=f"人{n}", home=district.service) for n in range(200)
    )
    Post.objects.bulk_create(
        Post(person=one, organisation=district.service, role="filler", since=today()) for one in made
    )
    with django_assert_max_num_queries(25):
        page = keeper.get(reverse("administration:people")).content.decode()
    assert page.count('data-label="登录名"') == 50


def test_a_department_sees_its_own_people_only(of_department: Client, stranger: Person):
    assert stranger.name not in of_department.get(reverse("administration:people")).content.decode()
    assert of_department.get(address("", stranger)).status_code == 404


def test_a_new_person_gets_a_password_once_and_changes_it_first(keeper: Client, district: SimpleNamespace):
    new = {"name": "新人", "username": "xinren", "home": district.service.pk}
    answer = keeper.post(reverse("administration:person-add"), new)
    page = answer.content.decode()
    password = ONCE.search(page)
    assert password is not None
    assert "no-store" in answer.headers["Cache-Control"]
    made = Person.objects.get(username="xinren")
    assert made.check_password(password[1])
    assert password[1] not in keeper.get(address("", made)).content.decode()
    assert password[1] not in str(list(Event.objects.values_list("before", "after")))

    newcomer = Client()
    newcomer.post(reverse("sign-in"), {"username": "xinren", "password": password[1]})
    first = newcomer.get("/")
    assert (first.status_code, first.headers["Location"]) == (302, reverse("administration:password"))
    changed = {"present": password[1], "first": "a sentence of my own", "second": "a sentence of my own"}
    assert newcomer.post(reverse("administration:password"), changed).status_code == 302
    assert newcomer.get("/").status_code == 200


@pytest.mark.parametrize("username", ["FILLER", "with space", "<b>", "", "a" * 61, "管理员\u200b"])
def test_a_wrong_sign_in_name_is_refused(username: str, keeper: Client, district: SimpleNamespace):
    new = {"name": "新人", "username": username, "home": district.service.pk}
    assert keeper.post(reverse("administration:person-add"), new).status_code == 422
    assert not Person.objects.filter(name="新人").exists()


def test_a_department_adds_nobody_elsewhere(of_department: Client, district: SimpleNamespace):
    new = {"name": "新人", "username": "xinren", "home": district.education.pk}
    assert of_department.post(reverse("administration:person-add"), new).status_code == 422


def test_a_closed_account_keeps_its_person(keeper: Client, people: dict[str, Person]):
    someone = people["filler"]
    assert keeper.post(address("-close", someone)).status_code == 302
    assert not Person.objects.get(pk=someone.pk).is_active
    assert Post.objects.filter(person=someone).exists()
    assert keeper.post(address("-password", someone)).status_code == 409
    assert keeper.post(address("-open", someone)).status_code == 302
    assert [event.action for event in Event.objects.order_by("pk")] == [
        "administration.account_closed",
        "administration.account_opened",
    ]


def test_a_new_password_ends_the_sessions_and_the_wait(keeper: Client, people: dict[str, Person], sign_in: Any):
    someone = people["filler"]
    theirs = sign_in(Client(), someone)
    assert theirs.get("/").status_code == 200
    for _ in range(5):
        Client().post(reverse("sign-in"), {"username": someone.username, "password": "wrong"})
    password = ONCE.search(keeper.post(address("-password", someone)).content.decode())
    assert password is not None
    assert theirs.get("/").status_code == 302
    again = Client().post(reverse("sign-in"), {"username": someone.username, "password": password[1]})
    assert again.status_code == 302


def test_two_who_rename_at_once_lose_nothing(keeper: Client, people: dict[str, Person]):
    someone = people["filler"]
    assert keeper.post(address("-rename", someone), {"name": "第一个", "version": 1}).status_code == 302
    answer = keeper.post(address("-rename", someone), {"name": "第二个", "version": 1})
    assert answer.status_code == 409
    assert all(name in answer.content.decode() for name in ("第一个", "第二个"))


def test_nobody_looks_after_the_own_account(keeper: Client, people: dict[str, Person]):
    me = people["administrator"]
    for name in ("-close", "-password", "-open"):
        assert keeper.post(address(name, me)).status_code == 403
    assert keeper.get(reverse("administration:post-add", args=[me.pk])).status_code == 403
    assert Person.objects.get(pk=me.pk).check_password(PASSWORD)


def test_who_reaches_further_is_not_the_departments_to_keep(
    of_department: Client, district: SimpleNamespace, people: dict[str, Person], stranger: Person
):
    someone = people["filler"]
    assert of_department.post(address("-password", someone)).status_code == 200
    lent = Delegation.objects.create(
        post=Post.objects.get(person=stranger), to=someone, since=today(), until=today() + timedelta(days=1)
    )
    assert of_department.post(address("-password", someone)).status_code == 403
    lent.delete()
    Post.objects.create(person=someone, organisation=district.education, role="filler", since=today())
    assert of_department.post(address("-password", someone)).status_code == 403
    assert of_department.post(address("-close", someone)).status_code == 403
    assert of_department.post(address("-rename", someone), {"name": "甲", "version": 1}).status_code == 403
    page = of_department.get(address("", someone)).content.decode()
    assert "重设密码" not in page


def test_who_reviews_a_department_is_not_its_to_keep(of_department: Client, district: SimpleNamespace):
    reviewer = person("inside", "驻点审核", district.service, "reviewer")
    assert of_department.post(address("-password", reviewer)).status_code == 403
