"""Second factors, sessions, bonds to the provider of identities: set up by their owner, cleared by administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.rights import demand_care
from jixiao.web.platform.people import second_factor, sessions
from jixiao.web.platform.people.models import OutsideIdentity, Person, SecondFactor
from jixiao.web.platform.people.second_factor import Checked
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

WRONG = Text(
    "验证码不对、已用过或已过时，请输入设备上最新的一个。", "The code is wrong, used or over. Enter the newest one."
)
WAITS = Text("错了五次，一刻钟后再试。", "Five codes were wrong. Try again in a quarter of an hour.")


def set_up(*, person: Person, secret: bytes, code: str, here: str | None, at: datetime) -> list[str]:
    """Keep a device, once it shows the right code; other sessions end. Returns the recovery codes, for this once."""
    with transaction.atomic():
        codes = second_factor.enrol(person=person, secret=secret, code=code, at=at)
        if codes is None:
            raise Refused(WRONG, "code")
        sessions.end(person, but=here)
        record("administration.second_factor_set", f"person/{person.pk}", by=person, at=at, organisation=person.home)
    return codes


def _demand_code(person: Person, code: str, at: datetime) -> SecondFactor:
    """The factor, if the code is right. Outside of a transaction, so that a wrong one stays counted."""
    found = second_factor.check(person=person, code=code, at=at)
    factor = second_factor.factor_of(person)
    if not found.is_right or factor is None:
        raise Refused(WAITS if found is Checked.WAITS else WRONG, "code")
    return factor


def new_codes(*, person: Person, code: str, at: datetime) -> list[str]:
    """Recovery codes in place of those before, which serve no more."""
    factor = _demand_code(person, code, at)
    with transaction.atomic():
        codes = second_factor.new_codes(factor)
        record("administration.recovery_codes_made", f"person/{person.pk}", by=person, at=at, organisation=person.home)
    return codes


def remove(*, person: Person, code: str, at: datetime) -> None:
    """Forget the device, by one of its codes."""
    factor = _demand_code(person, code, at)
    with transaction.atomic():
        factor.delete()
        record(
            "administration.second_factor_removed", f"person/{person.pk}", by=person, at=at, organisation=person.home
        )


@transaction.atomic
def clear_factor(*, person: Person, by: Person, at: datetime) -> bool:
    """Forget somebody's device, which is lost; sessions end, since one may be open on it. Whether there was one."""
    found = Person.objects.select_for_update(of=("self",)).select_related("home").get(pk=person.pk)
    demand_care(by, found, timezone.localdate(at))
    if not SecondFactor.objects.filter(person=found).delete()[0]:
        return False
    sessions.end(found)
    record("administration.second_factor_cleared", f"person/{found.pk}", by=by, at=at, organisation=found.home)
    return True


@transaction.atomic
def unbind(*, person: Person, by: Person, at: datetime) -> bool:
    """Forget who somebody is to the provider; the next sign-in by their name binds anew. Whether there was a bond."""
    found = Person.objects.select_for_update(of=("self",)).select_related("home").get(pk=person.pk)
    demand_care(by, found, timezone.localdate(at))
    bond = OutsideIdentity.objects.filter(person=found).first()
    if bond is None:
        return False
    before = {"issuer": bond.issuer, "subject": bond.subject}
    bond.delete()
    sessions.end(found)
    record(
        "administration.identity_unbound", f"person/{found.pk}", by=by, at=at, organisation=found.home, before=before
    )
    return True


@transaction.atomic
def end_sessions(*, person: Person, only: int | None, here: str | None, at: datetime) -> int:
    """End one of the own sessions, or all but the one at hand; returns how many ended."""
    count = sessions.end(person, only=only, but=None if only is not None else here)
    if count:
        record(
            "administration.sessions_ended",
            f"person/{person.pk}",
            by=person,
            at=at,
            organisation=person.home,
            after={"count": count},
        )
    return count
