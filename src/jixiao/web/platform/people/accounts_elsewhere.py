"""Which person of ours somebody is to whom the provider of sign-in vouches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jixiao.core.kernel.text import Text
from jixiao.web.platform.people.models import OutsideIdentity, Person
from jixiao.web.platform.people.names import BadName, plain_name
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.oidc import Told

USERNAME = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff._-]{0,59}\Z")
BOUND = Text(
    "这个名称已与另一个统一身份绑定，不能登录。请管理员核对后解除绑定。",
    "This name belongs to another identity at the provider. Ask the administrator to look into it.",
)
CLOSED = Text("账号已停用，请联系管理员。", "The account is closed. Ask the administrator.")
TAKEN = Text("统一身份认证没有给出能用的登录名。", "The provider gave no sign-in name that can be used.")


def found_or_made(told: Told, *, creates: bool, at: datetime) -> tuple[Person, bool]:
    """The person, and whether the account was made now; raises `Refused`.

    The first time somebody is found by the name that the provider tells, and bound to the provider's own number for
    them. From then on only the number counts: a name that the provider gives to somebody else opens nothing here.
    """
    bound = OutsideIdentity.objects.filter(issuer=told.issuer, subject=told.subject).select_related("person").first()
    if bound is not None:
        return _open(bound.person), False
    person = Person.objects.filter(username__iexact=told.username).first() if "\x00" not in told.username else None
    is_new = person is None
    if person is None:
        person = _made(told, creates=creates)
    elif OutsideIdentity.objects.filter(person=person).exists():
        raise Refused(BOUND)
    _open(person)
    try:
        with transaction.atomic():
            person.save()
            OutsideIdentity.objects.create(person=person, issuer=told.issuer, subject=told.subject, since=at)
    except IntegrityError:  # the same person in two windows at once
        raise Refused(BOUND) from None
    return person, is_new


def _open(person: Person) -> Person:
    if not person.is_active:
        raise Refused(CLOSED)
    return person


def _made(told: Told, *, creates: bool) -> Person:
    """An account without a post, which sees nothing yet; only where the installation wants that."""
    try:
        name = plain_name(told.name or told.username, 60)
        username = plain_name(told.username, 60)
    except BadName:
        raise Refused(TAKEN) from None
    if not creates:
        said = Text(
            f"统一身份“{username}”在本系统没有账号，请联系管理员开通。",
            f"“{username}” has no account here. Ask the administrator for one.",
        )
        raise Refused(said)
    if not USERNAME.match(username):
        raise Refused(TAKEN)
    made = Person(username=username, name=name)
    made.set_unusable_password()
    return made
