"""Posts and delegations: their days, who gives them, who lends them, and what ends them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Delegation, Person, Post
from jixiao.web.platform.people.permissions import posts_of
from jixiao.web.platform.trail.models import Event
from tests.web.conftest import PASSWORD, person

DAY = timedelta(days=1)


@pytest.fixture
def keeper(client: Client, people: dict[str, Person], sign_in: Any) -> Client:
    """The administrator of the district, signed in."""
    return sign_in(client, people["administrator"])


@pytest.fixture
def colleague(district: SimpleNamespace) -> Person:
    """Someone of the same department as those who fill in."""
    return person("colleague", "同事", district.centre, "filler")


def roles(someone: Person) -> set[str]:
    """The roles that a person has today."""
    return {post.role for post in posts_of(Person.objects.get(pk=someone.pk))}


def give(client: Client, to: Person, **data: Any) -> int:
    """Give a post; returns the answer's number."""
    given = {"since": today().isoformat(), "until": "", **data}
    return client.post(reverse("administration:post-add", args=[to.pk]), given).status_code


def end(client: Client, post: Post, last: Any) -> int:
    """End a post; returns the answer's number."""
    return client.post(reverse("administration:post-end", args=[post.pk]), {"last": str(last)}).status_code


def lend(client: Client, post: Post, to: Person, since: Any, until: Any) -> int:
    """Lend a post; returns the answer's number."""
    data = {"to": to.pk, "since": str(since), "until": str(until)}
    return client.post(reverse("administration:post-lend", args=[post.pk]), data).status_code


def test_a_post_is_given_and_holds_from_its_day(keeper: Client, colleague: Person, district: SimpleNamespace):
    assert give(keeper, colleague, organisation=district.centre.pk, role="unit_head") == 302
    assert roles(colleague) == {"filler", "unit_head"}
    ahead = {"organisation": district.centre.pk, "role": "section_head", "since": str(today() + DAY)}
    assert give(keeper, colleague, **ahead) == 302
    assert roles(colleague) == {"filler", "unit_head"}
    assert Event.objects.filter(action="administration.post_given").count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"role": "filler"},
        {"until": "2001-01-01"},
        {"since": "tomorrow"},
        {"role": "king"},
        {"organisation": "0"},
        {"since": ""},
    ],
)
def test_a_wrong_post_is_not_given(
    change: dict[str, str], keeper: Client, colleague: Person, district: SimpleNamespace
):
    data = {"organisation": district.centre.pk, "role": "unit_head", **change}
    assert give(keeper, colleague, **data) == 422
    assert roles(colleague) == {"filler"}


def test_a_department_gives_neither_review_nor_audit(district: SimpleNamespace, colleague: Person, sign_in: Any):
    client = sign_in(Client(), person("keeper", "部门管理员", district.service, "administrator"))
    for role in ("reviewer", "auditor", "leader", "administrator"):
        assert give(client, colleague, organisation=district.service.pk, role=role) == 422
    assert give(client, colleague, organisation=district.education.pk, role="filler") == 422
    assert give(client, colleague, organisation=district.service.pk, role="section_head") == 302


def test_a_post_ends_with_its_last_day_or_at_once(keeper: Client, colleague: Person):
    post = Post.objects.get(person=colleague)
    assert end(keeper, post, today()) == 302
    assert roles(colleague) == {"filler"}
    assert end(keeper, post, today() - DAY) == 302
    assert roles(colleague) == set()
    assert Post.objects.get(pk=post.pk).until == today() - DAY
    assert end(keeper, post, today()) == 422, "what is over stays over"


def test_the_past_of_a_post_is_not_rewritten(keeper: Client, colleague: Person):
    post = Post.objects.get(person=colleague)
    assert end(keeper, post, today() - 2 * DAY) == 422
    assert Post.objects.get(pk=post.pk).until is None


def test_a_post_that_never_held_goes_and_the_trail_tells(keeper: Client, colleague: Person):
    post = Post.objects.get(person=colleague)
    Post.objects.filter(pk=post.pk).update(since=today() + 5 * DAY)
    assert end(keeper, post, today()) == 302
    assert not Post.objects.filter(pk=post.pk).exists()
    assert Event.objects.get(action="administration.post_withdrawn").before["role"] == "filler"


def test_the_holder_lends_a_post_and_takes_it_back(people: dict[str, Person], colleague: Person, sign_in: Any):
    client, post = sign_in(Client(), people["unit_head"]), Post.objects.get(person=people["unit_head"])
    assert client.get(reverse("administration:post-lend", args=[post.pk])).status_code == 200
    assert lend(client, post, colleague, today(), today() + DAY) == 302
    assert roles(colleague) == {"filler", "unit_head"}
    assert colleague.name in client.get(reverse("administration:account")).content.decode()
    theirs = sign_in(Client(), colleague).get(reverse("administration:account")).content.decode()
    assert people["unit_head"].name in theirs
    lent = Delegation.objects.get()
    assert client.post(reverse("administration:delegation-end", args=[lent.pk])).status_code == 302
    assert roles(colleague) == {"filler"}
    assert [one.action for one in Event.objects.order_by("pk")] == [
        "administration.post_lent",
        "administration.delegation_ended",
    ]


@pytest.mark.parametrize(("since", "until"), [(-1, 1), (2, 1), (0, 400), ("x", 1)])
def test_a_delegation_has_sensible_days(
    since: Any, until: int, people: dict[str, Person], colleague: Person, sign_in: Any
):
    client, post = sign_in(Client(), people["unit_head"]), Post.objects.get(person=people["unit_head"])
    first = since if isinstance(since, str) else today() + since * DAY
    assert lend(client, post, colleague, first, today() + until * DAY) == 422
    assert not Delegation.objects.exists()


def test_a_delegation_stays_within_the_post(people: dict[str, Person], colleague: Person, sign_in: Any):
    post = Post.objects.get(person=people["unit_head"])
    Post.objects.filter(pk=post.pk).update(until=today() + DAY)
    client = sign_in(Client(), people["unit_head"])
    assert lend(client, post, colleague, today(), today() + 2 * DAY) == 422
    assert lend(client, post, colleague, today(), today() + DAY) == 302


def test_a_post_is_lent_within_the_department_and_not_to_oneself(
    people: dict[str, Person], stranger: Person, sign_in: Any
):
    client, post = sign_in(Client(), people["unit_head"]), Post.objects.get(person=people["unit_head"])
    assert lend(client, post, stranger, today(), today()) == 422
    assert lend(client, post, people["unit_head"], today(), today()) == 422


def test_what_is_lent_cannot_be_lent_on(people: dict[str, Person], colleague: Person, sign_in: Any):
    post = Post.objects.get(person=people["unit_head"])
    Delegation.objects.create(post=post, to=colleague, since=today(), until=today())
    client = sign_in(Client(), colleague)
    assert lend(client, post, people["filler"], today(), today()) == 403
    assert client.get(reverse("administration:post-end", args=[post.pk])).status_code == 403


def test_a_delegation_ends_with_the_post_and_with_the_account(people: dict[str, Person], colleague: Person):
    holder = people["unit_head"]
    post = Post.objects.get(person=holder)
    Delegation.objects.create(post=post, to=colleague, since=today(), until=today() + DAY)
    assert "unit_head" in roles(colleague)
    Person.objects.filter(pk=holder.pk).update(is_active=False)
    assert "unit_head" not in roles(colleague)
    Person.objects.filter(pk=holder.pk).update(is_active=True)
    Post.objects.filter(pk=post.pk).update(until=today() - DAY)
    assert "unit_head" not in roles(colleague)


def test_nobody_ends_the_own_post(keeper: Client, people: dict[str, Person]):
    assert end(keeper, Post.objects.get(person=people["administrator"]), today()) == 403


def test_a_password_is_changed_by_who_knows_the_present_one(people: dict[str, Person], sign_in: Any):
    someone, where = people["filler"], reverse("administration:password")
    client, elsewhere = sign_in(Client(), someone), sign_in(Client(), someone)
    new = "a longer sentence"
    for data in (
        {"present": "wrong", "first": new, "second": new},
        {"present": PASSWORD, "first": "short", "second": "short"},
        {"present": PASSWORD, "first": "password123", "second": "password123"},
        {"present": PASSWORD, "first": new, "second": "another one"},
        {"present": PASSWORD, "first": PASSWORD, "second": PASSWORD},
        {},
    ):
        assert client.post(where, data).status_code == 422
    assert client.post(where, {"present": PASSWORD, "first": new, "second": new}).status_code == 302
    assert client.get(where).status_code == 200, "this session stays"
    assert elsewhere.get(where).headers["Location"].startswith("/sign-in/"), "the others end"
    assert Event.objects.get().action == "administration.password_changed"
    assert new not in str(Event.objects.values().get())
