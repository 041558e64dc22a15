"""Signs that a self-evaluation was written rather than made: full marks everywhere, the same scores year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.models import DepartmentYear, Statement
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.web.modules.evaluation.models import ProjectYear
    from jixiao.web.platform.people.models import Organisation

# Fewer projects than this may score the same by chance.
FEW = 3


@dataclass(frozen=True, slots=True)
class Signal:
    """What was noticed, of whom, where it can be looked at. It proves nothing: it says where to look first."""

    organisation: Organisation
    kind: str
    what: Text
    url: str


KINDS = {
    "full": Text("各项自评均为满分", "full marks for every indicator"),
    "same_as_before": Text("各项自评与上年完全相同", "every score is that of the year before"),
    "projects_same": Text("各项目自评分完全相同", "all projects have the same score"),
    "projects_full": Text("项目全部满分", "all projects have full marks"),
    "on_target": Text("各指标完成值恰为目标值", "every result is the very target"),
}


def signals(years: Sequence[DepartmentYear], projects: Sequence[ProjectYear]) -> list[Signal]:
    """Everything noticed, by department; three queries."""
    return [*_of_years(years), *_of_projects(projects)]


def _of_years(years: Sequence[DepartmentYear]) -> list[Signal]:
    if not years:
        return []
    before = {
        one.organisation_id: one
        for one in DepartmentYear.objects.filter(
            organisation__in=[one.organisation_id for one in years], year=years[0].year - 1
        )
    }
    stated = _stated([*(one.pk for one in years), *(one.pk for one in before.values())])
    found = []
    for one in years:
        mine, url = stated.get(one.pk, {}), reverse("evaluation:year", args=[one.pk])
        points = points_of(one.framework, one.year)
        if mine and points and all(mine.get(name) == most for name, most in points):
            found.append(Signal(one.organisation, "full", KINDS["full"], url))
        last = before.get(one.organisation_id)
        if last is not None and mine and mine == stated.get(last.pk) and last.framework == one.framework:
            found.append(Signal(one.organisation, "same_as_before", KINDS["same_as_before"], url))
    return found


def _stated(years: Sequence[int]) -> Mapping[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    rows = Statement.objects.filter(year__in=years).exclude(indicator="").order_by()
    for year, indicator, value in rows.values_list("year_id", "indicator", "value"):
        try:
            found.setdefault(year, {})[indicator] = Decimal(value)
        except InvalidOperation:  # a score that could not be read
            continue
    return found


@lru_cache(maxsize=64)
def points_of(framework: str, year: int) -> tuple[tuple[str, Decimal], ...]:
    """The points of each indicator of a framework; nothing where the rules no longer know it."""
    try:
        day = max(date(year, 12, 31), rulebook().head(framework).valid_from)
        indicators = rulebook().framework(framework, day).indicators
    except (InputFault, KeyError):
        return ()
    return tuple((one.id, Decimal(one.points.numerator) / Decimal(one.points.denominator)) for one in indicators)


def _of_projects(projects: Sequence[ProjectYear]) -> list[Signal]:
    found = []
    groups: dict[int, list[ProjectYear]] = {}
    for one in projects:
        groups.setdefault(one.organisation_id, []).append(one)
        if "on_target" in one.signals:
            what = Text(f"{one.name}：{KINDS['on_target'].zh}", f"{one.name}: {KINDS['on_target'].en}")
            found.append(Signal(one.organisation, "on_target", what, reverse("evaluation:project", args=[one.pk])))
    for mine in groups.values():
        stated = [one.stated for one in mine if one.stated is not None]
        if len(stated) < FEW:
            continue
        asked = urlencode({"year": mine[0].year, "words": mine[0].organisation.name})
        url = f"{reverse('evaluation:projects')}?{asked}"
        if all(one == 100 for one in stated):
            found.append(Signal(mine[0].organisation, "projects_full", KINDS["projects_full"], url))
        elif len(set(stated)) == 1:
            found.append(Signal(mine[0].organisation, "projects_same", KINDS["projects_same"], url))
    return found
