"""What the finance bureau compares in a year: everything that the page and the workbook show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.web.modules.evaluation.comparing import gaps, ranking
from jixiao.web.modules.evaluation.comparing.signals import Signal, signals
from jixiao.web.modules.evaluation.projects.queries import projects_of
from jixiao.web.modules.evaluation.queries import years_of
from jixiao.web.modules.evaluation.stages import REVIEW, TABLE
from jixiao.web.platform.kept import kept

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Text
    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Line:
    """A department with its gaps and the name of its stage; none where only its projects are evaluated."""

    one: gaps.Department
    stage: Text | None


@dataclass(frozen=True)
class Comparison:
    """A year's self-evaluations side by side.

    `newest` is the last year that has any, where this one has none.
    """

    newest: int | None
    departments: list[Line]
    all: gaps.Gaps
    evaluators: list[gaps.Evaluator]
    signals: list[Signal]
    groups: list[ranking.Group]
    open: list[tuple[DepartmentYear, Text]]


@kept
def comparison(person: Person, year: int, unit: Organisation | None) -> Comparison:
    """What a reviewer may compare in a year, below a unit where one is named."""
    mine, projects = years_of(person, REVIEW), projects_of(person, REVIEW).defer("content", "result")
    if unit is not None:
        mine = mine.filter(organisation__path__startswith=unit.path)
        projects = projects.filter(organisation__path__startswith=unit.path)
    rows, theirs = list(mine.filter(year=year)), list(projects.filter(year=year))
    groups, open_ = ranking.groups(rows)
    departments = gaps.by_department(rows, theirs)
    return Comparison(
        newest=None if rows else mine.order_by("-year").values_list("year", flat=True).first(),
        departments=[Line(one, one.year and TABLE.stages[one.year.stage].name) for one in departments],
        all=gaps.Gaps([one.gap for one in departments if one.gap is not None]),
        evaluators=gaps.by_evaluator(rows, theirs),
        signals=sorted(signals(rows, theirs), key=lambda one: (one.organisation.path, one.kind)),
        groups=groups,
        open=[(one, TABLE.stages[one.stage].name) for one in open_],
    )
