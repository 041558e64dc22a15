"""The unit and the year that a person works on: chosen once in the head line, kept while they move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import posts_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from jixiao.web.platform.people.models import Person, Role

# Years that the head line offers before the present one; older ones are reached through lists.
YEARS_BACK = 6


@dataclass(frozen=True, slots=True)
class Chosen:
    """A year always, a unit where one was chosen."""

    year: int
    unit: Organisation | None


def units_of(person: Person, role: Role | None = None) -> QuerySet[Organisation]:
    """Everything at or below the posts of a person, or those of one role, in the order of the tree."""
    found = Organisation.objects.none()
    for post in posts_of(person):
        if role is None or post.role == role:
            found = found | Organisation.objects.filter(path__startswith=post.organisation.path)
    return found.order_by("path")


def years() -> range:
    """The years that can be chosen, the newest first: next year's budget is made in this one."""
    present = today().year
    return range(present + 1, present - YEARS_BACK - 1, -1)


def chosen(request: HttpRequest) -> Chosen:
    """What the person of a request chose; a unit that is theirs no longer counts as not chosen."""
    known = getattr(request, "_chosen", None)
    if known is None:
        kept = request.session.get("unit")
        unit = units_of(request.user).filter(pk=kept).first() if isinstance(kept, int) else None
        year = request.session.get("year")
        known = Chosen(year if year in years() else _usual_year(request.user), unit)
        request._chosen = known  # asked by the head line and by the page
    return known


def _usual_year(person: Person) -> int:
    """The present year; for those from outside the newest that was assigned to them."""
    assigned = [post.years for post in posts_of(person)]
    known = [max(one) for one in assigned if one]
    return max(known) if known and None not in assigned else today().year


def choose(request: HttpRequest, *, unit: Organisation | None, year: int) -> None:
    """Keep a choice for the rest of the session."""
    request.session["unit"] = None if unit is None else unit.pk
    request.session["year"] = year
