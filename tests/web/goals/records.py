"""Records for the tests of goals: money of a year, a sound table, indicators."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from jixiao.web.modules.goals.fields import IndicatorFields

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
WAN = 1_000_000
YEAR = 2026


def fields(**changed: Any) -> IndicatorFields:
    """An indicator without a weakness."""
    given = {
        "kind": "quantity", "name": "走访企业", "operator": "ge", "target": "850", "unit": "家次",
        "weight": Decimal(50), "basis": "年度工作计划",
    } | changed  # fmt: skip
    return IndicatorFields(**given)


SOUND = (
    fields(),
    fields(kind="social", name="新增服务企业", target="120", unit="家", weight=Decimal(40)),
    fields(kind="satisfaction", name="企业满意度", target="90", unit="%", weight=Decimal(10), basis="年末问卷调查"),
)


def money(organisation: Any, by: Any, year: int = YEAR) -> Any:
    """A budget in execution: one project of 100 (ten thousand yuan), basic expenditure of 50."""
    from jixiao.web.modules.budget.actions import budgets, lines, projects
    from jixiao.web.modules.budget.fields import LineFields, ProjectFields

    words = ProjectFields("P01", "企业走访", 1, None, "企业服务", "走访", 2020, None)
    project = projects.add_project(organisation=organisation, fields=words, by=by, at=AT)
    budget = budgets.open_budget(organisation=organisation, year=year, by=by, at=AT)
    rows = (
        LineFields("", "企业走访", False, project, "2150805", "30213", "general_public", 100 * WAN),
        LineFields("", "办公费", True, None, "2010301", "30201", "general_public", 50 * WAN),
    )
    for row in rows:
        lines.add_line(pk=budget.pk, fields=row, by=by, at=AT)
    for move in ("submit_first", "reply", "submit_second", "approve"):
        budget = budgets.move(pk=budget.pk, move=move, version=budget.version, by=by, at=AT)
    return budget


def table(organisation: Any, by: Any, rows: Any = SOUND, project: str = "P01", year: int = YEAR) -> Any:
    """A goal table that is being written."""
    from jixiao.web.modules.goals.actions import tables

    made = tables.open_table(organisation=organisation, year=year, project=project, name="企业走访", by=by, at=AT)
    tables.set_words(pk=made.pk, summary="走访企业并办结诉求", long_term="", version=1, by=by, at=AT)
    tables.add_rows(pk=made.pk, rows=rows, by=by, at=AT)
    return fresh(made)


def fresh(record: Any) -> Any:
    """The record as the database has it."""
    return type(record).objects.get(pk=record.pk)


def mark(made: Any) -> str:
    """How a table stands."""
    from jixiao.web.modules.goals.actions.locking import mark_of

    now = fresh(made)
    return mark_of(now, now.indicators.all())


def moved(made: Any, by: Any, *names: str, note: str = "原因") -> Any:
    """Move a table on."""
    from jixiao.web.modules.goals.actions import moving

    for name in names:
        moving.move(pk=made.pk, name=name, mark=mark(made), by=by, at=AT, note=note)
    return fresh(made)


def reviewed(made: Any, by: Any, worst: str = "excellent", note: str = "") -> Any:
    """Review a table; one of the four marks is the worst."""
    from jixiao.web.modules.goals.actions import moving
    from jixiao.web.modules.goals.models import ASPECTS

    marks = dict.fromkeys(ASPECTS, "excellent") | {"adequate": worst}
    moving.review(pk=made.pk, marks=marks, mark=mark(made), note=note, by=by, at=AT)
    return fresh(made)


def approved(organisation: Any, by: Any, **given: Any) -> Any:
    """A table that was approved."""
    return reviewed(moved(table(organisation, by, **given), by, "sign", "submit"), by)
