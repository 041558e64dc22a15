"""What an attacker would try first: each is refused, and says nothing that helps."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from jixiao.web.platform.clock import now
from jixiao.web.platform.people.models import Organisation, Person
from jixiao.web.platform.people.names import BadName, plain_name, shown
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.trail.record import record
from tests.web.conftest import PASSWORD, person

# Pages of every kind: public, signed in, refused, missing.
PAGES = ("/sign-in/", "/", "/administration/account/", "/administration/people/", "/no-such-page/")
ZERO_WIDTH = "张\u200b科"
RIGHT_TO_LEFT = "张科\u202e管理员"
UNSEEN = (ZERO_WIDTH, RIGHT_TO_LEFT, "张\u2066科", "张\x00科", "张\n科", "\ufeff张科", "张\u00ad科", "\u3164")


@pytest.fixture
def administrator(people: dict[str, Person]) -> Person:
    """Who keeps the people of the district."""
    return people["administrator"]


def sign_in_with(client: Client, username: str, password: str, **extra: Any) -> Any:
    """What the sign-in form answers."""
    return client.post(reverse("sign-in"), {"username": username, "password": password}, **extra)


# Headers


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_of_a_page_allows_nothing_inline(page: str, client: Client, administrator: Person, sign_in: Any):
    for answer in (client.get(page), sign_in(client, administrator).get(page)):
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-" not in policy
        assert "*" not in policy
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert rules["default-src"] == "'self'"
        assert (rules["object-src"], rules["base-uri"], rules["frame-ancestors"]) == ("'none'", "'none'", "'none'")
        assert rules["form-action"] == "'self'"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_pages_carry_neither_style_nor_script_nor_handler(client: Client, administrator: Person, sign_in: Any):
    for answer in (client.get("/sign-in/"), *(sign_in(client, administrator).get(page) for page in PAGES)):
        html = answer.content.decode()
        assert not re.search(r"<script(?![^>]*(\bsrc=|type=\"application/json\"))", html)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", html)


# Forms


def test_a_form_without_its_token_is_refused(administrator: Person, sign_in: Any):
    client = sign_in(Client(enforce_csrf_checks=True), administrator)
    answer = client.post(reverse("administration:person-add"), {"name": "甲", "username": "jia"})
    assert answer.status_code == 403
    assert not Person.objects.filter(username="jia").exists()
    assert client.post(reverse("sign-out")).status_code == 403
    assert client.get("/").status_code == 200, "still signed in"


def test_a_form_with_its_token_is_taken(administrator: Person, sign_in: Any):
    client = sign_in(Client(enforce_csrf_checks=True), administrator)
    page = client.get(reverse("administration:account")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    assert client.post(reverse("sign-out"), {"csrfmiddlewaretoken": token[1]}).status_code == 302


# Cookies and sessions


def test_the_cookies_are_kept_from_scripts_and_other_sites(client: Client, administrator: Person):
    client.get(reverse("sign-in"))
    sign_in_with(client, administrator.username, PASSWORD)
    session, csrf = (client.cookies[name] for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME))
    assert session["httponly"]
    assert (session["samesite"], csrf["samesite"]) == ("Lax", "Lax")
    assert 0 < int(session["max-age"]) <= 12 * 3600


def test_behind_tls_the_cookies_go_over_it_only(client: Client, administrator: Person, settings: Any):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get(reverse("sign-in"))
    sign_in_with(client, administrator.username, PASSWORD)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["secure"]
    assert client.cookies[settings.CSRF_COOKIE_NAME]["secure"]


def test_a_session_from_before_sign_in_is_not_the_one_after(client: Client, administrator: Person):
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    assert sign_in_with(client, administrator.username, PASSWORD).status_code == 302
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert after != before
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = before
    assert attacker.get("/").status_code == 302, "the known session opens nothing"


def test_after_sign_out_the_session_opens_nothing(client: Client, administrator: Person, sign_in: Any):
    sign_in(client, administrator)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("sign-out"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get("/").status_code == 302


def test_a_closed_account_is_out_at_once(client: Client, administrator: Person, sign_in: Any):
    sign_in(client, administrator)
    assert client.get("/").status_code == 200
    Person.objects.filter(pk=administrator.pk).update(is_active=False)
    assert client.get("/").status_code == 302
    assert sign_in_with(Client(), administrator.username, PASSWORD).status_code == 200, "and cannot come back"


# Sign-in


def test_after_five_failures_the_name_waits(client: Client, administrator: Person):
    for _ in range(4):
        assert sign_in_with(client, administrator.username, "wrong").status_code == 200
    locked = sign_in_with(client, administrator.username, "wrong")
    assert locked.status_code == 429
    assert "暂停登录" in locked.content.decode()
    right = sign_in_with(client, administrator.username, PASSWORD)
    assert right.status_code == 429, "the right password does not help now"
    assert client.get("/").status_code == 302


def test_another_name_from_the_same_place_does_not_wait(client: Client, people: dict[str, Person]):
    for _ in range(5):
        sign_in_with(client, people["administrator"].username, "wrong")
    assert sign_in_with(client, people["filler"].username, PASSWORD).status_code == 302


def test_capitals_do_not_begin_the_count_anew(client: Client, administrator: Person):
    name = administrator.username
    for tried in (name, name.upper(), name.title(), f"{name} ", name[:3].upper() + name[3:], name.upper()):
        answer = sign_in_with(client, tried, "wrong")
    assert answer.status_code == 429
    assert sign_in_with(client, name, PASSWORD).status_code == 429


def test_an_unknown_name_is_told_the_same_as_a_wrong_password(client: Client, administrator: Person):
    known = sign_in_with(client, administrator.username, "wrong").content.decode()
    unknown = sign_in_with(client, "nobody-of-this-name", "wrong").content.decode()

    def told(html: str) -> list[str]:
        return re.findall(r'<p class="notice[^>]*>(.*?)</p>', html, re.DOTALL)

    assert told(known) == told(unknown) != []


@pytest.mark.parametrize(
    "next_page",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"],
)
def test_sign_in_leads_to_no_other_site(next_page: str, client: Client, administrator: Person):
    answer = client.post(
        reverse("sign-in"), {"username": administrator.username, "password": PASSWORD, "next": next_page}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    back = client.post(reverse("language", args=["en"]), {"next": next_page})
    assert (back.status_code, back.headers["Location"]) == (302, "/")


def test_sign_in_leads_back_to_a_page_of_ours(client: Client, administrator: Person):
    data = {"username": administrator.username, "password": PASSWORD, "next": "/administration/account/"}
    assert client.post(reverse("sign-in"), data).headers["Location"] == "/administration/account/"


@pytest.mark.parametrize("name", ["\x00", "a" * 10_000, RIGHT_TO_LEFT, "'; DROP TABLE people_person; --", "\ud800"])
def test_odd_names_at_sign_in_are_only_wrong(name: str, client: Client, db: None):
    data = {"username": name.encode("utf-8", "replace").decode(), "password": "x"}
    assert client.post(reverse("sign-in"), data).status_code in (200, 429)


def test_a_part_of_a_page_never_holds_the_sign_in_form(client: Client, db: None):
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/administration/trail/?who=a"}
    answer = client.get("/administration/people/", headers=asked)
    assert answer.content == b""
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/administration/trail/%3Fwho%3Da"


def test_until_the_given_password_is_changed_no_other_page_opens(client: Client, administrator: Person, sign_in: Any):
    Person.objects.filter(pk=administrator.pk).update(must_change_password=True)
    sign_in(client, administrator)
    for page in ("/", "/administration/people/", "/administration/account/"):
        assert client.get(page).headers["Location"] == reverse("administration:password")
    assert client.get("/", headers={"HX-Request": "true"}).status_code == 204
    assert client.post(reverse("administration:trail-export"), {"form": "csv"}).status_code == 302
    assert client.get(reverse("administration:password")).status_code == 200
    assert client.post(reverse("sign-out")).status_code == 302


# The trail


@pytest.fixture
def event(people: dict[str, Person], district: SimpleNamespace) -> Event:
    """An event of the trail."""
    return record("test.done", "thing/1", by=people["filler"], at=now(), organisation=district.service)


def test_an_event_cannot_be_changed(event: Event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(action="test.undone")
    assert Event.objects.get(pk=event.pk).action == "test.done"


def test_an_event_cannot_be_removed(event: Event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()
    assert Event.objects.filter(action="test.done").count() == 1


# Names


@pytest.mark.parametrize("name", UNSEEN)
def test_a_name_with_unseen_characters_is_refused(name: str):
    with pytest.raises(BadName):
        plain_name(name, 60)


@pytest.mark.parametrize("name", ["", "  ", "\u3000", "长" * 61, "a" + "\u0301" * 9])
def test_an_empty_a_long_and_an_overloaded_name_are_refused(name: str):
    with pytest.raises(BadName):
        plain_name(name, 60)


@pytest.mark.parametrize("name", ["张科", "Zoë", "𠮷田", "阿卜杜拉·买买提", "\ue123某"])
def test_names_as_people_have_them_are_taken(name: str):
    assert plain_name(f"  {name} ", 60) == name


@pytest.mark.parametrize("name", [*UNSEEN, "长" * 121])
def test_the_forms_refuse_such_names(
    name: str, client: Client, administrator: Person, district: SimpleNamespace, sign_in: Any
):
    sign_in(client, administrator)
    new = {"name": name, "username": "newcomer", "home": district.service.pk}
    assert client.post(reverse("administration:person-add"), new).status_code == 422
    one = reverse("administration:organisation-rename", args=[district.service.pk])
    # A byte order mark or a line at the edge is space, and goes with it.
    assert client.post(one, {"name": name, "version": 1}).status_code == 422
    assert not Person.objects.filter(username="newcomer").exists()
    assert Organisation.objects.get(pk=district.service.pk).name == "产业服务局"


def test_such_names_from_elsewhere_are_shown_harmlessly(
    client: Client, administrator: Person, district: SimpleNamespace, sign_in: Any
):
    person("trick", RIGHT_TO_LEFT, district.service, "filler")
    person("script", "<script>alert(1)</script>", district.service, "filler")
    html = sign_in(client, administrator).get(reverse("administration:people")).content.decode()
    table = html[html.index("<table") :]
    assert "\u202e" not in table
    assert "⟨U+202E⟩" in table
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_unseen_characters_are_shown_by_their_number():
    assert shown(ZERO_WIDTH) == "张⟨U+200B⟩科"
    assert shown("张科\t一\n二") == "张科\t一\n二"


# When something breaks


def test_a_fault_tells_the_visitor_nothing(
    client: Client, administrator: Person, sign_in: Any, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("jixiao.web.modules.administration.views.people.with_posts", broken)
    client.raise_request_exception = False
    answer = sign_in(client, administrator).get(reverse("administration:people"))
    html = answer.content.decode()
    assert answer.status_code == 500
    assert "程序出错" in html
    assert not any(
        word in html for word in ("Traceback", "RuntimeError", "secret of the house", "site-packages", ".py")
    )


@pytest.mark.parametrize("address", ["/administration/people/99999999999999999999/", "/administration/people/0/"])
def test_a_number_beyond_all_records_is_a_missing_page(
    address: str, client: Client, administrator: Person, sign_in: Any
):
    assert sign_in(client, administrator).get(address).status_code == 404


def test_an_unknown_host_is_refused(client: Client, db: None):
    assert client.get("/sign-in/", headers={"host": "evil.example"}).status_code == 400
