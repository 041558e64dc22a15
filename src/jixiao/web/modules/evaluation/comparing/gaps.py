"""Gaps between what was stated and what the review gave: by department, and by who reviewed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from jixiao.web.modules.evaluation.models import DepartmentYear, ProjectStep, ProjectYear, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.web.platform.people.models import Organisation, Person

CENT = Decimal("0.01")
ENDS = ("accept", "return")


@dataclass
class Gaps:
    """Differences of review and self scores: how many, on average, the widest, how many of them nothing."""

    values: list[Decimal] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many."""
        return len(self.values)

    @property
    def mean(self) -> Decimal | None:
        """The average, to the hundredth."""
        if not self.values:
            return None
        return (sum(self.values, Decimal(0)) / len(self.values)).quantize(CENT, ROUND_HALF_UP)

    @property
    def widest(self) -> Decimal | None:
        """The one farthest from nothing."""
        return max(self.values, key=abs, default=None)

    @property
    def unchanged(self) -> int:
        """How many were left as stated."""
        return sum(one == 0 for one in self.values)


@dataclass(frozen=True)
class Department:
    """A department's own year with the gaps of its projects."""

    organisation: Organisation
    year: DepartmentYear | None
    projects: Gaps

    @property
    def gap(self) -> Decimal | None:
        """The gap of the department's own year."""
        return _gap(self.year) if self.year is not None else None


@dataclass(frozen=True)
class Evaluator:
    """Who reviewed: how many years and projects were ended, how many sent back, with which gaps."""

    person: Person
    gaps: Gaps
    returned: int


def _gap(one: DepartmentYear | ProjectYear) -> Decimal | None:
    return None if one.reviewed is None or one.stated is None else one.reviewed - one.stated


def by_department(years: Sequence[DepartmentYear], projects: Iterable[ProjectYear]) -> list[Department]:
    """Every department with a year or a project, the widest gap first."""
    own = {one.organisation_id: one for one in years}
    places = {one.organisation_id: one.organisation for one in years}
    gaps: dict[int, Gaps] = {}
    for one in projects:
        places.setdefault(one.organisation_id, one.organisation)
        gap = _gap(one)
        if gap is not None:
            gaps.setdefault(one.organisation_id, Gaps()).values.append(gap)
    found = [Department(place, own.get(key), gaps.get(key, Gaps())) for key, place in places.items()]
    return sorted(found, key=lambda one: (one.gap is None, -abs(one.gap or Decimal(0)), one.organisation.path))


def by_evaluator(years: Sequence[DepartmentYear], projects: Sequence[ProjectYear]) -> list[Evaluator]:
    """Who ended the reviews of these years and projects; two queries."""
    people: dict[int, Person] = {}
    gaps: dict[int, Gaps] = {}
    returned: dict[int, int] = {}
    sources: tuple[tuple[type[Step] | type[ProjectStep], dict[int, DepartmentYear | ProjectYear]], ...] = (
        (Step, {one.pk: one for one in years}),
        (ProjectStep, {one.pk: one for one in projects}),
    )
    for kind, known in sources:
        steps = kind.objects.filter(year__in=list(known), move__in=ENDS).select_related("by").order_by("pk")
        last = {}
        for step in steps:
            people[step.by_id] = step.by
            returned[step.by_id] = returned.get(step.by_id, 0) + (step.move == "return")
            last[step.year_id] = step
        for key, step in last.items():
            gap = _gap(known[key])
            if step.move == "accept" and gap is not None:
                gaps.setdefault(step.by_id, Gaps()).values.append(gap)
    found = [Evaluator(person, gaps.get(key, Gaps()), returned[key]) for key, person in people.items()]
    return sorted(found, key=lambda one: (-one.gaps.count, one.person.name))
