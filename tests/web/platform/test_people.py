"""Who may do what: a post gives its role's permissions within its subtree, on its days."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Delegation, Person, Post
from jixiao.web.platform.people.permissions import posts_of
from tests.web.conftest import PASSWORD, person


def fresh(someone: Person) -> Person:
    """The same person as the next request finds them."""
    return Person.objects.get(pk=someone.pk)


def test_an_organisation_covers_what_is_below_it_and_nothing_beside(district: SimpleNamespace):
    assert district.root.covers(district.section)
    assert district.service.covers(district.service)
    assert not district.service.covers(district.education)
    assert not district.section.covers(district.service)


def test_everyone_of_the_fixtures_holds_a_post(people: dict[str, Person]):
    assert {role: [post.role for post in posts_of(someone)] for role, someone in people.items()} == {
        role: [role] for role in people
    }


def test_a_post_that_has_ended_or_not_begun_gives_nothing(district: SimpleNamespace):
    someone = person("late", "某人", district.service, "filler")
    Post.objects.filter(person=someone).update(until=today() - timedelta(days=1))
    assert posts_of(fresh(someone)) == []
    Post.objects.filter(person=someone).update(since=today() + timedelta(days=1), until=None)
    assert posts_of(fresh(someone)) == []


def test_a_delegation_lends_a_post_for_its_days(district: SimpleNamespace, people: dict[str, Person]):
    deputy = person("deputy", "代理人", district.education, "filler")
    post = Post.objects.get(person=people["unit_head"])
    lent = Delegation.objects.create(post=post, to=deputy, since=today(), until=today())
    assert {one.role for one in posts_of(fresh(deputy))} == {"filler", "unit_head"}
    Delegation.objects.filter(pk=lent.pk).update(since=today() - timedelta(days=2), until=today() - timedelta(days=1))
    assert {one.role for one in posts_of(fresh(deputy))} == {"filler"}


def test_a_post_cannot_end_before_it_began(people: dict[str, Person]):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(person=people["filler"]).update(until=date(2019, 12, 31))


def test_nobody_sees_a_page_without_signing_in(client: Any, db: None):
    answer = client.get("/")
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/")


def test_signing_in_by_the_form_leads_to_the_first_page(client: Any, people: dict[str, Person]):
    answer = client.post("/sign-in/", {"username": "filler", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


def test_five_wrong_passwords_lock_the_name(client: Any, people: dict[str, Person]):
    for _ in range(5):
        client.post("/sign-in/", {"username": "filler", "password": "wrong"})
    answer = client.post("/sign-in/", {"username": "filler", "password": PASSWORD})
    assert answer.status_code == 429


def test_the_fixture_signs_in(client: Any, people: dict[str, Person], sign_in: Any):
    assert sign_in(client, people["leader"]).get("/").status_code == 200
