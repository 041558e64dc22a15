"""The finance bureau's view of a year: gaps, signals, grades, ranking of what can be compared; as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jixiao.web.modules.evaluation.comparing import gaps, ranking
from jixiao.web.modules.evaluation.comparing.books import analysis_book
from jixiao.web.modules.evaluation.comparing.signals import signals
from jixiao.web.modules.evaluation.projects.queries import projects_of
from jixiao.web.modules.evaluation.queries import years_of
from jixiao.web.modules.evaluation.stages import REVIEW, TABLE
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.files.download import attachment
from jixiao.web.platform.kept import kept_of
from jixiao.web.platform.people.permissions import may_anywhere

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.evaluation.models import DepartmentYear, ProjectYear


@dataclass(frozen=True)
class _Found:
    year: int
    years: list[DepartmentYear]
    projects: list[ProjectYear]
    newest: int | None


def _found(request: HttpRequest) -> _Found:
    """The years and projects of the year that is asked for, below the unit of the head line."""
    if not may_anywhere(request.user, REVIEW):
        raise PermissionDenied(REVIEW)
    current = chosen(request)
    written = request.GET.get("year", "")
    year = int(written) if written.isascii() and written.isdigit() and len(written) == 4 else current.year
    mine, projects = years_of(request.user, REVIEW), projects_of(request.user, REVIEW).defer("content", "result")
    if current.unit is not None:
        mine = mine.filter(organisation__path__startswith=current.unit.path)
        projects = projects.filter(organisation__path__startswith=current.unit.path)
    rows = kept_of(list, mine.filter(year=year))
    newest = None if rows else mine.order_by("-year").values_list("year", flat=True).first()
    return _Found(year, rows, kept_of(list, projects.filter(year=year)), newest)


@require_GET
def analysis(request: HttpRequest) -> HttpResponse:
    """Gaps by department and by evaluator, what makes one look twice, grades and ranking."""
    found = _found(request)
    groups, open_ = ranking.groups(found.years)
    noticed = signals(found.years, found.projects)
    counted: dict[str, int] = {}
    for one in noticed:
        counted[one.kind] = counted.get(one.kind, 0) + 1
    departments = gaps.by_department(found.years, found.projects)
    told = gaps.Gaps([one.gap for one in departments if one.gap is not None])
    context = {
        "year": found.year,
        "newest": found.newest,
        "unit": chosen(request).unit,
        "departments": [{"one": one, "stage": TABLE.stages[one.year.stage].name if one.year else None}
                        for one in departments],
        "all": told,
        "evaluators": gaps.by_evaluator(found.years, found.projects),
        "signals": sorted(noticed, key=lambda one: (one.organisation.path, one.kind)),
        "groups": groups,
        "open": [{"year": one, "stage": TABLE.stages[one.stage].name} for one in open_],
    }  # fmt: skip
    return render(request, "evaluation/analysis.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    found = _found(request)
    groups, _ = ranking.groups(found.years)
    content = analysis_book(
        gaps.by_department(found.years, found.projects), groups, signals(found.years, found.projects)
    )
    return attachment(content, f"{found.year}年自评复核分析.xlsx")
