"""What every page asks first: the record, the rights of the person, the words of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from jixiao.web.modules.goals import stages
from jixiao.web.modules.goals.fields import Words
from jixiao.web.platform.people.permissions import demand, may, may_anywhere, organisations_with
from jixiao.web.registers.indicators.models import GoalTable, Indicator

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language, Text
    from jixiao.web.platform.people.models import Organisation, Person

# Ids beyond this are no ids; the database would refuse the number itself.
MOST_ID = 2**62
INVALID, STALE = 422, 409


def language(request: HttpRequest) -> Language:
    """The language of the page."""
    return "en" if request.COOKIES.get("lang") == "en" else "zh"


def say(request: HttpRequest, text: Text, *, is_error: bool = False) -> None:
    """A message on the next page."""
    (messages.error if is_error else messages.success)(request, text.said(language(request)))


def words_of(request: HttpRequest) -> Words:
    """The fields of a form as written, without what the database could not hold."""
    return Words({name: str(value).replace("\x00", "") for name, value in request.POST.items()})


def searched(request: HttpRequest, name: str = "words") -> str:
    """The words that a list is searched for."""
    return " ".join(request.GET.get(name, "").replace("\x00", " ").split())[:80]


def number(words: str) -> int | None:
    """An id or a year as an address names it; None where it is none."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 18 else None


def sound(pk: int) -> int:
    """An id that the database can hold."""
    if pk > MOST_ID:
        raise Http404
    return pk


def table_of(request: HttpRequest, pk: int, permission: str = stages.READ) -> GoalTable:
    """A goal table, if the person has the permission over it."""
    found = GoalTable.objects.select_related("organisation", "by").prefetch_related("indicators")
    table = get_object_or_404(found, pk=sound(pk))
    demand(request.user, permission, table.organisation)
    return table


def row_of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Indicator:
    """An indicator, if the person has the permission over its table."""
    row = get_object_or_404(Indicator.objects.select_related("table__organisation"), pk=sound(pk))
    demand(request.user, permission, row.table.organisation)
    return row


def organisation_of(request: HttpRequest, words: str, permission: str) -> Organisation | None:
    """One of the organisations over which the person has the permission."""
    pk = number(words)
    return None if pk is None else organisations_with(request.user, permission).filter(pk=pk).first()


def demand_anywhere(person: Person, permission: str) -> None:
    """For what belongs to no department: raises `PermissionDenied` where the person has the permission nowhere."""
    if not may_anywhere(person, permission):
        raise PermissionDenied(permission)


def rights(person: Person, organisation: Organisation) -> dict[str, bool]:
    """What a person may do to a table of an organisation, for buttons."""
    wanted = {"fill": stages.FILL, "sign": stages.SIGN, "submit": stages.SUBMIT, "review": stages.REVIEW}
    return {name: may(person, permission, organisation) for name, permission in wanted.items()}


def is_partial(request: HttpRequest) -> bool:
    """Whether only a part of the page is wanted."""
    return request.headers.get("HX-Request") == "true"
