"""The parameters of a year: until when stages last, the limit of changes; set by finance for everything below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import parameters, stages
from jixiao.web.modules.budget.actions.budgets import set_parameter
from jixiao.web.modules.budget.views.asked import INVALID, budget_of, organisation_of, say, words_of
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, organisations_with
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """The parameters as they hold for a budget; who approves it may set them, for its unit or a unit above."""
    budget = budget_of(request, pk)
    above = budget.organisation.line
    units = organisations_with(request.user, stages.APPROVE).filter(pk__in=above)
    words = words_of(request)
    if request.method == "POST":
        demand(request.user, stages.APPROVE, budget.organisation)
        name = words.written.get("name", "")
        unit = organisation_of(request, words.written.get("organisation", ""), stages.APPROVE)
        source = words.text("source", 200)
        try:
            if name not in parameters.defaults(budget.year):
                raise Refused(Text("没有这个参数", "no such parameter"), "name")
            if unit is None or unit.pk not in above:
                raise Refused(Text("请选您审核的单位", "choose a unit that you review"), "organisation")
            value = parameters.valid(name, words.written.get("value", ""))
            if not words.faults:
                set_parameter(
                    organisation=unit, year=budget.year, name=name, value=value, source=source, by=request.user,
                    at=now(),
                )  # fmt: skip
                say(request, Text("参数已保存。", "The parameter is saved."))
                return redirect("budget:parameters", pk)
        except Refused as refusal:
            words.faults["value" if refusal.field == name else refusal.field or ""] = refusal.text
    context = {
        "budget": budget,
        "values": parameters.in_force(budget.organisation, budget.year).values(),
        "units": units,
        "written": words.written,
        "faults": words.faults,
    }
    return render(request, "budget/parameters.html", context, status=INVALID if words.faults else 200)
