"""Samples of accepted years, drawn by a seed that anyone can try again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.faults import InputFault
from jixiao.web.modules.evaluation.actions import reviewing
from jixiao.web.modules.evaluation.comparing.sampling import drawn
from jixiao.web.modules.evaluation.models import Draw
from jixiao.web.modules.evaluation.queries import years_of
from jixiao.web.modules.evaluation.stages import REVIEW
from jixiao.web.modules.evaluation.views.frame import language, said
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import may_anywhere

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _demand(request: HttpRequest) -> None:
    if not may_anywhere(request.user, REVIEW):
        raise PermissionDenied(REVIEW)


@require_http_methods(["GET", "POST"])
def samples(request: HttpRequest) -> HttpResponse:
    """The draws so far, and another one."""
    _demand(request)
    accepted = years_of(request.user, REVIEW).filter(stage="accepted")
    problems: list[str] = []
    if request.method == "POST":
        year, count = _number(request, "year"), _number(request, "count")
        among = list(accepted.filter(year=year).values_list("pk", flat=True))
        try:
            seed = request.POST.get("seed", "")[:60]
            made = reviewing.draw(year=year, count=count, seed=seed, among=among, by=request.user, at=now())
            return redirect("evaluation:sample", made.pk)
        except InputFault as fault:
            problems = said(fault.problems, language(request))
    mine = set(accepted.values_list("pk", flat=True))
    draws = [one for one in Draw.objects.select_related("by")[:50] if mine.issuperset(one.among)]
    offered = accepted.order_by().values("year").annotate(count=Count("pk")).order_by("-year")
    context = {"draws": draws, "offered": list(offered), "problems": problems}
    return render(request, "evaluation/samples.html", context, status=400 if problems else 200)


def _number(request: HttpRequest, name: str) -> int:
    written = request.POST.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 0


@require_GET
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """A draw: who could be drawn, who was, and whether drawing again gives the same."""
    draw = Draw.objects.select_related("by").filter(pk=pk).first()
    if draw is None:
        raise Http404
    _demand(request)
    rows = {one.pk: one for one in years_of(request.user, REVIEW).filter(pk__in=draw.among)}
    if set(draw.among) - set(rows):
        raise PermissionDenied(f"draw {pk}")
    again = drawn(draw.among, draw.count, draw.seed)
    context = {
        "draw": draw,
        "drawn": [rows[one] for one in draw.drawn],
        "others": [one for one in rows.values() if one.pk not in draw.drawn],
        "is_same": again == draw.drawn,
    }
    return render(request, "evaluation/sample.html", context)
