"""The leader's cockpit: the district's totals, the worst lights, what is late, the trend; nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.http import urlencode

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.analysis import board, published
from jixiao.web.modules.analysis.charts.comparing import standing
from jixiao.web.modules.analysis.charts.spending import added
from jixiao.web.modules.analysis.rights import LEAD
from jixiao.web.modules.analysis.scope import scope_for
from jixiao.web.platform.installed import modules
from jixiao.web.platform.kept import kept
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with
from jixiao.web.registers.funds.queries import year_money
from jixiao.web.registers.problems.models import Problem
from jixiao.web.registers.scores.queries import scores

if TYPE_CHECKING:
    from jixiao.web.modules.analysis.board import Row
    from jixiao.web.modules.analysis.scope import Scope
    from jixiao.web.platform.manifest import Column
    from jixiao.web.platform.people.models import Person
    from jixiao.web.registers.funds.queries import Money

WORST = 5
_LATE = 6
_DONE = ("accepted", "dismissed")


@dataclass(frozen=True, slots=True)
class Worst:
    """An organisation with the cells that burn red, or amber where none is red."""

    row: Row
    cells: tuple[tuple[Column, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Late:
    """Something whose day is over: what, whose, since when, where it opens."""

    what: Text
    whose: str
    until: str
    url: str


@dataclass(frozen=True, slots=True)
class Cockpit:
    """What a leader sees: totals, scores, worst lights, what is late; `count` organisations have a budget."""

    year: int
    months: int
    total: Money
    count: int
    of: int
    middle: Decimal | None
    scored: int
    worst: tuple[Worst, ...]
    red: int
    late: tuple[Late, ...]
    late_count: int
    url: str


@kept
def cockpit(scope: Scope) -> Cockpit:
    """The cockpit of a scope; the number of queries does not depend on the number of departments."""
    budgets = year_money(scope.organisations, scope.year, months=False)
    found = [standing(one) for one in scores(scope.organisations, scope.year).values()]
    told = [value for value in found if value is not None]
    shown = board.columns()
    departments = board.of_depth(scope, "departments")
    # Asked for all of them, as everything else here, so that nothing is asked twice.
    of_all = board.rows_of(scope.organisations, scope.year, shown)
    keys = {one.pk for one in departments}
    rows = [row for row in of_all if row.organisation.pk in keys]
    (problems, count), unpublished = _problems(scope), _unpublished(scope)
    late = sorted([*problems, *unpublished], key=lambda one: one.until)
    return Cockpit(
        year=scope.year,
        months=scope.months,
        total=added(one.total for one in budgets.values()),
        count=len(budgets),
        of=len(departments),
        middle=median(told) if told else None,
        scored=len(told),
        worst=_worst(rows, shown),
        red=sum(bool(row.lights("red")) for row in rows),
        late=tuple(late[:_LATE]),
        late_count=count + len(unpublished),
        url=f"{reverse('analysis:cockpit')}?{scope.address}",
    )


def summary(person: Person, year: int) -> Cockpit | None:
    """For the first page: the cockpit of everything that a person leads or checks; None for others."""
    if not may_anywhere(person, LEAD):
        return None
    return cockpit(scope_for(list(organisations_with(person, LEAD).order_by("path")), year, "zh"))


def _worst(rows: list[Row], shown: tuple[Column, ...]) -> tuple[Worst, ...]:
    burning = [row for row in rows if row.lights("red") or row.lights("amber")]
    burning.sort(key=lambda row: (-len(row.lights("red")), -len(row.lights("amber")), row.organisation.path))
    found = []
    for row in burning[:WORST]:
        light = "red" if row.lights("red") else "amber"
        cells = tuple(
            (column, cell.words, cell.url, cell.light)
            for column, cell in zip(shown, row.cells, strict=True)
            if cell is not None and cell.light == light
        )
        found.append(Worst(row, cells))
    return tuple(found)


def _problems(scope: Scope) -> tuple[list[Late], int]:
    """The problems that are late for the longest, and how many are late."""
    rows = Problem.objects.filter(organisation__in=scope.organisations, until__lt=scope.day).exclude(stage__in=_DONE)
    url = next((reverse(one) for one in _entries("rectification")), "")
    names = ("title", "organisation__name", "until", "organisation_id", "year")
    found = list(rows.order_by("until", "pk").values_list(*names, Window(Count("pk")))[:_LATE])
    shown = [
        Late(same(title), name, until.isoformat(), f"{url}?{urlencode({'unit': key, 'year': year})}" if url else "")
        for title, name, until, key, year, _count in found
    ]
    return shown, found[0][-1] if found else 0


def _unpublished(scope: Scope) -> list[Late]:
    found = []
    for key, rows in published.rows_by_organisation(scope.organisations, scope.year).items():
        for row in rows:
            if row.standing.light == "red" and row.standing.due is not None:
                what = Text(f"公开{row.kind_words.zh}", f"Publish the {row.kind_words.en}")
                url = reverse("disclosure:matter", args=[key, row.year, row.kind])
                found.append(Late(what, row.organisation.name, row.standing.due.isoformat(), url))
    return found


def _entries(module: str) -> list[str]:
    return [entry.url for one in modules() if one.name == module for entry in one.entries]
