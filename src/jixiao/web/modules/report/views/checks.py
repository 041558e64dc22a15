"""The check of a report: started, watched, its errors answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jixiao.web.modules.report.actions import writing
from jixiao.web.modules.report.actions.asking import ask
from jixiao.web.modules.report.checking import fingerprint
from jixiao.web.modules.report.dues import standing_of
from jixiao.web.modules.report.paper.building import standing
from jixiao.web.modules.report.stages import FILL, TABLE
from jixiao.web.modules.report.views.asked import STALE, number_in, report_of, rights, say
from jixiao.web.modules.report.views.editor import moves_of, shown, side
from jixiao.web.platform.clock import now
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.report.models import Report


@require_GET
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """The right side alone, for a page that waits for a check or has just saved a text."""
    return _side(request, report_of(request, pk))


def _side(request: HttpRequest, row: Report) -> HttpResponse:
    paper, signed, figures = standing(row, now())
    how, held = standing_of(row, figures, fingerprint(paper)), rights(request, row)
    step = next((one for one in moves_of(row, how, held) if not one["move"].is_back), None)
    context = {"report": row, "may_fill": FILL in held and row.is_open, "step": step, "stages": TABLE}
    return render(request, "report/checks.html", context | side(row, how, paper, signed))


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the report as it reads now."""
    row = report_of(request, pk, FILL)
    try:
        ask(report=row.pk, by=request.user, at=now())
    except Refused as refused:
        say(request, refused.text, is_error=True)
    if request.headers.get("HX-Request") == "true":
        return _side(request, row)
    return redirect(f"{reverse('report:report', args=[pk])}#checks")


@require_POST
def answer(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say why a finding may stand."""
    row = report_of(request, pk, FILL)
    if len(key) > 32:
        raise Http404
    text, version = request.POST.get("text", ""), number_in(request.POST.get("version"))
    try:
        writing.answer(report=row.pk, key=key, text=text, version=version, by=request.user, at=now())
    except Stale as stale:
        theirs = {"key": key, "mine": text, "theirs": stale.current}
        return shown(request, row, STALE, conflict=theirs, refused=stale.text)
    except Refused as refused:
        return shown(request, row, 422, refused=refused.text, conflict={"key": key, "mine": text, "theirs": None})
    if request.headers.get("HX-Request") == "true":
        return _side(request, row)
    return redirect(f"{reverse('report:report', args=[pk])}#checks")
