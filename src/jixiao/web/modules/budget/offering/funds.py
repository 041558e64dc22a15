"""What the budget offers to others: the money of organisations and of their projects, asked for many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.urls import reverse

from jixiao.web.modules.budget.models import MONTHS, Budget, Execution, Line
from jixiao.web.registers.funds.queries import Money, ProjectMoney, YearMoney

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.web.platform.people.models import Organisation

_AMOUNTS = ("initial", "supplemented", "reallocated", "adjusted", "spent")


def years(organisations: Sequence[Organisation], year: int) -> dict[int, YearMoney]:
    """The money of each organisation that has a budget in a year; three queries."""
    lines = Line.objects.filter(budget__organisation__in=organisations, budget__year=year)
    sums = _summed(lines, "budget", "is_basic")
    months = _months(lines, "line__budget", "line__is_basic")
    found = {}
    for budget in Budget.objects.filter(organisation__in=organisations, year=year):
        parts = {basic: _money(sums.get((budget.pk, basic)), months.get((budget.pk, basic))) for basic in (True, False)}
        found[budget.organisation_id] = YearMoney(
            budget.organisation_id, year, budget.stage, _added(parts.values()), parts[True], parts[False],
            reverse("budget:budget", args=[budget.pk]),
        )  # fmt: skip
    return found


def projects(organisations: Sequence[Organisation], year: int) -> list[ProjectMoney]:
    """The projects with a line in a year's budgets; three queries."""
    lines = Line.objects.filter(budget__organisation__in=organisations, budget__year=year, is_basic=False)
    sums = _summed(lines, "project")
    months = _months(lines, "line__project")
    # One row for each project: a project may have several lines.
    rows = lines.order_by("budget__organisation__path", "project__code", "pk").select_related("project__parent")
    seen = {line.project_id: line.project for line in rows}
    return [
        ProjectMoney(
            one.organisation_id, year, one.code, one.name, one.level, one.parent.code if one.parent else "",
            one.duty, one.task, _money(sums.get((one.pk,)), months.get((one.pk,))),
            reverse("budget:project", args=[one.pk]),
        )
        for one in seen.values()
    ]  # fmt: skip


def _summed(lines: Any, *by: str) -> dict[tuple[Any, ...], dict[str, int]]:  # noqa: ANN401 - a set of lines
    rows = lines.order_by().values(*by).annotate(**{f"sum_{name}": Sum(name) for name in _AMOUNTS})
    return {tuple(row[name] for name in by): {name: row[f"sum_{name}"] for name in _AMOUNTS} for row in rows}


def _months(lines: Any, *by: str) -> dict[tuple[Any, ...], list[int]]:  # noqa: ANN401 - a set of lines
    rows = Execution.objects.filter(line__in=lines).order_by().values(*by, "month").annotate(sum=Sum("amount"))
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
