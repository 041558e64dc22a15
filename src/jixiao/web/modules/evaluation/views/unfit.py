"""A year that the rules in force cannot score: it says so, and lets the filler take out what is no longer known."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.unfit import drop_unfit
from jixiao.web.modules.evaluation.models import DepartmentYear
from jixiao.web.modules.evaluation.stages import FILL, TABLE
from jixiao.web.modules.evaluation.views.frame import fault_text, language, open_year_for
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import may

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a year that shows what is wrong where the year cannot be scored; the view has let the person in."""

    @wraps(view)
    def careful(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401
        try:
            return view(request, pk, *args, **kwargs)
        except InputFault as fault:
            return _page(request, pk, fault)

    return careful


def _page(request: HttpRequest, pk: int, fault: InputFault) -> HttpResponse:
    year = DepartmentYear.objects.select_related("organisation").get(pk=pk)
    context = {
        "year": year,
        "stage": TABLE.stages[year.stage],
        "problems": fault.problems,
        "may_fill": year.is_open and may(request.user, FILL, year.organisation),
        "run": None if year.is_open else year.runs.first(),
        "back": [move for move in TABLE.moves_from(year.stage) if move.is_back and not move.due
                 and may(request.user, move.permission, year.organisation)],
    }  # fmt: skip
    return render(request, "evaluation/unfit.html", context, status=409)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out what the rules in force do not know."""
    year, lang = open_year_for(request, pk), language(request)
    try:
        count = drop_unfit(year=year.pk, by=request.user, at=now())
    except InputFault as fault:
        messages.error(request, fault_text(fault).said(lang))
        return redirect("evaluation:year", pk)
    text = Text(f"已撤下 {count} 项，历史中仍可查。", f"{count} taken out; kept in the history.")
    messages.success(request, text.said(lang))
    return redirect("evaluation:fill", pk)
