"""Money, goals, scores and problems for tests, written straight into the tables: amounts in 万元."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from jixiao.web.platform.people.models import Organisation, Person

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
WAN = 1_000_000


def budget_of(
    one: Organisation, year: int, by: Person, *, initial: int = 100, spent: int = 60, stage: str = "executing"
) -> Any:
    """A budget with a basic and a project line, half each, spent in equal parts from January to October."""
    from jixiao.web.modules.budget.models import Budget, Execution, Line, Project

    budget = Budget.objects.create(organisation=one, year=year, stage=stage, **_given(Budget, by))
    project = Project.objects.create(
        organisation=one, code=f"P{year}", name="园区建设", level=1, duty="产业发展", task="园区运营", since=year - 1,
        **_given(Project, by),
    )  # fmt: skip
    half = initial * WAN // 2
    for number, (name, is_basic, of) in enumerate((("人员经费", True, None), ("园区建设", False, project)), 1):
        line = Line.objects.create(
            budget=budget, number=f"{number:04d}", name=name, is_basic=is_basic, project=of, functional="2150805",
            economic="30213", fund="general_public", initial=half, spent=spent * WAN // 2,
            **_given(Line, by),
        )  # fmt: skip
        Execution.objects.bulk_create(
            Execution(line=line, month=month, amount=spent * WAN // 20, **_given(Execution, by))
            for month in range(1, 11)
        )
    return budget


def _given(model: Any, by: Person) -> dict[str, Any]:
    """Who and when, as far as the table asks for it."""
    names = {field.name for field in model._meta.get_fields()}
    known = {"by": by, "at": AT, "opened_by": by, "opened_at": AT, "made_by": by, "made_at": AT}
    return {name: value for name, value in known.items() if name in names}


def problem_of(one: Organisation, year: int, by: Person, *, until: date | None = None, stage: str = "open") -> Any:
    """A problem of a year."""
    from jixiao.web.registers.problems.models import Problem

    return Problem.objects.create(
        organisation=one, year=year, origin="hand", key=f"{one.pk}-{until}", title="执行率偏低", stage=stage,
        until=until,
        by=by, at=AT,
    )  # fmt: skip


def goals_of(one: Organisation, year: int, by: Person, *, value: str = "60", stage: str = "approved") -> Any:
    """A goal table with two indicators; the first has reached something."""
    from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator

    table = GoalTable.objects.create(organisation=one, year=year, name="整体绩效目标", stage=stage, by=by, at=AT)
    first = Indicator.objects.create(
        table=table, position=1, kind="quantity", name="走访企业", operator="ge", target="100", unit="家"
    )
    Indicator.objects.create(
        table=table, position=2, kind="quality", name="办结率", operator="ge", target="95", unit="%"
    )
    Actual.objects.create(indicator=first, day=date(year, 10, 31), value=value, by=by, at=AT)
    return table
