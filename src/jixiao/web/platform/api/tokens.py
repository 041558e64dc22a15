"""Tokens are made, revoked, recognised and counted. What a token is stands nowhere but with whoever made it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from jixiao.core.kernel.text import Text
from jixiao.web.platform.api.models import Token
from jixiao.web.platform.api.scopes import SCOPES
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

PREFIX = "jx_"
BYTES = 32
LONGEST_DAYS = 366
MOST_LIVE = 20
A_MINUTE = 60  # seconds
CALLS_A_MINUTE = 120

TOO_MANY = Text(
    f"最多 {MOST_LIVE} 个有效令牌，请先吊销不用的。",
    f"At most {MOST_LIVE} valid tokens; revoke one first.",
)
NO_SCOPE = Text("请至少选择一项范围。", "Choose at least one scope.")
BAD_DAYS = Text(f"有效期为 1 至 {LONGEST_DAYS} 天。", f"It lasts from 1 to {LONGEST_DAYS} days.")


def digest_of(words: str) -> str:
    """The hash under which a token is kept. It needs no salt: nobody guesses 256 random bits."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()


def calls_a_minute() -> int:
    """How many calls a token may make in a minute."""
    return int(getattr(settings, "API_CALLS_A_MINUTE", CALLS_A_MINUTE))


def live(person: Person, at: datetime) -> int:
    """How many tokens of a person work."""
    return Token.objects.filter(person=person, revoked=None, expires__gt=at).count()


@transaction.atomic
def make(*, name: str, scopes: Iterable[str], days: int, by: Person, at: datetime) -> tuple[Token, str]:
    """Make a token for oneself; returns it with its words, which are shown once and kept nowhere."""
    chosen = [scope for scope in SCOPES if scope in set(scopes)]
    if not chosen:
        raise Refused(NO_SCOPE, "scopes")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(BAD_DAYS, "days")
    Person.objects.select_for_update().get(pk=by.pk)  # two at once do not make one too many
    if live(by, at) >= MOST_LIVE:
        raise Refused(TOO_MANY)
    words = PREFIX + secrets.token_urlsafe(BYTES)
    made = Token.objects.create(
        person=by, name=name, scopes=chosen, digest=digest_of(words), hint=words[: len(PREFIX) + 4], at=at,
        expires=at + timedelta(days=days),
    )  # fmt: skip
    after = {"name": name, "scopes": chosen, "until": made.expires.date().isoformat()}
    record("api.token_made", f"token/{made.pk}", by=by, at=at, organisation=by.home, after=after)
    return made, words


@transaction.atomic
def revoke(*, token: Token, by: Person, at: datetime) -> Token:
    """End a token at once; one that has ended stays as it is."""
    found = Token.objects.select_for_update().get(pk=token.pk)
    if found.revoked is None:
        found.revoked = at
        found.save(update_fields=["revoked"])
        before = {"name": found.name, "scopes": found.scopes}
        record("api.token_revoked", f"token/{found.pk}", by=by, at=at, organisation=by.home, before=before)
    return found


def found_by(words: str) -> Token | None:
    """The token of some words, whatever its state."""
    return Token.objects.select_related("person").filter(digest=digest_of(words)).first()


def count(token: Token, at: datetime) -> int | None:
    """Count a call; None where it may be made, else after how many seconds it may be tried again."""
    minute, second = divmod(int(at.timestamp()), A_MINUTE)
    allowed = Token.objects.filter(~Q(minute=minute) | Q(used__lt=calls_a_minute()), pk=token.pk)
    counted = Case(When(minute=minute, then=F("used") + 1), default=Value(1))
    if allowed.update(used=counted, minute=minute, last_used=at):
        return None
    return A_MINUTE - second
