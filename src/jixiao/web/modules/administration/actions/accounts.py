"""Accounts are added, renamed, closed and opened again; a person is never removed. Passwords are set, never read."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from axes.utils import reset
from django.db import transaction
from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.rights import demand_care
from jixiao.web.modules.administration.words import NotPossible, Stale
from jixiao.web.platform.people.guesses import forget
from jixiao.web.platform.people.models import Person
from jixiao.web.platform.people.sign_in import counted
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation

# Without letters and figures that look alike: the password is read out or written down once.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def fresh_password() -> str:
    """Four groups of four letters: about 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _locked(person: Person, by: Person, at: datetime) -> Person:
    """The account as it stands, for this transaction alone, if `by` may look after it."""
    found = Person.objects.select_for_update(of=("self",)).select_related("home").get(pk=person.pk)
    demand_care(by, found, timezone.localdate(at))
    return found


@transaction.atomic
def add_person(*, username: str, name: str, home: Organisation, by: Person, at: datetime) -> tuple[Person, str]:
    """Open an account; returns it with the password of the first sign-in, which is kept nowhere in clear."""
    if Person.objects.filter(username__iexact=username).exists():
        raise NotPossible(Text("这个登录名已有人用。", "The sign-in name is taken."))
    if home.closed_on is not None:
        raise NotPossible(Text("该机构已停用。", "The organisation is closed."))
    password = fresh_password()
    made = Person(username=username, name=name, home=home, must_change_password=True, is_sample=home.is_sample)
    made.set_password(password)
    made.save()
    record(
        "administration.person_added",
        f"person/{made.pk}",
        by=by,
        at=at,
        organisation=home,
        after={"username": username, "name": name, "home": home.name},
    )
    return made, password


@transaction.atomic
def rename_person(*, person: Person, name: str, version: int, by: Person, at: datetime) -> Person:
    """Correct a name; the sign-in name stays."""
    found = _locked(person, by, at)
    if found.version != version:
        raise Stale(found)
    if found.name == name:
        return found
    before, found.name, found.version = found.name, name, found.version + 1
    found.save(update_fields=["name", "version"])
    record(
        "administration.person_renamed",
        f"person/{found.pk}",
        by=by,
        at=at,
        organisation=found.home,
        before={"name": before},
        after={"name": name},
    )
    return found


@transaction.atomic
def open_or_close_account(*, person: Person, is_active: bool, by: Person, at: datetime) -> Person:
    """Close an account, which ends its sessions and what it lent to others; or open it again."""
    found = _locked(person, by, at)
    if found.is_active == is_active:
        return found
    found.is_active, found.version = is_active, found.version + 1
    found.save(update_fields=["is_active", "version"])
    record(
        "administration.account_opened" if is_active else "administration.account_closed",
        f"person/{found.pk}",
        by=by,
        at=at,
        organisation=found.home,
        before={"is_active": not is_active},
        after={"is_active": is_active},
    )
    return found


@transaction.atomic
def give_password(*, person: Person, by: Person, at: datetime) -> str:
    """Set a password for one sign-in; ends all sessions, and the wait after too many failures."""
    found = _locked(person, by, at)
    if not found.is_active:
        raise NotPossible(Text("账号已停用，请先恢复。", "The account is closed. Open it first."))
    password = fresh_password()
    found.set_password(password)
    found.must_change_password = True
    found.save(update_fields=["password", "must_change_password"])
    reset(username=counted(found.username))
    forget(found.username)
    record("administration.password_given", f"person/{found.pk}", by=by, at=at, organisation=found.home)
    return password


@transaction.atomic
def change_own_password(*, person: Person, password: str, at: datetime) -> None:
    """Choose a password of one's own; it has been checked by the form."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record("administration.password_changed", f"person/{person.pk}", by=person, at=at, organisation=person.home)
