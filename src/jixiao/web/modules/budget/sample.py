"""A plausible, fictional year to try the program with: library, budgets, execution, procurement, staff, assets.

The same organisation and year always get the same amounts; nobody's real budget is in here. It is written in bulk: a
department of three years takes a second.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from jixiao.web.modules.budget.models import Budget, Line, Project
from jixiao.web.modules.budget.sampling import means, money
from jixiao.web.platform.people.models import Person, Role
from jixiao.web.platform.trail.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation


def sample(organisation: Organisation, years: Iterable[int], by: Person, at: datetime) -> list[Budget]:
    """Make a project library and a budget for each year, carried out up to the month before `at`, and the means."""
    wanted = sorted(set(years))
    if not wanted or Project.objects.filter(organisation=organisation).exists():
        return list(Budget.objects.filter(organisation=organisation, year__in=wanted))
    reviewer = Person.objects.filter(posts__role=Role.REVIEWER, is_active=True).exclude(pk=by.pk).first()
    maker = money.Maker(organisation, by, reviewer, at)
    purposes = money.library(maker, wanted[0])
    before: list[Line] = []
    for year in wanted:
        random = Random(f"{organisation.name} {year}")  # noqa: S311 - plausible amounts, not secrets
        if year == wanted[-1] and year > wanted[0]:
            purposes = [*purposes, *money.new_projects(maker, year)]
        lines = money.budget(maker, year, purposes, random)
        if year <= at.year:
            if before:
                money.carry(maker, before, lines)
            money.carry_out(maker, maker.budgets[year], lines, random)
            before = lines
    random = Random(organisation.name)  # noqa: S311 - the same
    means.staff(maker, wanted, random)
    means.assets(maker, wanted, random)
    Event.objects.bulk_create(maker.events)
    return list(Budget.objects.filter(organisation=organisation, year__in=wanted).order_by("year"))
