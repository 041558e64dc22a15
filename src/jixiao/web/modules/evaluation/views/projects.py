"""Self-evaluations of projects: the list of a year, one project, its printed form, its moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.forms import AnswerForm
from jixiao.web.modules.evaluation.models import ProjectAnswer, ProjectYear
from jixiao.web.modules.evaluation.projects import actions, queries, sheets
from jixiao.web.modules.evaluation.projects.filing import EXECUTION
from jixiao.web.modules.evaluation.stages import FILL, PERMISSIONS, PROJECT_TABLE, READ
from jixiao.web.modules.evaluation.views.frame import language, stage_line
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now
from jixiao.web.platform.files.download import attachment
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import demand, may, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_PAGE = 100
MOST_EXPORTED = 5000


def _wanted(request: HttpRequest) -> queries.Wanted:
    """What the address asks for; the unit and year of the head line where it does not say."""
    current = chosen(request)
    year = request.GET.get("year", "")
    named = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else current.year
    unit = None if request.GET.get("unit") == "all" else current.unit
    return queries.Wanted(named, unit, request.GET.get("stage", "")[:20], _words(request.GET.get("words", "")))


def _words(written: str) -> str:
    return written.replace("\x00", "").strip()[:60]


@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    """The projects of a year, with their money and scores."""
    if not may_anywhere(request.user, READ):
        raise PermissionDenied(READ)
    wanted = _wanted(request)
    found = queries.listed(request.user, wanted)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [{"one": one, "stage": PROJECT_TABLE.stages[one.stage]} for one in page]
    kept = request.GET.copy()
    kept.pop("page", None)
    fills = organisations_with(request.user, FILL).filter(kind__in=("department", "unit")).order_by("path")
    context = {
        "rows": rows, "page": page, "wanted": wanted, "totals": queries.totals(found), "address": kept.urlencode(),
        "stages": PROJECT_TABLE.stages.values(), "fills": list(fills[:300]),
        "newest": None if rows else queries.newest_year(request.user),
    }  # fmt: skip
    return render(request, "evaluation/projects.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    if not may_anywhere(request.user, READ):
        raise PermissionDenied(READ)
    wanted = _wanted(request)
    content = sheets.list_book(queries.listed(request.user, wanted)[:MOST_EXPORTED])
    return attachment(content, f"{wanted.year}年项目支出绩效自评.xlsx")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the self-evaluations of all projects that a unit has money for in the year."""
    if not may_anywhere(request.user, FILL):
        raise PermissionDenied(FILL)
    written, lang = request.POST.get("organisation", ""), language(request)
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 12 else 0
    unit = Organisation.objects.filter(pk=number).first()
    if unit is None:
        raise Http404
    demand(request.user, FILL, unit)
    year = request.POST.get("year", "")
    wanted = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else chosen(request).year
    try:
        count = actions.begin_all(organisation=unit, year=wanted, by=request.user, at=now())
    except Refused as refused:
        messages.error(request, refused.text.said(lang))
    else:
        said = Text(f"从预算和绩效目标带入 {count} 个项目。", f"{count} projects were brought in.")
        messages.success(request, said.said(lang))
    return redirect(f"{reverse('evaluation:projects')}?year={wanted}")


def _project(request: HttpRequest, pk: int, permission: str = READ) -> ProjectYear:
    found = ProjectYear.objects.select_related("organisation", "by").filter(pk=pk).first()
    if found is None:
        raise Http404
    demand(request.user, permission, found.organisation, found.year)
    return found


@require_GET
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: its money, its indicators with what came of each, what is missing, its moves."""
    return _page(request, _project(request, pk))


def _page(request: HttpRequest, one: ProjectYear, status: int = 200, **entered: Any) -> HttpResponse:  # noqa: ANN401
    held = {name for name in PERMISSIONS if may(request.user, name, one.organisation)}
    try:
        content, result = actions.standing(one)
    except Refused as refused:
        return render(request, "evaluation/project_unfit.html", {"one": one, "why": refused.text}, status=409)
    ahead = [move for move in PROJECT_TABLE.moves_from(one.stage) if move.permission in held]
    due = actions.missing(one, ("explained", "stated")) if one.is_open else {}
    context = {
        "one": one,
        "stage": PROJECT_TABLE.stages[one.stage],
        "line": stage_line(PROJECT_TABLE, one.stage),
        "content": content,
        "result": result,
        "rows": queries.shown_rows(content, result),
        "execution": queries.execution(content, result),
        "levels": queries.levels(one.framework, one.year),
        "rules": queries.framework_name(one.framework),
        "missing": [text for texts in due.values() for text in texts],
        "step": next((move for move in ahead if not move.is_back), None),
        "back": [move for move in ahead if move.is_back],
        "may_fill": FILL in held and one.is_open,
        "steps": [
            {"step": step, "name": PROJECT_TABLE.moves[step.move].name} for step in one.steps.select_related("by")
        ],
        **entered,
    }
    return render(request, "evaluation/project.html", context, status=status)


def _version(request: HttpRequest) -> int:
    written = request.POST.get("version", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


@require_POST
def answer(request: HttpRequest, pk: int, indicator: str) -> HttpResponse:
    """What came of an indicator; what could not be saved stays in its fields, beside what someone else wrote."""
    one, lang = _project(request, pk, FILL), language(request)
    bands = queries.levels(one.framework, one.year)
    known = {EXECUTION}
    try:
        known |= {row["id"] for row in actions.standing(one)[0]["rows"]}
    except Refused as refused:
        messages.error(request, refused.text.said(lang))
        return redirect("evaluation:project", pk)
    if indicator not in known:
        raise Http404
    form = AnswerForm(request.POST, levels=bands)
    mine = {"indicator": indicator, "typed": {name: request.POST.get(name, "")[:4000] for name in form.fields}}
    if not form.is_valid():
        return _page(request, one, 400, **mine, complaint=form.complaint(lang))
    try:
        actions.answer(
            pk=pk, indicator=indicator, version=_version(request), words=form.words(), by=request.user, at=now()
        )
    except Stale as stale:
        theirs = stale.current
        if theirs is not None:
            theirs = ProjectAnswer.objects.select_related("by").get(pk=theirs.pk)
        return _page(request, one, 409, **mine, complaint=stale.text.said(lang), theirs=theirs)
    except Refused as refused:
        return _page(request, one, 400, **mine, complaint=refused.text.said(lang))
    messages.success(request, "已保存。" if lang == "zh" else "Saved.")
    return redirect("evaluation:project", pk)


@require_POST
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """What the project reached as a whole, and the stated total."""
    one, lang = _project(request, pk, FILL), language(request)
    summary, stated = request.POST.get("summary", "").replace("\x00", "")[:4000], request.POST.get("stated", "")[:20]
    try:
        actions.describe(
            pk=pk, version=_version(request), summary=summary, stated=stated, by=request.user, at=now()
        )  # fmt: skip
    except Refused as refused:
        status = 409 if isinstance(refused, Stale) else 400
        one.refresh_from_db()
        typed = {"summary": summary, "stated": stated}
        return _page(request, one, status, indicator="whole", typed=typed, complaint=refused.text.said(lang))
    messages.success(request, "已保存。" if lang == "zh" else "Saved.")
    return redirect("evaluation:project", pk)


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make a move."""
    one, lang = _project(request, pk), language(request)
    if name not in PROJECT_TABLE.moves:
        raise Http404
    note = request.POST.get("note", "").replace("\x00", "")[:2000]
    reviewed = request.POST.get("reviewed", "")[:20]
    try:
        actions.move(
            pk=pk, name=name, version=_version(request), note=note, reviewed=reviewed, by=request.user, at=now()
        )
    except Refused as refused:
        status = 409 if isinstance(refused, Stale) else 400
        one.refresh_from_db()
        typed = {"note": note, "reviewed": reviewed}
        return _page(request, one, status, indicator="move", typed=typed, complaint=refused.text.said(lang))
    messages.success(request, PROJECT_TABLE.moves[name].name.said(lang) + ("：已完成" if lang == "zh" else ": done"))
    return redirect("evaluation:project", pk)


@require_GET
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The form 项目支出绩效自评表, for paper."""
    one = _project(request, pk)
    try:
        content, result = actions.standing(one)
    except Refused as refused:
        return render(request, "evaluation/project_unfit.html", {"one": one, "why": refused.text}, status=409)
    context = {
        "one": one, "content": content, "result": result, "rows": queries.shown_rows(content, result),
        "execution": queries.execution(content, result),
        "above": queries.department_of(one.organisation), "rules": queries.framework_name(one.framework),
        "names": {name: text for name, text, _, _ in queries.levels(one.framework, one.year)},
    }  # fmt: skip
    return render(request, "evaluation/project_printed.html", context)
