"""Second factor, waiting after wrong passwords, sessions."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client, RequestFactory
from django.urls import reverse

from jixiao.web.platform.clock import now
from jixiao.web.platform.people import guesses, second_factor
from jixiao.web.platform.people.models import Guess, Person, RecoveryCode, SecondFactor, SignedIn
from jixiao.web.platform.people.second_factor import Checked, check
from jixiao.web.platform.people.sign_in import address_of
from jixiao.web.platform.trail.models import Event
from tests.web.conftest import PASSWORD

PAGE = "/administration/account/second-factor/"
CODES = re.compile(r"<li>([a-z0-9]{5}-[a-z0-9]{5})</li>")
SPELLED = re.compile(r'<p class="secret"[^>]*>([A-Z2-7 ]+)</p>')


def code_at(secret: bytes, at: datetime) -> str:
    """What a device shows."""
    return TOTP(secret, 6, SHA1(), 30).generate(int(at.timestamp())).decode()


def first_step(client: Client, who: Person, password: str = PASSWORD, **extra: Any) -> Any:
    """Name and password."""
    return client.post(reverse("sign-in"), {"username": who.username, "password": password}, **extra)


@pytest.fixture
def filler(people: dict[str, Person]) -> Person:
    """Somebody."""
    return people["filler"]


@pytest.fixture
def secret(filler: Person) -> bytes:
    """The secret of the filler's device, set up a while ago, with one recovery code: aaaaa-bbbbb."""
    made = second_factor.new_secret()
    factor = SecondFactor.objects.create(person=filler, secret=second_factor.sealed(made), since=now())
    RecoveryCode.objects.create(factor=factor, hashed=second_factor._hashed("aaaaa-bbbbb"))
    return made


# The second factor


def test_a_device_is_set_up_and_asked_for_from_then_on(client: Client, filler: Person):
    assert first_step(client, filler).headers["Location"] == "/"
    page = client.get(PAGE)
    spelled = SPELLED.search(page.content.decode())
    assert spelled is not None
    assert "<svg" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert spelled[1] in client.get(PAGE).content.decode(), "the same on looking again"
    import base64

    plain = base64.b32decode(spelled[1].replace(" ", ""))
    assert client.post(PAGE, {"code": "000000"}).status_code in (422, 200)
    done = client.post(PAGE, {"code": code_at(plain, now())})
    codes = CODES.findall(done.content.decode())
    assert len(set(codes)) == 10
    kept = SecondFactor.objects.get(person=filler)
    assert spelled[1].replace(" ", "") not in kept.secret
    assert not RecoveryCode.objects.filter(hashed__in=codes).exists()
    assert codes[0] not in client.get(PAGE).content.decode(), "shown once"
    assert Event.objects.filter(action="administration.second_factor_set", by=filler).exists()

    other = Client()
    assert first_step(other, filler).headers["Location"] == "/sign-in/code/"
    assert other.get("/").status_code == 302, "the first step alone opens nothing"
    same = other.post("/sign-in/code/", {"code": code_at(plain, now())})
    assert same.status_code == 422, "the code that set it up has been used"
    assert other.post("/sign-in/code/", {"code": codes[3].upper().replace("-", " ")}).headers["Location"] == "/"
    assert other.get("/").status_code == 200


def test_a_code_serves_once(filler: Person, secret: bytes):
    at = now()
    code = code_at(secret, at)
    assert check(person=filler, code=f"{code[:3]} {code[3:]}", at=at) is Checked.RIGHT
    assert check(person=filler, code=code, at=at) is Checked.WRONG
    earlier = code_at(secret, at - timedelta(seconds=30))
    assert check(person=filler, code=earlier, at=at) is Checked.WRONG, "nor one before it"
    later = at + timedelta(seconds=60)
    assert check(person=filler, code=code_at(secret, later), at=later) is Checked.RIGHT


@pytest.mark.parametrize(("seconds", "is_right"), [(-90, False), (-30, True), (30, True), (90, False)])
def test_a_clock_may_be_wrong_by_half_a_minute(seconds: int, is_right: bool, filler: Person, secret: bytes):
    at = now()
    code = code_at(secret, at + timedelta(seconds=seconds))
    assert check(person=filler, code=code, at=at).is_right is is_right


def test_a_recovery_code_serves_once(filler: Person, secret: bytes):
    assert check(person=filler, code="AAAAA bbbbb", at=now()) is Checked.BY_RECOVERY
    assert check(person=filler, code="aaaaa-bbbbb", at=now()) is Checked.WRONG


def test_five_wrong_codes_make_the_second_step_wait(client: Client, filler: Person, secret: bytes):
    first_step(client, filler)
    answers = [client.post("/sign-in/code/", {"code": "aaaaa-ccccc"}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert client.post("/sign-in/code/", {"code": code_at(secret, now())}).status_code == 429
    assert client.post("/sign-in/code/", {"code": "aaaaa-bbbbb"}).status_code == 429
    later = now() + timedelta(minutes=16)
    assert check(person=filler, code=code_at(secret, later), at=later) is Checked.RIGHT
    assert Event.objects.filter(action="people.second_factor_locked").count() == 3


@pytest.mark.parametrize("code", ["", "１２３４５６", "\x00", "9" * 5000, "--- ---", "张三"])
def test_an_odd_code_is_only_wrong(code: str, client: Client, filler: Person, secret: bytes):
    first_step(client, filler)
    assert client.post("/sign-in/code/", {"code": code}).status_code == 422


def test_the_second_step_ends_with_a_changed_password_and_after_a_while(
    client: Client, filler: Person, secret: bytes, monkeypatch: pytest.MonkeyPatch
):
    first_step(client, filler)
    assert client.get("/sign-in/code/").status_code == 200
    filler.set_password("another sentence altogether")
    filler.save()
    assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"
    other = Client()
    first_step(other, filler, "another sentence altogether")
    at = now() + timedelta(minutes=11)
    monkeypatch.setattr("jixiao.web.portal.sign_in.now", lambda: at)
    answer = other.post("/sign-in/code/", {"code": code_at(secret, at)})
    assert answer.headers["Location"] == "/sign-in/"


def test_a_role_may_ask_for_it(client: Client, filler: Person, settings: Any):
    settings.SECOND_FACTOR_ROLES = frozenset({"filler"})
    first_step(client, filler)
    for page in ("/", "/administration/account/"):
        assert client.get(page).headers["Location"] == PAGE
    assert client.get("/", headers={"HX-Request": "true"}).status_code == 204
    assert client.get(PAGE).status_code == 200
    secret = second_factor.opened(client.session["pending_factor"])
    assert secret is not None
    assert client.post(PAGE, {"code": code_at(secret, now())}).status_code == 200
    assert client.get("/").status_code == 200


def test_other_sessions_end_when_a_device_is_set_up(client: Client, filler: Person, settings: Any):
    elsewhere = Client()
    first_step(elsewhere, filler)
    first_step(client, filler)
    client.get(PAGE)
    secret = second_factor.opened(client.session["pending_factor"])
    client.post(PAGE, {"code": code_at(secret or b"", now())})
    assert elsewhere.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_at_an_open_screen_the_password_is_asked_for(client: Client, filler: Person, monkeypatch: pytest.MonkeyPatch):
    first_step(client, filler)
    later = now() + timedelta(minutes=20)
    monkeypatch.setattr("jixiao.web.modules.administration.views.sign_in.now", lambda: later)
    client.get(PAGE)
    secret = second_factor.opened(client.session["pending_factor"])
    code = code_at(secret or b"", later)
    assert client.post(PAGE, {"code": code}).status_code == 422
    assert client.post(PAGE, {"code": code, "present": PASSWORD}).status_code == 200


def test_new_recovery_codes_and_removal_take_a_code(client: Client, filler: Person, secret: bytes):
    first_step(client, filler)
    client.post("/sign-in/code/", {"code": "aaaaa-bbbbb"})
    assert "还剩 0 个" in client.get("/").content.decode()
    assert client.post(f"{PAGE}codes/", {"code": "111111"}).status_code == 422
    codes = CODES.findall(client.post(f"{PAGE}codes/", {"code": code_at(secret, now())}).content.decode())
    assert len(codes) == 10
    assert client.post(f"{PAGE}remove/", {"code": "wrong"}).status_code == 422
    assert client.post(f"{PAGE}remove/", {"code": codes[0]}).status_code == 302
    assert not SecondFactor.objects.exists()


def test_an_administrator_clears_a_lost_device(
    client: Client, people: dict[str, Person], filler: Person, secret: bytes, sign_in: Any
):
    lost = Client()
    first_step(lost, filler)
    lost.post("/sign-in/code/", {"code": "aaaaa-bbbbb"})
    address = reverse("administration:person-second-factor", args=[filler.pk])
    assert sign_in(client, people["administrator"]).post(address).status_code == 302
    assert not SecondFactor.objects.exists()
    assert lost.get("/").status_code == 302, "its session has ended"
    assert Event.objects.get(action="administration.second_factor_cleared").by == people["administrator"]
    own = reverse("administration:person-second-factor", args=[people["administrator"].pk])
    assert client.post(own).status_code == 403, "not the own one"


def test_a_secret_of_another_key_is_no_fault(client: Client, filler: Person, secret: bytes, settings: Any):
    SecondFactor.objects.update(secret="not a cipher")
    first_step(client, filler)
    assert client.post("/sign-in/code/", {"code": "123456"}).status_code == 422


# Wrong passwords


def guessed(who: Person, count: int, **told: Any) -> None:
    """So many wrong passwords a moment ago."""
    name = guesses.hashed(who.username)
    Guess.objects.bulk_create(Guess(name=name, at=now() - timedelta(minutes=20), **told) for _ in range(count))


def test_strangers_make_unknown_browsers_wait_and_never_the_own_one(filler: Person):
    own, unknown = Client(), Client()
    assert first_step(own, filler).status_code == 302
    own.post("/sign-out/")
    guessed(filler, guesses.OF_STRANGERS_IN_A_DAY)
    assert first_step(unknown, filler).status_code == 429
    assert first_step(own, filler).status_code == 302


def test_a_day_later_or_with_a_new_password_the_count_begins_anew(filler: Person):
    guessed(filler, guesses.OF_STRANGERS_IN_A_DAY)
    Guess.objects.update(at=now() - timedelta(hours=25))
    assert first_step(Client(), filler).status_code == 302
    guessed(filler, guesses.OF_STRANGERS_IN_A_DAY)
    guesses.forget(filler.username)
    assert first_step(Client(), filler).status_code == 302


def test_the_own_browser_waits_for_what_is_tried_from_it(filler: Person):
    own = Client()
    first_step(own, filler)
    own.post("/sign-out/")
    assert [first_step(own, filler, "wrong").status_code for _ in range(6)] == [200] * 5 + [429]
    assert first_step(own, filler).status_code == 429
    assert first_step(Client(), filler).status_code == 302, "others are not touched"


def test_a_browser_that_guesses_all_day_is_no_longer_known(filler: Person):
    own = Client()
    first_step(own, filler)
    own.post("/sign-out/")
    mark = next(iter(guesses._devices(_with_cookies(own)).values()))
    guessed(filler, guesses.OF_A_DEVICE_IN_A_DAY, device=mark)
    guessed(filler, guesses.OF_STRANGERS_IN_A_DAY)
    assert first_step(own, filler).status_code == 429


def _with_cookies(client: Client) -> Any:
    request = RequestFactory().get("/")
    request.COOKIES = {name: one.value for name, one in client.cookies.items()}
    return request


def test_a_made_up_note_of_a_browser_is_none(filler: Person):
    stranger = Client()
    guessed(filler, guesses.OF_STRANGERS_IN_A_DAY)
    for made_up in ("x", "e30:1:x", '{"a": 1}', "\x00"):
        stranger.cookies["device"] = made_up
        assert first_step(stranger, filler).status_code == 429


def test_one_address_that_tries_many_names_waits(filler: Person):
    Guess.objects.bulk_create(
        Guess(name=str(number), address="203.0.113.9", at=now()) for number in range(guesses.OF_AN_ADDRESS_IN_AN_HOUR)
    )
    assert first_step(Client(), filler, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert first_step(Client(), filler, REMOTE_ADDR="203.0.113.10").status_code == 302


@pytest.mark.parametrize(
    ("https", "forwarded", "found"),
    [
        (False, "198.51.100.7", "203.0.113.9"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (True, "", "203.0.113.9"),
        (True, "nonsense", "203.0.113.9"),
        (True, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_what_the_proxy_has_put_last_is_believed(https: bool, forwarded: str, found: str, settings: Any):
    settings.HTTPS = https
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == found


def test_the_trail_tells_who_failed_and_keeps_no_unknown_name(client: Client, filler: Person):
    first_step(client, filler, "wrong")
    known = Event.objects.get(action="people.sign_in_failed")
    assert (known.target, known.by) == (f"person/{filler.pk}", None)
    client.post(reverse("sign-in"), {"username": "my secret password", "password": "x"})
    unknown = Event.objects.filter(action="people.sign_in_failed").exclude(pk=known.pk).get()
    assert "my secret password" not in str(unknown.after)
    assert len(unknown.after["hash"]) == 12
    assert not Guess.objects.filter(name__icontains="secret").exists()


# Sessions


def test_a_session_that_rests_too_long_ends(client: Client, filler: Person, monkeypatch: pytest.MonkeyPatch):
    first_step(client, filler)
    start = now()
    moved = {"at": start}
    monkeypatch.setattr("jixiao.web.platform.people.middleware.now", lambda: moved["at"])
    for minutes in (50, 100, 150):
        moved["at"] = start + timedelta(minutes=minutes)
        assert client.get("/").status_code == 200
    for minutes in (180, 205):  # parts of a page that fetch themselves keep nobody signed in
        moved["at"] = start + timedelta(minutes=minutes)
        assert client.get("/waiting/count/", headers={"HX-Request": "true"}).status_code == 200
    moved["at"] = start + timedelta(minutes=215)
    answer = client.get("/administration/account/")
    assert answer.headers["Location"] == "/sign-in/?next=/administration/account/"
    assert "_auth_user_id" not in client.session


def test_sessions_are_listed_and_ended_elsewhere(client: Client, filler: Person):
    elsewhere = Client(HTTP_USER_AGENT="Another/1.0 \u202e")
    first_step(elsewhere, filler)
    first_step(client, filler)
    page = client.get("/administration/account/").content.decode()
    assert "Another/1.0" in page
    assert "就是这里" in page
    other = SignedIn.objects.get(session=elsewhere.session.session_key)
    assert client.post(reverse("administration:session-end", args=[other.pk])).status_code == 302
    assert elsewhere.get("/").status_code == 302
    assert client.get("/").status_code == 200
    assert client.post(reverse("administration:session-end", args=[other.pk])).status_code == 404
    third = Client()
    first_step(third, filler)
    client.post(reverse("administration:sessions-end"))
    assert (third.get("/").status_code, client.get("/").status_code) == (302, 200)


def test_nobody_ends_the_session_of_another(client: Client, filler: Person, stranger: Person):
    first_step(client, filler)
    theirs = Client()
    first_step(theirs, stranger)
    key = SignedIn.objects.get(person=stranger).pk
    assert client.post(reverse("administration:session-end", args=[key])).status_code == 404
    assert theirs.get("/").status_code == 200


def test_a_changed_password_keeps_this_session_and_ends_the_others(client: Client, filler: Person):
    elsewhere = Client()
    first_step(elsewhere, filler)
    first_step(client, filler)
    new = "a sentence of one's own"
    given = {"present": PASSWORD, "first": new, "second": new}
    assert client.post(reverse("administration:password"), given).status_code == 302
    assert elsewhere.get("/").status_code == 302
    assert "就是这里" in client.get("/administration/account/").content.decode()
    assert SignedIn.objects.filter(person=filler).count() == 1
