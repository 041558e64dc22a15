"""The finance bureau's view of a year: grades and ranking, signals, gaps; as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.comparing.books import analysis_book
from jixiao.web.modules.evaluation.comparing.comparison import comparison
from jixiao.web.modules.evaluation.stages import REVIEW
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.files.download import attachment
from jixiao.web.platform.people.permissions import may_anywhere

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.evaluation.comparing.comparison import Comparison

PARTS = {
    "ranking": Text("等级和排名", "Grades and ranking"),
    "signals": Text("须留意", "Look twice"),
    "gaps": Text("各单位差距", "Gaps of departments"),
    "evaluators": Text("各复核人差距", "Gaps by reviewer"),
}


def _found(request: HttpRequest) -> tuple[int, Comparison]:
    """The year that is asked for and what is compared in it, below the unit of the head line."""
    if not may_anywhere(request.user, REVIEW):
        raise PermissionDenied(REVIEW)
    current = chosen(request)
    written = request.GET.get("year", "")
    year = int(written) if written.isascii() and written.isdigit() and len(written) == 4 else current.year
    return year, comparison(request.user, year, current.unit)


@require_GET
def analysis(request: HttpRequest) -> HttpResponse:
    """Grades and ranking; what makes one look twice; gaps by department and by reviewer: one part of these."""
    year, made = _found(request)
    asked = request.GET.get("show", "")
    show = asked if asked in PARTS else "ranking"
    counts = {"signals": len(made.signals)}
    context = {
        "year": year,
        "unit": chosen(request).unit,
        "made": made,
        "show": show,
        "part": f"evaluation/analysis_{show}.html",
        "parts": [(name, words, counts.get(name)) for name, words in PARTS.items()],
    }
    return render(request, "evaluation/analysis.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    year, made = _found(request)
    content = analysis_book([line.one for line in made.departments], made.groups, made.signals)
    return attachment(content, f"{year}年自评复核分析.xlsx")
