"""Tokens: shown once, kept as a hash, good for their scopes, their owner and their days only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from jixiao.web.platform.api import tokens
from jixiao.web.platform.api.models import Token
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.models import Event
from tests.web.api.conftest import AT, token_of

NEW = {"name": "预算系统取数", "days": "90", "scopes": ["budgets:read", "figures:write"]}


def test_a_token_is_shown_once_and_kept_as_a_hash(client, people, sign_in, call):
    page = sign_in(client, people["filler"]).post(reverse("administration:tokens"), NEW)
    words = page.context["words"]
    assert page.status_code == 200 and words in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    made = Token.objects.get()
    assert words not in str(made.__dict__) and made.digest == tokens.digest_of(words)
    assert made.scopes == ["budgets:read", "figures:write"]
    assert words not in client.get(reverse("administration:tokens")).content.decode()
    assert call(words, "/budgets?year=2026").status_code == 200
    event = Event.objects.get(action="api.token_made")
    assert event.after["scopes"] == made.scopes and words not in str(event.after)


@pytest.mark.parametrize(
    ("words", "field"),
    [({"scopes": []}, "scopes"), ({"days": "0"}, "days"), ({"days": "9" * 30}, "days"), ({"name": ""}, "name"),
     ({"name": "a\u202eb"}, "name"), ({"name": "长" * 300}, "name"), ({"scopes": ["everything"]}, "scopes")],
)  # fmt: skip
def test_what_cannot_be_a_token_is_refused_and_what_was_entered_stays(client, people, sign_in, words, field):
    page = sign_in(client, people["filler"]).post(reverse("administration:tokens"), {**NEW, **words})
    assert page.status_code == 422 and field in page.context["form"].errors
    assert not Token.objects.exists()
    if field != "scopes":
        assert 'value="budgets:read" checked' in page.content.decode()


def test_nobody_revokes_the_token_of_somebody_else(client, people, sign_in, call):
    words = token_of(people["filler"])
    key = Token.objects.get().pk
    address = reverse("administration:token-revoke", args=[key])
    assert sign_in(client, people["administrator"]).post(address).status_code == 404
    assert call(words, "/me").status_code == 200
    assert sign_in(client, people["filler"]).post(address).status_code == 302
    answer = call(words, "/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "revoked")
    assert client.post(reverse("administration:token-revoke", args=[2**62])).status_code == 404


def _expired(token: Token) -> None:
    Token.objects.filter(pk=token.pk).update(at=AT - timedelta(days=9), expires=AT)


def _closed(token: Token) -> None:
    Person.objects.filter(pk=token.person_id).update(is_active=False)


def _seen_by_another(token: Token) -> None:
    Person.objects.filter(pk=token.person_id).update(must_change_password=True)


@pytest.mark.parametrize(("change", "code"), [(_expired, "expired"), (_closed, "closed"), (_seen_by_another, "closed")])
def test_a_token_that_does_not_hold_any_more_is_refused(people, call, change, code):
    words = token_of(people["filler"])
    change(Token.objects.get())
    answer = call(words, "/me")
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert "Bearer" in answer["WWW-Authenticate"]


@pytest.mark.parametrize("spoilt", ["", "jx_", "x", "jx_" + "a" * 43, "jx_" + "é" * 10, "jx_" + "a" * 5000])
def test_a_tampered_token_opens_nothing(people, call, spoilt):
    token_of(people["filler"])
    assert call(spoilt or None, "/me").json()["code"] == "unauthorized"


def test_a_changed_letter_opens_nothing(people, call):
    words = token_of(people["filler"])
    for place in (3, 20, -1):
        other = "A" if words[place] != "A" else "B"
        tampered = words[:place] + other + (words[place + 1 :] if place != -1 else "")
        assert call(tampered, "/me").status_code == 401


def test_a_session_is_no_token(client, people, sign_in, call):
    sign_in(client, people["administrator"])
    assert call(None, "/budgets?year=2026").status_code == 401
    assert call(None, "/organisations/1/figures/2022", {}).status_code == 401


def test_a_scope_that_is_missing_is_named(people, call):
    answer = call(token_of(people["filler"], "budgets:read"), "/goals?year=2026")
    assert (answer.status_code, answer.json()["code"]) == (403, "scope")
    assert "goals:read" in answer.json()["message_en"]


def test_reading_is_not_writing(people, call, year):
    words = token_of(people["filler"], "figures:read")
    address = f"/organisations/{year.organisation_id}/figures/2022"
    assert call(words, address).status_code == 200
    assert call(words, address, {"concept": "x"}).status_code == 403


def test_a_token_calls_so_often_a_minute(people, call, settings, monkeypatch):
    settings.API_CALLS_A_MINUTE = 3
    words, other = token_of(people["filler"]), token_of(people["unit_head"])
    assert [call(words, "/me").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    answer = call(words, "/me")
    assert 0 < int(answer["Retry-After"]) <= 60 and answer.json()["code"] == "too_many"
    assert call(other, "/me").status_code == 200
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.now", lambda: AT + timedelta(minutes=1))
    assert call(words, "/me").status_code == 200


def test_a_person_has_so_many_tokens(people):
    for _ in range(tokens.MOST_LIVE):
        token_of(people["filler"])
    with pytest.raises(Refused):
        token_of(people["filler"])
    assert token_of(people["unit_head"])


@pytest.mark.parametrize("many", [2, 12])
def test_the_list_of_tokens_asks_the_database_a_fixed_number_of_times(
    client, people, sign_in, django_assert_max_num_queries, many
):
    for _ in range(many):
        token_of(people["filler"])
    sign_in(client, people["filler"])
    with django_assert_max_num_queries(12):
        assert client.get(reverse("administration:tokens")).status_code == 200
