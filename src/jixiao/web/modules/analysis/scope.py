"""What a page looks at: a year, and the departments and units that the person may see under the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.http import urlencode

from jixiao.web.modules.analysis.rights import READ
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import assigned_years, may_anywhere, organisations_with
from jixiao.web.registers.funds.queries import months_done, year_money

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language

# Who has budgets, goals and scores of their own.
_OWN = (Organisation.Kind.DEPARTMENT, Organisation.Kind.UNIT)
FIRST_YEAR, LAST_YEAR = 2000, 2100
# How far back a page looks for a year in which there is something.
_BACK = 6


@dataclass(frozen=True, slots=True)
class Scope:
    """A year up to a day, in a language, for organisations; `unit` where one was chosen, `tops` what could be."""

    year: int
    day: date
    lang: Language
    unit: Organisation | None
    organisations: tuple[Organisation, ...]
    choices: tuple[Organisation, ...]
    # Everything that the head line offers, so that it need not be asked for twice; nothing where it offers more.
    units: tuple[Organisation, ...] = ()
    # What was assigned to a person from outside: paths and their years. Nothing for those who may see every year.
    assigned: tuple[tuple[str, frozenset[int] | None], ...] = ()

    @property
    def months(self) -> int:
        """The months of the year that are over."""
        return months_done(self.year, self.day)

    @property
    def address(self) -> str:
        """What an address needs to ask for the same."""
        return urlencode({"year": self.year, "unit": "" if self.unit is None else self.unit.pk})

    def name_of(self, key: int) -> str:
        """The name of one of the organisations."""
        return next((one.name for one in self.organisations if one.pk == key), "")

    def in_year(self, year: int) -> tuple[Organisation, ...]:
        """Those of the organisations of which the person may see another year."""
        if not self.assigned:
            return self.organisations
        paths = tuple(path for path, years in self.assigned if years is None or year in years)
        return tuple(one for one in self.organisations if one.path.startswith(paths))

    def newest_year(self) -> int | None:
        """The newest other year in which one of the organisations has a budget; asked only where this one is empty."""
        back = range(self.day.year + 1, self.day.year - _BACK - 1, -1)
        return next(
            (year for year in back if year != self.year and year_money(self.in_year(year), year, months=False)), None
        )


def scope_of(request: HttpRequest, lang: Language, permission: str = READ) -> Scope:
    """The scope of a request: the head line's unit and year, unless the address names others."""
    if not may_anywhere(request.user, permission):
        raise PermissionDenied(permission)
    choice = chosen(request)
    year = _number(request.GET.get("year", ""))
    year = year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else choice.year
    every = tuple(organisations_with(request.user, permission, year).order_by("path"))
    allowed = [one for one in every if not (one.closed_on and one.closed_on.year < year)]
    unit = choice.unit
    if "unit" in request.GET:
        key = _number(request.GET["unit"])
        unit = next((one for one in allowed if one.pk == key), None)
    under = [one for one in allowed if one.kind in _OWN and (unit is None or unit.covers(one))]
    choices = tuple(one for one in allowed if one.kind != Organisation.Kind.SECTION)
    units = every if permission == READ else ()
    assigned = assigned_years(request.user, permission)
    return Scope(year, today(), lang, unit, tuple(under), choices, units, assigned)


def scope_for(person_organisations: list[Organisation], year: int, lang: Language) -> Scope:
    """A scope over given organisations, for what other pages show of this module."""
    own = tuple(one for one in person_organisations if one.kind in _OWN)
    return Scope(year, today(), lang, None, own, ())


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None
