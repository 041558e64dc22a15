"""The list of years, a new year, the scorecard of a year, its moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.faults import InputFault
from jixiao.web.modules.evaluation.actions import filling, moving
from jixiao.web.modules.evaluation.actions.freshness import Stale
from jixiao.web.modules.evaluation.forms import NewYearForm
from jixiao.web.modules.evaluation.models import DepartmentYear
from jixiao.web.modules.evaluation.queries import listed, newest_year, totals
from jixiao.web.modules.evaluation.scorecard import doors, jumps, sections
from jixiao.web.modules.evaluation.scoring import standing_card
from jixiao.web.modules.evaluation.stages import FILL, READ, TABLE
from jixiao.web.modules.evaluation.views.frame import fault_text, language, said, year_for, year_page
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_PAGE = 100


@require_GET
def years(request: HttpRequest) -> HttpResponse:
    """Every year that the person may see: stage, stated, computed, cannot tell, gap."""
    if not may_anywhere(request.user, READ):
        raise PermissionDenied(READ)
    current = chosen(request)
    wanted = {name: request.GET.get(name, "").replace("\x00", "").strip()[:60] for name in ("year", "stage", "unit")}
    if "year" not in request.GET:
        wanted["year"] = str(current.year)
    found = listed(request.user, wanted)
    # The unit of the head line, unless the address names one in words.
    unit = None if wanted["unit"] else current.unit
    if unit is not None:
        found = found.filter(organisation__path__startswith=unit.path)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [{"year": one, "stage": TABLE.stages[one.stage]} for one in page]
    context = {
        "rows": rows, "page": page, "wanted": wanted, "stages": TABLE.stages.values(), "unit": unit,
        "may_fill": may_anywhere(request.user, FILL), "totals": totals(found),
        "newest": None if rows else newest_year(request.user, unit),
    }  # fmt: skip
    return render(request, "evaluation/years.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a year."""
    allowed = organisations_with(request.user, FILL)
    if not may_anywhere(request.user, FILL):
        raise PermissionDenied(FILL)
    lang, current = language(request), chosen(request)
    start = {"year": current.year, "organisation": current.unit.pk if current.unit else None}
    form = NewYearForm(request.POST or None, organisations=allowed, lang=lang, initial=start)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        organisation, year = form.cleaned_data["organisation"], form.cleaned_data["year"]
        try:
            framework = form.framework_for(organisation, year)
            made = filling.begin(organisation=organisation, year=year, framework=framework, by=request.user, at=now())
            return redirect("evaluation:fill", made.pk)
        except InputFault as fault:
            problems = said(fault.problems, lang)
            there = DepartmentYear.objects.filter(organisation=organisation, year=year).first()
            if there is not None:
                return redirect("evaluation:year", there.pk)
    status = 400 if problems or form.errors else 200
    return render(request, "evaluation/new.html", {"form": form, "problems": problems}, status=status)


@require_GET
def year(request: HttpRequest, pk: int) -> HttpResponse:
    """The scorecard: every number a door."""
    row = year_for(request, pk)
    card = standing_card(row)
    return year_page(
        request, "year", row, card, tab="year",
        sections=sections(card), doors=doors(row, card), jumps=jumps(card),
        steps=_history(row), runs=row.runs.select_related("by"),
    )  # fmt: skip


def _history(row: DepartmentYear) -> list[dict[str, object]]:
    """The moves that were made, with their names."""
    steps = row.steps.select_related("by", "run")
    return [{"step": one, "name": TABLE.moves[one.move].name} for one in steps]


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make a move."""
    row = year_for(request, pk)
    if name not in TABLE.moves:
        raise Http404
    version = request.POST.get("version", "")
    lang = language(request)
    try:
        moving.move(
            year=row.pk, name=name, version=int(version) if version.isascii() and version.isdigit() else 0,
            note=request.POST.get("note", "")[:2000], by=request.user, at=now(),
        )  # fmt: skip
    except Stale:
        zh, en = "该年度刚被别人改过，请看过再操作", "someone has just changed the year; look at it first"
        messages.error(request, zh if lang == "zh" else en)
    except InputFault as fault:
        messages.error(request, fault_text(fault).said(lang))
    else:
        messages.success(request, TABLE.moves[name].name.said(lang) + ("：已完成" if lang == "zh" else ": done"))
    back = request.POST.get("back")
    return redirect("evaluation:review" if back == "review" else "evaluation:year", row.pk)
