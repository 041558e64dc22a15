"""Organisations: the tree as far as the caller sees it, and who the caller is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from jixiao.core.kernel.text import Text
from jixiao.web.platform.api.tokens import calls_a_minute
from jixiao.web.platform.installed import modules
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import organisations_with, posts_of
from jixiao.web.portal.api.access import caller
from jixiao.web.portal.api.errors import not_found
from jixiao.web.portal.api.forms import (
    LimitQuery,
    OrganisationPath,
    OrganisationQuery,
    PageOut,
    PageQuery,
    operation,
    paged,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

router = Router(tags=["organisations"])


class OrganisationOut(Schema):
    """An organisation; `parent` is null where the one above is not within the caller's reach."""

    id: int
    name: str
    kind: str
    region: str
    parent: int | None
    depth: int
    closed_on: str | None
    is_sample: bool


class PostOut(Schema):
    """A post of the caller, held or lent."""

    role: str
    organisation: int
    organisation_name: str


class CallerOut(Schema):
    """For whom and how far a token works."""

    person: str
    token: str
    scopes: list[str]
    expires: datetime
    calls_a_minute: int
    posts: list[PostOut]


def within(request: HttpRequest) -> QuerySet[Organisation]:
    """Every organisation of which the caller may read anything."""
    found = Organisation.objects.none()
    for permission in sorted({name for one in modules() for name in one.permissions if name.endswith(".read")}):
        found = found | organisations_with(caller(request), permission)
    return found.order_by("path")


def told(one: Organisation, known: set[int] | None = None) -> dict[str, Any]:
    """An organisation as it is sent."""
    return {
        "id": one.pk,
        "name": one.name,
        "kind": one.kind,
        "region": one.region,
        "parent": one.parent_id if known is None or one.parent_id in known else None,
        "depth": one.path.count("/") - 2,
        "closed_on": None if one.closed_on is None else one.closed_on.isoformat(),
        "is_sample": one.is_sample,
    }


@router.get(
    "/organisations",
    **operation(
        "organisations:read", Text("机构列表", "Organisations, in the order of the tree"), PageOut[OrganisationOut]
    ),
)
def organisations(
    request: HttpRequest, organisation: OrganisationQuery = None, page: PageQuery = 1, limit: LimitQuery = 50
) -> dict[str, Any]:
    """Those of which the caller may read anything; with `organisation` that one and everything below it."""
    found = within(request)
    if organisation is not None:
        top = found.filter(pk=organisation).first()
        if top is None:
            raise not_found()
        found = found.filter(path__startswith=top.path)
    listed = paged(request, found, page, limit)
    above = [one.parent_id for one in listed["items"]]
    known = set(within(request).filter(pk__in=[one for one in above if one]).values_list("pk", flat=True))
    listed["items"] = [told(one, known) for one in listed["items"]]
    return listed


@router.get(
    "/organisations/{organisation}",
    **operation("organisations:read", Text("一个机构", "An organisation"), OrganisationOut),
)
def organisation(request: HttpRequest, organisation: OrganisationPath) -> dict[str, Any]:
    """One organisation of the tree."""
    mine = within(request)
    found = mine.filter(pk=organisation).first()
    if found is None:
        raise not_found()
    return told(found, set(mine.filter(pk=found.parent_id).values_list("pk", flat=True)))


@router.get("/me", **operation("organisations:read", Text("令牌与任职", "The token and whose it is"), CallerOut))
def me(request: HttpRequest) -> dict[str, Any]:
    """For whom the token works, its scopes, until when; the posts that give the permissions."""
    token = request.auth
    posts = [
        {"role": one.role, "organisation": one.organisation_id, "organisation_name": one.organisation.name}
        for one in posts_of(caller(request))
    ]
    return {
        "person": token.person.name,
        "token": token.name,
        "scopes": token.scopes,
        "expires": token.expires,
        "calls_a_minute": calls_a_minute(),
        "posts": posts,
    }
