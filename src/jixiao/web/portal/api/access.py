"""Who calls: a token, its scopes, and the person behind it, whose permissions it can never exceed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja.security import HttpBearer

from jixiao.core.kernel.text import Text
from jixiao.web.platform.api import tokens
from jixiao.web.platform.api.scopes import scope_said
from jixiao.web.platform.clock import now
from jixiao.web.platform.installed import modules
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import may, organisations_with
from jixiao.web.platform.trail.record import record
from jixiao.web.portal.api.errors import SEND_TOKEN, ApiFault, not_found

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from jixiao.web.platform.api.models import Token
    from jixiao.web.platform.people.models import Person

UNKNOWN = Text("令牌无效", "the token is not valid")
REVOKED = Text("令牌已吊销", "the token was revoked")
EXPIRED = Text("令牌已过期", "the token has expired")
CLOSED = Text("令牌所属账号已停用，或须先更改密码", "the account of the token is closed, or has to change its password")
TOO_MANY = Text("调用过于频繁，请稍后再试", "too many calls; try again later")
ASK_AGAIN = Text("在“接口令牌”页另申请一个", "make another one on the page “API tokens”")
LONGEST = 200


class Throttled(ApiFault):
    """A token that calls too often; `seconds` until it may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(429, "too_many", TOO_MANY, "Authorization")
        self.seconds = seconds


class Bearer(HttpBearer):
    """A token in the head of the request; sessions are not accepted, so no other site can make a browser call."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The token, if it is good for the scope; it is counted."""
        words = token.strip()
        found = tokens.found_by(words) if words.startswith(tokens.PREFIX) and len(words) < LONGEST else None
        if found is None:
            raise ApiFault(401, "unauthorized", UNKNOWN, "Authorization", SEND_TOKEN)
        at = now()
        if found.revoked is not None:
            raise ApiFault(401, "revoked", REVOKED, "Authorization", ASK_AGAIN)
        if found.expires <= at:
            raise ApiFault(401, "expired", EXPIRED, "Authorization", ASK_AGAIN)
        if not found.person.is_active or found.person.must_change_password:
            raise ApiFault(401, "closed", CLOSED, "Authorization")
        seconds = tokens.count(found, at)
        if seconds is not None:
            raise Throttled(seconds)
        if self.scope not in found.scopes:
            said = scope_said(self.scope)
            lacks = Text(f"令牌没有“{said.zh}”的范围", f"the token lacks the scope {self.scope}")
            raise ApiFault(403, "scope", lacks, "Authorization", ASK_AGAIN)
        request.user = found.person
        return found


def caller(request: HttpRequest) -> Person:
    """The person for whom a program calls."""
    return request.auth.person


def permission_of(module: str, verb: str = "read") -> str | None:
    """A module's permission, if the module is installed and declares it."""
    name = f"{module}.{verb}"
    return name if any(name in one.permissions for one in modules()) else None


def seen(
    request: HttpRequest, permission: str | None, organisation: int | None = None, *, year: int | None = None
) -> QuerySet[Organisation]:
    """The organisations over which the caller has a permission, in the order of the tree; one of them if asked for.

    With `year`, those over whose records of the year.

    Raises 404 where the one is not among them, and where nothing declares the permission.
    """
    if permission is None:
        raise not_found()
    found = organisations_with(caller(request), permission, year).order_by("path")
    if organisation is None:
        return found
    one = found.filter(pk=organisation)
    if not one.exists():
        raise not_found()
    return one


def one_seen(request: HttpRequest, permission: str | None, organisation: int, year: int | None = None) -> Organisation:
    """An organisation over which, or over whose records of a year, the caller has a permission; raises 404."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found is None or permission is None or not may(caller(request), permission, found, year):
        raise not_found()
    return found


def note(request: HttpRequest, organisation: Organisation, at: datetime, made: Sequence[str]) -> None:
    """Write into the trail which token wrote; the write itself stands there already, under the person's name."""
    token = request.auth
    after = {"token": token.name, "address": request.path, "made": list(made)}
    record("api.write", f"token/{token.pk}", by=token.person, at=at, organisation=organisation, after=after)
