"""What the module offers to others: how organisations stand, their scorecards, its columns on the boards."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from jixiao.core.kernel.faults import InputFault
from jixiao.reports import figures
from jixiao.reports.score_json import score_document
from jixiao.web.modules.evaluation.models import DepartmentYear, ProjectYear
from jixiao.web.modules.evaluation.scoring import standing_card
from jixiao.web.modules.evaluation.stages import TABLE
from jixiao.web.platform.manifest import Cell
from jixiao.web.platform.remembered import remembered
from jixiao.web.registers.figures.rules import rulebook
from jixiao.web.registers.scores.queries import ProjectScore, Score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.web.platform.people.models import Organisation

# A review score this far from the stated one wants a look, and this far is a matter of its own (points of a hundred).
NEAR, FAR = Decimal(1), Decimal(5)


@remembered
def scores(organisations: Sequence[Organisation], year: int) -> dict[int, Score]:
    """How each organisation stands that evaluates the year; one query."""
    rows = DepartmentYear.objects.filter(organisation__in=organisations, year=year)
    return {one.organisation_id: score_of(one) for one in rows}


def score_of(year: DepartmentYear) -> Score:
    """How a year stands, without scoring it again."""
    return Score(
        organisation=year.organisation_id,
        year=year.year,
        framework=year.framework,
        stage=year.stage,
        stage_name=TABLE.stages[year.stage].name,
        computed=year.computed,
        stated=year.stated,
        reviewed=year.reviewed,
        grade=grade_of(year),
        is_signed=year.stage not in ("draft", "returned"),
        is_accepted=year.stage == "accepted",
        url=reverse("evaluation:year", args=[year.pk]),
    )


def grade_of(year: DepartmentYear) -> str:
    """The grade of the review score; before there is one, that of a score without gaps, else the one stated."""
    if year.reviewed is not None:
        return graded(year.framework, year.year, year.reviewed)
    if year.computed is not None and year.open_points == 0:
        return graded(year.framework, year.year, year.computed)
    return year.stated_grade


@lru_cache(maxsize=4096)
def graded(framework: str, year: int, total: Decimal) -> str:
    """The grade that a framework gives a total; nothing where the framework or its grades are gone."""
    try:
        day = max(date(year, 12, 31), rulebook().head(framework).valid_from)
        grade = rulebook().framework(framework, day).grade(Fraction(total))
    except (InputFault, KeyError):
        return ""
    return "" if grade is None else grade.name.zh


def card(organisation: Organisation, year: int) -> dict[str, Any] | None:
    """The scorecard as jixiao/score/1: what was signed, else what the rows say; None where neither can be had."""
    row = DepartmentYear.objects.filter(organisation=organisation, year=year).select_related("organisation").first()
    if row is None:
        return None
    signed = None if row.is_open else row.runs.first()
    if signed is not None:
        return dict(json.loads(signed.result))
    try:
        return score_document(standing_card(row))
    except InputFault:  # a later rulebook does not know what the year says any more
        return None


def project_scores(organisations: Sequence[Organisation], year: int) -> list[ProjectScore]:
    """How each project stands that is evaluated for the year; one query."""
    rows = ProjectYear.objects.filter(organisation__in=organisations, year=year).defer("content", "result")
    return [
        ProjectScore(
            organisation=one.organisation_id, year=year, project=one.project, score=_of_project(one), grade=one.grade,
            is_accepted=one.stage == "accepted", url=reverse("evaluation:project", args=[one.pk]),
        )
        for one in rows
    ]  # fmt: skip


def _of_project(one: ProjectYear) -> Decimal | None:
    return one.reviewed if one.reviewed is not None else one.stated if one.stated is not None else one.computed


def _cells(name: str) -> Any:  # noqa: ANN401 - what a column asks for
    def cells(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
        found = {}
        for key, one in scores(organisations, year).items():
            gap = None if one.reviewed is None or one.stated is None else one.reviewed - one.stated
            value = gap if name == "gap" else getattr(one, name)
            if value is None:
                continue
            light = _light(value) if name == "gap" else ""
            words = figures.signed(value.quantize(Decimal("0.01"))) if name == "gap" else f"{value:.2f}"
            found[key] = Cell(words, one.url, light, value)
        return found

    return cells


stated_cells, reviewed_cells, gap_cells = _cells("stated"), _cells("reviewed"), _cells("gap")


def _light(gap: Decimal) -> str:
    return "green" if abs(gap) <= NEAR else "amber" if abs(gap) <= FAR else "red"
