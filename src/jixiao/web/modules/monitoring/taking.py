"""Taking money and goals from their registers into sheets: for many organisations, in a fixed number of queries."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from jixiao.web.modules.monitoring import judging
from jixiao.web.modules.monitoring.models import Sheet
from jixiao.web.modules.monitoring.rules import limits_of
from jixiao.web.registers.funds.queries import Money, project_money, year_money
from jixiao.web.registers.indicators.queries import reached, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from jixiao.web.modules.monitoring.models import Filing, Round
    from jixiao.web.platform.people.models import Organisation, Person
    from jixiao.web.registers.funds.queries import ProjectMoney
    from jixiao.web.registers.indicators.models import Actual, GoalTable

TAKEN = ("name", "level", "initial", "adjusted", "spent", "months", "months_before", "goals", "taken_at")


def local_day(at: datetime) -> date:
    """The day of a moment where the district is."""
    return timezone.localtime(at).date()


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Project:
    """A project as a round covers it: its own money and that of what stands below it without a sheet of its own."""

    code: str
    name: str
    level: int
    url: str
    monies: tuple[Money, ...]


@dataclass(frozen=True)
class Taken:
    """What the registers hold of some organisations: money now and a year before, projects, goals, values reached."""

    years: dict[int, Any]
    before: dict[int, Any]
    projects: dict[int, list[ProjectMoney]]
    projects_before: dict[tuple[int, str], ProjectMoney]
    goals: dict[tuple[int, str], GoalTable]
    values: dict[int, Actual]

    def covered(self, organisation: int, levels: Sequence[int]) -> list[Project]:
        """The projects of an organisation that get a sheet, with the money that each stands for."""
        own = self.projects.get(organisation, [])
        above = {one.code: one.parent for one in own}
        wanted = {one.code for one in own if one.level in levels}
        monies: dict[str, list[Money]] = {code: [] for code in wanted}
        for one in own:
            code, steps = one.code, 0
            while code and code not in wanted and steps < 3:  # three levels at most
                code, steps = above.get(code, ""), steps + 1
            if code in wanted:
                monies[code].append(one.money)
        return [
            Project(one.code, one.name, one.level, one.url, tuple(monies[one.code]))
            for one in own
            if one.code in wanted
        ]

    def uncovered(self, organisation: int, levels: Sequence[int]) -> list[ProjectMoney]:
        """Projects with money that no sheet stands for: they lie above the levels that are covered."""
        own = self.projects.get(organisation, [])
        lowest = min(levels, default=0)
        return [one for one in own if one.level < lowest and (one.money.adjusted or one.money.spent)]


def take(organisations: Sequence[Organisation], year: int, month: int, *, before: bool = True) -> Taken:
    """Ask the registers once for all."""
    projects: dict[int, list[ProjectMoney]] = {}
    for one in project_money(organisations, year):
        projects.setdefault(one.organisation, []).append(one)
    old = project_money(organisations, year - 1) if before else []
    goals = {(table.organisation_id, table.project): table for table in tables(organisations, year)}
    indicators = [indicator for table in goals.values() for indicator in table.indicators.all()]
    return Taken(
        year_money(organisations, year),
        year_money(organisations, year - 1) if before else {},
        projects,
        {(one.organisation, one.code): one for one in old},
        goals,
        reached(indicators, last_day(year, month)) if indicators else {},
    )


def fill(sheet: Sheet, organisation: Organisation, one: Round, taken: Taken, at: datetime) -> Sheet:
    """Write into a sheet, unsaved, what the registers hold of it."""
    money, before = _monies(sheet, organisation, one, taken)
    sheet.initial = sum(each.initial for each in money)
    sheet.adjusted = sum(each.adjusted for each in money)
    sheet.spent = sum(each.spent_by(one.month) for each in money)
    sheet.months = [sum(column) for column in zip(*(each.months for each in money), strict=True)] if money else []
    sheet.months_before = [sum(column) for column in zip(*before, strict=True)] if before else []
    table = taken.goals.get((organisation.pk, sheet.project))
    indicators = table.indicators.all() if table else []
    sheet.goals = [_goal(each, taken.values.get(each.pk)) for each in indicators]
    sheet.taken_at = at
    return sheet


def _monies(
    sheet: Sheet, organisation: Organisation, one: Round, taken: Taken
) -> tuple[list[Money], list[tuple[int, ...]]]:
    """The amounts that a sheet stands for, and the months of last year's."""
    if sheet.is_of_department:
        own, old = taken.years.get(organisation.pk), taken.before.get(organisation.pk)
        return ([own.total] if own else []), ([old.total.months] if old else [])
    found = next((each for each in taken.covered(organisation.pk, one.levels) if each.code == sheet.project), None)
    old = taken.projects_before.get((organisation.pk, sheet.project))
    if found is not None:
        sheet.name, sheet.level = found.name, found.level
    return list(found.monies) if found else [], [old.money.months] if old else []


def _goal(indicator: Any, actual: Actual | None) -> dict[str, Any]:  # noqa: ANN401 - an indicator of the register
    return {
        "id": indicator.pk, "kind": indicator.kind, "name": indicator.name, "operator": indicator.operator,
        "target": indicator.target, "unit": indicator.unit, "binding": indicator.binding, "source": indicator.source,
        "value": actual.value if actual else "", "day": actual.day.isoformat() if actual else "",
    }  # fmt: skip


def new_sheets(filing: Filing, taken: Taken, known: Iterable[str], *, by: Person, at: datetime) -> list[Sheet]:
    """The sheets that a filing should have and has not, unsaved: the organisation's own, and one for each project."""
    one, organisation, have = filing.round, filing.organisation, set(known)
    empty = {"filing": filing, "by": by, "at": at, "taken_at": at}
    wanted = [Sheet(project="", name=organisation.name, **empty)] if "" not in have else []
    wanted += [
        Sheet(project=each.code, name=each.name, level=each.level, **empty)
        for each in taken.covered(organisation.pk, one.levels)
        if each.code not in have
    ]
    limits = limits_of(one)
    for sheet in wanted:
        fill(sheet, organisation, one, taken, at)
        judging.keep(sheet, limits, local_day(at))
    return wanted
