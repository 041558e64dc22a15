"""What every page asks first: the language, the unit and the year, the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from jixiao.web.modules.rectification.stages import READ
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import demand, organisations_with
from jixiao.web.registers.problems.models import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Text

MOST_ID = 2**62
FIRST_YEAR, LAST_YEAR = 2000, 2100


def say(request: HttpRequest, text: Text, *, is_error: bool = False) -> None:
    """A message on the next page."""
    words = text.en if request.COOKIES.get("lang") == "en" else text.zh
    (messages.error if is_error else messages.success)(request, words)


def year_of(request: HttpRequest) -> int:
    """The year that the address asks for, else the one of the head line."""
    words = request.GET.get("year", "")
    if words.isascii() and words.isdigit() and len(words) == 4 and FIRST_YEAR <= int(words) <= LAST_YEAR:
        return int(words)
    return chosen(request).year


def unit_of(request: HttpRequest, permission: str = READ) -> Organisation | None:
    """The unit that the address asks for, else the one of the head line; None for all."""
    words = request.GET.get("unit", "")
    if words.isascii() and words.isdecimal() and len(words) < 18:
        return organisations_with(request.user, permission).filter(pk=int(words)).first()
    return chosen(request).unit


def problem_of(request: HttpRequest, pk: int, permission: str = READ) -> Problem:
    """A problem, if the person has the permission over its organisation."""
    if pk > MOST_ID:
        raise Http404
    found = get_object_or_404(
        Problem.objects.select_related("organisation", "owner", "proof", "accepted_by", "by"), pk=pk
    )
    demand(request.user, permission, found.organisation)
    return found
