"""Sign-in through a provider of identities: who is vouched for gets in, and nothing that is bent does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from jixiao.web.platform.clock import now
from jixiao.web.platform.people import second_factor
from jixiao.web.platform.people.models import OutsideIdentity, Person, SecondFactor
from jixiao.web.platform.trail.models import Event
from tests.web.platform.provider_of_identities import CLIENT, SECRET, Provider, serving


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A provider that knows the filler."""
    with serving() as one:
        given = {"issuer": one.issuer, "client": CLIENT, "secret": SECRET, "name": "统一身份"}
        settings.OIDC = {**given, "claim": "preferred_username", "creates": False}
        one.claims["preferred_username"] = "filler"
        yield one


def go(client: Client, provider: Provider, **bent: Any) -> Any:
    """There and back; `bent` replaces what the browser brings back."""
    sent = client.get("/sign-in/provider/?next=/administration/account/")
    assert sent.status_code == 302, sent.content
    brought = {**provider.agree(sent.headers["Location"]), **bent}
    return client.get("/sign-in/provider/back/", {name: value for name, value in brought.items() if value is not None})


def is_in(client: Client) -> bool:
    """Whether somebody is signed in."""
    return "_auth_user_id" in client.session


def said(client: Client) -> str:
    """What the sign-in page says."""
    return str(client.get("/sign-in/").content.decode())


def test_the_button_stands_where_a_provider_is_named(client: Client, provider: Provider, settings: Any, db: None):
    assert "用“统一身份”登录" in said(client)
    settings.OIDC = {**settings.OIDC, "issuer": ""}
    assert "/sign-in/provider/" not in said(client)
    assert client.get("/sign-in/provider/").status_code == 404
    assert client.get("/sign-in/provider/back/").status_code == 404


def test_who_is_vouched_for_gets_in_and_where_they_wanted(
    client: Client, provider: Provider, people: dict[str, Person]
):
    answer = go(client, provider)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/administration/account/")
    assert client.session["_auth_user_id"] == str(people["filler"].pk)
    event = Event.objects.get(action="people.signed_in")
    assert (event.by, event.after["how"]) == (people["filler"], "provider")


def test_the_way_there_carries_state_nonce_and_a_challenge(client: Client, provider: Provider, db: None):
    sent = client.get("/sign-in/provider/").headers["Location"]
    for word in ("state=", "nonce=", "code_challenge=", "code_challenge_method=S256", "response_type=code"):
        assert word in sent
    assert SECRET.replace(" ", "+") not in sent


MOMENT = int(now().timestamp())
WRONG_CLAIMS: tuple[dict[str, Any], ...] = (
    {"nonce": "another"}, {"nonce": None}, {"iss": "https://evil.example"}, {"aud": "another"}, {"sub": None},
    {"exp": MOMENT - 3600}, {"exp": None}, {"aud": [CLIENT, "another"]},
    {"aud": [CLIENT, "another"], "azp": "another"}, {"azp": "another"}, {"iat": MOMENT + 3600},
)  # fmt: skip


@pytest.mark.parametrize("claims", WRONG_CLAIMS, ids="-".join)
def test_a_token_with_a_wrong_claim_opens_nothing(
    claims: dict[str, Any], client: Client, provider: Provider, people: dict[str, Person]
):
    provider.claims |= claims
    assert go(client, provider).headers["Location"] == "/sign-in/"
    assert not is_in(client)
    assert "没有通过校验" in said(client)


@pytest.mark.parametrize("bent", ["another key", "none", "shared word", "unknown key"])
def test_a_token_signed_otherwise_opens_nothing(
    bent: str, client: Client, provider: Provider, people: dict[str, Person]
):
    if bent == "another key":
        provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    elif bent == "none":
        provider.signs_with, provider.algorithm = None, "none"
    elif bent == "shared word":
        provider.signs_with, provider.algorithm = SECRET * 4, "HS256"
    else:
        provider.kid = "key-9"
    go(client, provider)
    assert not is_in(client)
    assert "没有通过校验" in said(client)


@pytest.mark.parametrize("bent", [{"state": "another"}, {"state": None}, {"code": None}, {"code": "another"}])
def test_what_the_browser_brings_back_must_fit(
    bent: dict[str, Any], client: Client, provider: Provider, people: dict[str, Person]
):
    go(client, provider, **bent)
    assert not is_in(client)


def test_another_browser_cannot_end_a_sign_in(client: Client, provider: Provider, people: dict[str, Person]):
    brought = provider.agree(client.get("/sign-in/provider/").headers["Location"])
    victim = Client()
    victim.get("/sign-in/provider/back/", brought)
    assert not is_in(victim)


def test_an_answer_serves_once_and_not_for_long(
    client: Client, provider: Provider, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
):
    brought = provider.agree(client.get("/sign-in/provider/").headers["Location"])
    client.get("/sign-in/provider/back/", brought)
    assert is_in(client)
    client.post("/sign-out/")
    client.get("/sign-in/provider/back/", brought)
    assert not is_in(client)
    late = provider.agree(client.get("/sign-in/provider/").headers["Location"])
    present = now()
    monkeypatch.setattr("jixiao.web.portal.sign_in.now", lambda: present.replace(year=present.year + 1))
    client.get("/sign-in/provider/back/", late)
    assert "过期" in said(client)


def test_a_provider_that_is_down_or_refuses_is_told(client: Client, provider: Provider, people: dict[str, Person]):
    provider.down = True
    assert client.get("/sign-in/provider/").headers["Location"] == "/sign-in/"
    assert "连不上" in said(client)
    provider.down = False
    go(client, provider, code=None, error="access_denied")
    assert "没有同意" in said(client)


def test_secrets_go_to_no_address_without_tls(client: Client, provider: Provider, people: dict[str, Person]):
    provider.description["token_endpoint"] = "http://elsewhere.example/token"
    go(client, provider)
    assert not is_in(client)


def test_a_description_of_another_issuer_is_not_believed(client: Client, provider: Provider, db: None):
    provider.description["issuer"] = "https://evil.example"
    assert client.get("/sign-in/provider/").headers["Location"] == "/sign-in/"


def test_a_claim_that_the_token_lacks_is_asked_for(client: Client, provider: Provider, people: dict[str, Person]):
    provider.claims["preferred_username"], provider.more["preferred_username"] = None, "filler"
    go(client, provider)
    assert is_in(client)
    provider.more["sub"] = "1002"
    other = Client()
    go(other, provider)
    assert not is_in(other), "told of somebody else"


@pytest.mark.parametrize("name", ["nobody-here", "", "<b>", "\x00", "a" * 500, "张\u202e科"])
def test_a_name_without_an_account_gets_none(name: str, client: Client, provider: Provider, people: dict[str, Person]):
    provider.claims["preferred_username"] = name
    before = Person.objects.count()
    assert go(client, provider).status_code == 302
    assert (is_in(client), Person.objects.count()) == (False, before)
    assert Event.objects.filter(action="people.sign_in_failed").count() == 1


def test_where_it_is_wanted_an_account_is_made_that_sees_nothing(
    client: Client, provider: Provider, people: dict[str, Person], settings: Any
):
    settings.OIDC = {**settings.OIDC, "creates": True}
    provider.claims |= {"preferred_username": "newcomer", "name": "新人"}
    go(client, provider)
    made = Person.objects.get(username="newcomer")
    assert (made.name, made.has_usable_password(), made.posts.count()) == ("新人", False, 0)
    assert client.get("/administration/people/").status_code == 403
    assert Event.objects.filter(action="people.made_by_provider").exists()


def test_a_name_given_to_somebody_else_opens_nothing(client: Client, provider: Provider, people: dict[str, Person]):
    go(client, provider)
    provider.claims["sub"] = "2002"
    thief = Client()
    go(thief, provider)
    assert not is_in(thief)
    assert "另一个统一身份" in said(thief)
    # The one who was bound is known by the number, whatever they are called now.
    provider.claims |= {"sub": "1001", "preferred_username": "renamed"}
    again = Client()
    go(again, provider)
    assert again.session["_auth_user_id"] == str(people["filler"].pk)


def test_a_closed_account_stays_closed(client: Client, provider: Provider, people: dict[str, Person]):
    Person.objects.filter(pk=people["filler"].pk).update(is_active=False)
    go(client, provider)
    assert not is_in(client)
    assert not OutsideIdentity.objects.exists()


def test_the_second_factor_is_asked_for_unless_the_provider_had_one(
    client: Client, provider: Provider, people: dict[str, Person]
):
    sealed = second_factor.sealed(second_factor.new_secret())
    SecondFactor.objects.create(person=people["filler"], secret=sealed, since=now())
    assert go(client, provider).headers["Location"] == "/sign-in/code/"
    assert not is_in(client)
    provider.claims["amr"] = ["pwd", "otp"]
    assert go(client, provider).headers["Location"] == "/administration/account/"
