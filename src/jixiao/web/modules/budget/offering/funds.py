"""What the budget offers to others: the money of organisations and of their projects, asked for many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.urls import reverse

from jixiao.web.modules.budget.models import MONTHS, Budget, Execution, Line
from jixiao.web.registers.funds.queries import DutyMoney, Money, ProjectMoney, YearMoney

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.web.platform.people.models import Organisation

_OF_A_PROJECT = (
    "project", "project__organisation", "project__code", "project__name", "project__level", "project__parent__code",
    "project__duty", "project__task",
)  # fmt: skip
_NO_MONTHS = (0,) * len(MONTHS)
_AMOUNTS = ("initial", "supplemented", "reallocated", "adjusted", "spent")


def years(organisations: Sequence[Organisation], year: int, *, months: bool = True) -> dict[int, YearMoney]:
    """The money of each organisation that has a budget in a year; two queries, and one for the months."""
    lines = Line.objects.filter(budget__organisation__in=organisations, budget__year=year)
    sums = _summed(lines, "budget", "is_basic")
    spent = _months(organisations, year, "line__budget", "line__is_basic") if months else {}
    found = {}
    for budget in Budget.objects.filter(organisation__in=organisations, year=year):
        parts = {basic: _money(sums.get((budget.pk, basic)), spent.get((budget.pk, basic))) for basic in (True, False)}
        found[budget.organisation_id] = YearMoney(
            budget.organisation_id, year, budget.stage, _added(parts.values()), parts[True], parts[False],
            reverse("budget:budget", args=[budget.pk]),
        )  # fmt: skip
    return found


def projects(organisations: Sequence[Organisation], year: int, *, months: bool = True) -> list[ProjectMoney]:
    """The projects with a line in a year's budgets; a query, and another one where the months are wanted.

    Rows instead of records: a district has ten thousand of them.
    """
    lines = Line.objects.filter(budget__organisation__in=organisations, budget__year=year, is_basic=False)
    sums = {f"sum_{name}": Sum(name) for name in _AMOUNTS}
    rows = lines.order_by("project__organisation__path", "project__code").values_list(*_OF_A_PROJECT).annotate(**sums)
    by_month = _months(organisations, year, "line__project") if months else {}
    where = reverse("budget:project", args=[0]).removesuffix("0/")
    return [
        ProjectMoney(
            place, year, code, name, level, parent or "", duty, task,
            Money(initial, more, moved, adjusted, spent, tuple(by_month.get((pk,), _NO_MONTHS))), f"{where}{pk}/",
        )
        for pk, place, code, name, level, parent, duty, task, initial, more, moved, adjusted, spent in rows
    ]  # fmt: skip


def duties(organisations: Sequence[Organisation], year: int) -> list[DutyMoney]:
    """What the projects of a year's budgets are for, by organisation; a query."""
    lines = Line.objects.filter(budget__organisation__in=organisations, budget__year=year, is_basic=False)
    sums = {f"sum_{name}": Sum(name) for name in _AMOUNTS}
    by = ("project__organisation", "project__organisation__path", "project__duty")
    rows = lines.order_by(*by[1:]).values_list(*by).annotate(**sums)
    return [
        DutyMoney(place, duty, Money(initial, more, moved, adjusted, spent, _NO_MONTHS))
        for place, _path, duty, initial, more, moved, adjusted, spent in rows
    ]


def codes(organisations: Sequence[Organisation], year: int) -> set[tuple[int, str]]:
    """Organisation and code of every project with a line in a year's budgets."""
    lines = Line.objects.filter(budget__organisation__in=organisations, budget__year=year, is_basic=False)
    return set(lines.order_by().values_list("budget__organisation", "project__code"))


def _summed(lines: Any, *by: str) -> dict[tuple[Any, ...], dict[str, int]]:  # noqa: ANN401 - a set of lines
    rows = lines.order_by().values(*by).annotate(**{f"sum_{name}": Sum(name) for name in _AMOUNTS})
    return {tuple(row[name] for name in by): {name: row[f"sum_{name}"] for name in _AMOUNTS} for row in rows}


def _months(organisations: Sequence[Organisation], year: int, *by: str) -> dict[tuple[Any, ...], list[int]]:
    rows = Execution.objects.filter(line__budget__organisation__in=organisations, line__budget__year=year)
    rows = rows.order_by().values(*by, "month").annotate(sum=Sum("amount"))
    found: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in by), [0] * len(MONTHS))[row["month"] - 1] = row["sum"]
    return found


def _money(amounts: dict[str, int] | None, months: list[int] | None) -> Money:
    known = amounts or dict.fromkeys(_AMOUNTS, 0)
    return Money(**known, months=tuple(months or [0] * len(MONTHS)))


def _added(parts: Iterable[Money]) -> Money:
    held = list(parts)
    amounts = {name: sum(getattr(one, name) for one in held) for name in _AMOUNTS}
    return Money(**amounts, months=tuple(sum(one) for one in zip(*(one.months for one in held), strict=True)))
