"""The list of problems, one problem, its moves, entering some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.rectification import actions, queries
from jixiao.web.modules.rectification.forms import AddForm, AssignForm, StepForm, UseForm, faults_of, owner_of
from jixiao.web.modules.rectification.offering import offered_for
from jixiao.web.modules.rectification.sheets import problem_list
from jixiao.web.modules.rectification.stages import ACCEPT, ASSIGN, PERMISSIONS, READ, TABLE, WORK
from jixiao.web.modules.rectification.views.asked import problem_of, say, unit_of, year_of
from jixiao.web.platform.chosen import years
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.files.download import attachment, fit_name, stored
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep
from jixiao.web.platform.installed import action_named
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import demand, may, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.workdays import working_days
from jixiao.web.registers.problems.models import ORIGINS, STAGES, Problem
from jixiao.web.registers.problems.queries import OVER

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

PAGE = 60
MOST_EVENTS = 100
SOON = 5  # working days
INVALID, STALE = 422, 409
FILTERS = ("stage", "origin", "mine", "words")
STATES = {
    "left": Text("未销号的", "what is left"),
    "overdue": Text("已逾期的", "what is overdue"),
    "all": Text("全部", "everything"),
    **STAGES,
}


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: " ".join(request.GET.get(name, "").replace("\x00", " ").split())[:80] for name in FILTERS}


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The problems of a year, the most pressing first."""
    _demand_anywhere(request, READ)
    asked, year, unit, day = _asked(request), year_of(request), unit_of(request), today()
    asked["stage"] = asked["stage"] if asked["stage"] in STATES else "left"
    found = queries.listed(request.user, year, unit, asked, day)
    everything = queries.listed(request.user, year, unit, {**asked, "stage": "all"}, day)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    may_assign = unit is not None and may(request.user, ASSIGN, unit)
    address = urlencode({**asked, "year": year, **({"unit": unit.pk} if unit else {})})
    context = {
        "page": page, "rows": [(one, *_left(one, day)) for one in page], "asked": asked, "year": year, "unit": unit,
        "years": years(), "states": STATES, "origins": ORIGINS, "counts": queries.counts(everything),
        "late": queries.listed(request.user, year, unit, {**asked, "stage": "overdue"}, day).count(),
        "take_from": unit or _only_unit(request),
        "may_add": may_anywhere(request.user, WORK) or may_anywhere(request.user, ACCEPT), "address": address,
        "owners": queries.owners(unit, day) if may_assign and unit else [],
    }  # fmt: skip
    return render(request, "rectification/list.html", context)


def _only_unit(request: HttpRequest) -> Organisation | None:
    """The department that someone works for who works for one alone."""
    own = organisations_with(request.user, WORK).filter(kind=Organisation.Kind.DEPARTMENT)[:2]
    return own[0] if len(own) == 1 else None


def _left(problem: Problem, day: date) -> tuple[str, Text | None]:
    """The light of a problem, and how long there is."""
    if problem.stage in OVER or problem.until is None:
        return "green" if problem.stage == "accepted" else "none", None
    days = working_days(day, problem.until)
    if problem.stage == "reported":
        return "blue", None
    if problem.until < day:
        return "red", Text(f"逾期 {-days} 个工作日", f"{-days} working days late")
    return "amber" if days <= SOON else "green", Text(f"还有 {days} 个工作日", f"{days} working days left")


def _demand_anywhere(request: HttpRequest, permission: str) -> None:
    if not may_anywhere(request.user, permission):
        demand(request.user, permission, Organisation(path="/"))


@require_GET
def exported(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    _demand_anywhere(request, READ)
    year = year_of(request)
    found = queries.listed(request.user, year, unit_of(request), _asked(request), today())
    return attachment(problem_list(found.select_related("accepted_by")), f"{year}年问题整改清单.xlsx")


@require_POST
def assigned(request: HttpRequest) -> HttpResponse:
    """Give several problems to one person; those that cannot be given are named, the others are given."""
    keys = [int(one) for one in request.POST.getlist("problem") if one.isascii() and one.isdecimal() and len(one) < 18]
    allowed = organisations_with(request.user, ASSIGN)
    _demand_anywhere(request, ASSIGN)
    rows = {one.pk: one for one in Problem.objects.filter(pk__in=keys, organisation__in=allowed)}
    form = AssignForm(rows, request.POST)
    if not form.is_valid():
        say(request, Text("请勾选问题，选定责任人和期限。", "Tick problems, choose an owner and a day."), is_error=True)
        return redirect("rectification:list")
    given = 0
    for key in form.cleaned_data["problem"]:
        row = rows[key]
        owner = owner_of(queries.owners(row.organisation, today()), form.cleaned_data["owner"])
        step = actions.Step(owner=owner, until=form.cleaned_data["until"])
        try:
            actions.move(pk=key, name="assign", version=row.version, step=step, by=request.user, at=now())
            given += 1
        except Refused as refused:
            say(request, Text(f"{row.title}：{refused.text.zh}", f"{row.title}: {refused.text.en}"), is_error=True)
    if given:
        say(request, Text(f"已交办 {given} 个问题。", f"{given} problems were given."))
    return redirect("rectification:list")


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """A problem: what was found, who puts it right until when, what was done, its history."""
    return _page(request, problem_of(request, pk))


def _page(request: HttpRequest, problem: Problem, status: int = 200, **more: object) -> HttpResponse:
    held = {one for one in PERMISSIONS if may(request.user, one, problem.organisation)}
    day = today()
    light, left = _left(problem, day)
    line = TABLE.main_line()
    reached = next((number for number, one in enumerate(line) if one.id == problem.stage), len(line) - 1)
    given = {"version": problem.version, "owner": problem.owner_id, "until": problem.until, "done": problem.done}
    context = {
        "problem": problem, "light": light, "left": left,
        "line": [(one, "now" if number == reached else "done" if number < reached else "")
                 for number, one in enumerate(line)],
        "is_off": problem.stage == "dismissed",
        "moves": [one for one in TABLE.moves_from(problem.stage) if one.permission in held],
        "owners": queries.owners(problem.organisation, day), "form": StepForm(initial=given),
        "use_form": UseForm(initial={"version": problem.version, "use": problem.use, "changed": problem.changed}),
        "may_use": WORK in held or ACCEPT in held,
        "events": [(one, action_named(one.action)) for one in _events(problem)],
        **more,
    }  # fmt: skip
    return render(request, "rectification/problem.html", context, status=status)


def _events(problem: Problem) -> Any:  # noqa: ANN401 - a set of events
    return Event.objects.filter(target=f"problem/{problem.pk}").select_related("by").order_by("-pk")[:MOST_EVENTS]


@require_POST
def moved(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Move a problem on or back."""
    if name not in TABLE.moves:
        raise Http404
    problem = problem_of(request, pk, TABLE.moves[name].permission)
    form = StepForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, problem, INVALID, form=form, refused=faults_of(form))
    given = form.cleaned_data
    brought = given["proof"]
    moment = now()
    proof = None if brought is None else _kept(brought, problem.organisation, request.user, moment)
    owner = owner_of(queries.owners(problem.organisation, today()), given["owner"])
    step = actions.Step(owner, given["until"], given["done"], proof, given["note"])
    try:
        actions.move(pk=pk, name=name, version=given["version"], step=step, by=request.user, at=moment)
    except Stale as stale:
        # The move may no longer be offered, and with it the form: what was entered is said in words as well.
        named = "" if owner is None else owner.name
        mine = [str(one) for one in (named, given["until"] or "", given["done"], given["note"]) if one]
        again = _again(form, stale)
        return _page(request, problem_of(request, pk), STALE, form=again, theirs=stale.current, mine=mine)
    except Refused as refused:
        return _page(request, problem_of(request, pk), INVALID, form=form, refused=[refused.text])
    say(request, TABLE.moves[name].name + Text("：已完成", ": done"))
    return redirect("rectification:problem", pk)


def _again(form: Any, stale: Stale) -> Any:  # noqa: ANN401 - a form of the same kind
    """What was entered, against what stands now: saving again is a decision."""
    return type(form)(initial={**form.cleaned_data, "version": stale.current.version})


def _kept(brought: UploadedFile, organisation: Organisation, by: Any, at: datetime) -> StoredFile:  # noqa: ANN401
    digest, size = keep(brought.chunks(), brought.size or 0)
    given = {"name": fit_name(brought.name or ""), "size": size, "by": by, "at": at}
    return StoredFile.objects.get_or_create(organisation=organisation, sha256=digest, defaults=given)[0]


@require_POST
def used(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a problem means for the next budget."""
    problem = problem_of(request, pk)
    permission = WORK if may(request.user, WORK, problem.organisation) else ACCEPT
    demand(request.user, permission, problem.organisation)
    form = UseForm(request.POST)
    if not form.is_valid():
        return _page(request, problem, INVALID, use_form=form, refused=faults_of(form))
    try:
        actions.use(pk=pk, by=request.user, at=now(), **form.cleaned_data)
    except Stale as stale:
        return _page(request, problem_of(request, pk), STALE, use_form=_again(form, stale), theirs=stale.current)
    say(request, Text("已保存。", "Saved."))
    return redirect("rectification:problem", pk)


@require_GET
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof that was brought."""
    problem = problem_of(request, pk)
    if problem.proof is None:
        raise Http404
    return stored(problem.proof)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a problem by hand."""
    permission = ACCEPT if may_anywhere(request.user, ACCEPT) else WORK
    _demand_anywhere(request, permission)
    units = organisations_with(request.user, permission).exclude(kind="district").order_by("path")
    unit = unit_of(request)
    start = {"organisation": None if unit is None else str(unit.pk)}
    form = AddForm(units, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        made = actions.add(year=year_of(request), by=request.user, at=now(), **form.cleaned_data)
        return redirect("rectification:problem", made.pk)
    status = INVALID if form.errors else 200
    return render(request, "rectification/new.html", {"form": form, "year": year_of(request)}, status=status)


@require_http_methods(["GET", "POST"])
def taken(request: HttpRequest, unit: int) -> HttpResponse:
    """Take over what the scorecard and the other modules offer for a unit's year."""
    if unit > 2**62:
        raise Http404
    organisation = get_object_or_404(Organisation, pk=unit)
    permission = ACCEPT if may(request.user, ACCEPT, organisation) else WORK
    demand(request.user, permission, organisation)
    year = year_of(request)
    found = offered_for(organisation, year)
    if request.method == "POST":
        wanted = set(request.POST.getlist("candidate"))
        chosen = [one for one in found if f"{one.origin}:{one.key}" in wanted]
        actions.take_over(organisation=organisation, year=year, chosen=chosen, by=request.user, at=now())
        say(request, Text(f"已列入 {len(chosen)} 个问题。", f"{len(chosen)} problems were entered."))
        return redirect(f"/rectification/?year={year}&unit={unit}")
    context = {"organisation": organisation, "year": year, "candidates": [(one, ORIGINS[one.origin]) for one in found]}
    return render(request, "rectification/take.html", context)
