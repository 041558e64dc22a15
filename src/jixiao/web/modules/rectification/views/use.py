"""Use of results: verdict, decision, next year's budget, the reason where it was not followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jixiao.core.kernel.text import Text
from jixiao.web.modules.rectification import actions, following
from jixiao.web.modules.rectification.forms import DecideForm, ExplainForm, faults_of
from jixiao.web.modules.rectification.models import DECISIONS
from jixiao.web.modules.rectification.sheets import use_list
from jixiao.web.modules.rectification.stages import DECIDE, READ, WORK
from jixiao.web.modules.rectification.views.asked import MOST_ID, say, unit_of, year_of
from jixiao.web.modules.rectification.views.problems import INVALID, STALE, _again, _demand_anywhere
from jixiao.web.platform.chosen import years
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.download import attachment
from jixiao.web.platform.money import as_input
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import demand, may, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.modules.rectification.following import Row

PAGE = 100
STATES = {
    "all": Text("全部", "everything"),
    "red": Text("未落实、没说明的", "what was not followed or explained"),
    "open": Text("待决定的", "what is to be decided"),
}


def _rows(request: HttpRequest, year: int) -> list[Row]:
    units = organisations_with(request.user, READ)
    unit = unit_of(request)
    if unit is not None:
        units = units.filter(path__startswith=unit.path)
    return following.rows(list(units.order_by("path")), year)


def _narrowed(found: list[Row], state: str) -> list[Row]:
    if state == "red":
        return [one for one in found if one.light == "red"]
    return [one for one in found if one.consequence is None] if state == "open" else found


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Every project with its verdict, the decision and what became of it."""
    _demand_anywhere(request, READ)
    year = year_of(request)
    state = request.GET.get("state", "all")
    everything = _rows(request, year)
    found = _narrowed(everything, state)
    known = [one for one in found if one.following is not None]
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")), "year": year, "years": years(),
        "state": state, "states": STATES, "source": following.SOURCE, "unit": unit_of(request),
        "totals": {"this": sum(one.this for one in found), "count": len(found),
                   "following": sum(one.following or 0 for one in known) if known else None},
        "red": sum(one.light == "red" for one in everything), "open": sum(not one.consequence for one in everything),
    }  # fmt: skip
    return render(request, "rectification/use.html", context)


@require_GET
def exported(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    _demand_anywhere(request, READ)
    year = year_of(request)
    found = _narrowed(_rows(request, year), request.GET.get("state", "all"))
    return attachment(use_list(found), f"{year}年评价结果应用.xlsx")


@require_http_methods(["GET", "POST"])
def project(request: HttpRequest, unit: int, year: int, code: str) -> HttpResponse:
    """One project: decide what follows, or say why it did not."""
    if unit > MOST_ID or not 2000 <= year <= 2100:
        raise Http404
    organisation = get_object_or_404(Organisation, pk=unit)
    demand(request.user, READ, organisation)
    row = next((one for one in following.rows([organisation], year) if one.code == code), None)
    if row is None:
        raise Http404
    if request.method == "POST":
        return _posted(request, row, year)
    return _page(request, row, year)


def _posted(request: HttpRequest, row: Row, year: int) -> HttpResponse:
    explaining = "explained" in request.POST
    demand(request.user, WORK if explaining else DECIDE, row.organisation)
    form = (ExplainForm if explaining else DecideForm)(request.POST)
    name = "explain_form" if explaining else "form"
    if not form.is_valid():
        return _page(request, row, year, INVALID, **{name: form}, refused=faults_of(form))
    given = form.cleaned_data
    try:
        if not explaining:
            version = given.pop("version")
            decision = actions.Decision(row.code, row.name, f"{row.verdict} {row.score}".strip(), row.proposed, **given)
            actions.decide(
                organisation=row.organisation, year=year, decision=decision, version=version, by=request.user, at=now()
            )
        elif row.consequence is not None:
            actions.explain(pk=row.consequence.pk, by=request.user, at=now(), **given)
    except Stale as stale:
        return _page(request, row, year, STALE, **{name: _again(form, stale)}, theirs=stale.current)
    except Refused as refused:
        return _page(request, row, year, INVALID, **{name: form}, refused=[refused.text])
    say(request, Text("已保存。", "Saved."))
    return redirect("rectification:use-project", row.organisation.pk, year, row.code)


def _page(request: HttpRequest, row: Row, year: int, status: int = 200, **more: object) -> HttpResponse:
    one = row.consequence
    start = {"version": 0, "decision": row.proposed} if one is None else {
        "version": one.version, "decision": one.decision, "amount": as_input(one.amount), "reason": one.reason,
    }  # fmt: skip
    context = {
        "row": row, "year": year, "decisions": DECISIONS, "source": following.SOURCE, "form": DecideForm(initial=start),
        "explain_form": ExplainForm(initial={"version": one.version, "explained": one.explained} if one else {}),
        "may_decide": may(request.user, DECIDE, row.organisation), "may_explain": may(
            request.user, WORK, row.organisation), **more,
    }  # fmt: skip
    return render(request, "rectification/use_project.html", context, status=status)
