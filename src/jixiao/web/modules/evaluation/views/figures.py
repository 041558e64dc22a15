"""All figures of a year: the list, one more, another in the place of one, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.numerals import hedged
from jixiao.web.modules.evaluation.actions import filling
from jixiao.web.modules.evaluation.content import content_of
from jixiao.web.modules.evaluation.forms import FigureForm, figure_initial
from jixiao.web.modules.evaluation.scoring import standing_card
from jixiao.web.modules.evaluation.views.filling import STALE
from jixiao.web.modules.evaluation.views.frame import language, open_year_for, said, year_for, year_page
from jixiao.web.platform.clock import now
from jixiao.web.registers.figures.actions import Replaced
from jixiao.web.registers.figures.models import Figure
from jixiao.web.registers.figures.queries import history, holding
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.core.kernel.text import Language
    from jixiao.web.modules.evaluation.models import DepartmentYear


@require_GET
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures that hold, in the order of the papers."""
    year = year_for(request, pk)
    lang, words = language(request), request.GET.get("words", "").strip()[:60]
    rows = [
        {"figure": one, "name": _name(one, lang), "number": hedged(one.number, one.hedge)}
        for one in holding(year.organisation, year.year)
    ]
    shown = [one for one in rows if words.lower() in f"{one['name']} {one['figure']} {one['figure'].concept}".lower()]
    return year_page(
        request, "figures", year, standing_card(year), tab="figures", rows=shown, count=len(rows), words=words
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more figure, of whatever the vocabulary knows."""
    year = open_year_for(request, pk)
    lang, problems = language(request), []
    documents = content_of(year)["documents"]
    first = {"period": str(year.year), "document": "hand"}
    form = FigureForm(request.POST or None, documents=documents, lang=lang, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            filling.add_figure(year=year.pk, entry=form.entry(), by=request.user, at=now())
            return redirect("evaluation:figures", pk)
        except InputFault as fault:
            problems = said(fault.problems, lang)
    status = 400 if problems or form.errors else 200
    return year_page(
        request, "figure", year, standing_card(year), tab="figures", status=status, form=form, problems=problems
    )


@require_http_methods(["GET", "POST"])
def figure(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """One figure: where it stands, how it came about; another in its place."""
    year = open_year_for(request, pk) if request.method == "POST" else year_for(request, pk)
    row = _figure(year, figure)
    lang, problems, theirs = language(request), [], None
    documents = content_of(year)["documents"]
    form = FigureForm(request.POST or None, documents=documents, lang=lang, initial=figure_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            entry = form.entry(row.dimensions)
            new = filling.replace_figure(year=year.pk, figure=row.pk, entry=entry, by=request.user, at=now())
            messages.success(request, "已保存。" if lang == "zh" else "Saved.")
            return redirect("evaluation:figure", pk, new.pk)
        except InputFault as fault:
            problems = said(fault.problems, lang)
        except Replaced as replaced:
            theirs = replaced.figure
    status = 409 if theirs else 400 if problems or form.errors else 200
    return year_page(
        request, "figure", year, standing_card(year), tab="figures", status=status, form=form, problems=problems,
        figure=row, theirs=theirs, name=_name(row, lang), stale=STALE[lang],
        history=history(row), target=theirs or row,
    )  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """Say that a figure does not hold."""
    year = open_year_for(request, pk)
    row, lang = _figure(year, figure), language(request)
    try:
        filling.withdraw_figure(year=year.pk, figure=row.pk, by=request.user, at=now())
    except Replaced as replaced:
        messages.error(request, STALE[lang])
        return redirect("evaluation:figure", pk, replaced.figure.pk)
    messages.success(request, "已撤下；历史中仍可查。" if lang == "zh" else "Withdrawn; the history keeps it.")
    return redirect("evaluation:figures", pk)


def _figure(year: DepartmentYear, pk: int) -> Figure:
    """A figure of this very year; another year's is not found here."""
    found = Figure.objects.filter(pk=pk, organisation_id=year.organisation_id, year=year.year)
    row = found.select_related("by", "replaced_by").first()
    if row is None:
        raise Http404
    return row


def _name(figure: Figure, lang: Language) -> str:
    concept = rulebook().vocabulary.concepts.get(figure.concept)
    return figure.concept if concept is None else concept.term.said(lang)
