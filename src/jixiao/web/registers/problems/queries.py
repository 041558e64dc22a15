"""Reading the register, and asking every module for what might become a problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.web.platform.installed import modules
from jixiao.web.registers.problems.models import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation

OVER = ("accepted", "dismissed")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that people may take over as a problem; `key` names it within its origin."""

    origin: str
    key: str
    title: str
    detail: str
    url: str
    project: str = ""


def problems(organisations: Sequence[Organisation] | QuerySet[Organisation], year: int) -> QuerySet[Problem]:
    """The problems of organisations in a year."""
    return Problem.objects.filter(organisation__in=organisations, year=year).select_related("organisation", "owner")


def candidates(organisation: Organisation, year: int) -> list[Candidate]:
    """What the modules offer as `problems.candidates` for an organisation's year, less what is in the register."""
    known = set(Problem.objects.filter(organisation=organisation, year=year).values_list("origin", "key"))
    asked = [module.offers["problems.candidates"] for module in modules() if "problems.candidates" in module.offers]
    return [one for ask in asked for one in ask(organisation, year) if (one.origin, one.key) not in known]
