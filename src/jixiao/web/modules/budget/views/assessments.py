"""Ex-ante evaluations: the list, one with its five aspects, writing it, the verdict of finance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.budget import queries, stages
from jixiao.web.modules.budget.actions import assessments as actions
from jixiao.web.modules.budget.models import Assessment
from jixiao.web.modules.budget.pages.forms import Field, Form, differing
from jixiao.web.modules.budget.pages.tables import Column, Link, State, Table
from jixiao.web.modules.budget.views.asked import INVALID, STALE, project_of, rights, say, sound, words_of
from jixiao.web.modules.budget.views.exports import sheets
from jixiao.web.platform import money
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.fields import Words
    from jixiao.web.modules.budget.models import Project

_LIGHTS = {stages.SUPPORTED: "green", stages.PARTLY: "amber", stages.REJECTED: "red", "reviewing": "blue"}
MOST_GROUNDS, MOST_EVIDENCE = 1000, 500


def _table(request: HttpRequest) -> Table:
    choice = chosen(request)
    found = Assessment.objects.filter(project__organisation__in=organisations_with(request.user, stages.READ))
    found = found.filter(year=choice.year).select_related("project__organisation")
    if choice.unit is not None:
        found = found.filter(project__organisation__path__startswith=choice.unit.path)
    rows = list(found.order_by("project__organisation__path", "project__code")[: queries.MOST_LISTED])
    columns = (
        Column(Text("项目", "Project")), Column(Text("单位", "Unit")), Column(Text("申请", "Asked for"), "fen"),
        Column(Text("支持", "Supported"), "fen"), Column(Text("结论", "Verdict")),
    )  # fmt: skip
    cells: list[Any] = [
        (
            Link(str(one.project), reverse("budget:assessment", args=[one.pk])), one.project.organisation.name,
            one.requested, one.supported, State(one.now.name, _LIGHTS.get(one.stage, "none")),
        )
        for one in rows
    ]  # fmt: skip
    foot = (Text("合计", "Total"), "", sum(one.requested for one in rows), sum(one.supported or 0 for one in rows), "")
    empty = Text(
        f"{choice.year} 年还没有事前绩效评估。新增项目的预算达到起点金额时，在项目页上开始。",
        f"No ex-ante evaluation in {choice.year} yet. It begins on the page of a new project.",
    )
    return Table(Text("事前绩效评估", "Ex-ante evaluation"), columns, cells, foot, empty)


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The ex-ante evaluations of the year, of the unit chosen or of all."""
    context = {"table": _table(request), "year": chosen(request).year}
    return render(request, "budget/assessments.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    return sheets(f"事前绩效评估 {chosen(request).year}", [_table(request)])


def _of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Assessment:
    one = get_object_or_404(
        Assessment.objects.select_related("project__organisation", "by", "decided_by"), pk=sound(pk)
    )
    demand(request.user, permission, one.project.organisation)
    return one


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the evaluation of a project."""
    project = project_of(request, pk, stages.FILL)
    words = words_of(request)
    if request.method == "POST":
        year, requested = words.year("year"), words.amount("requested", least=1)
        try:
            if year is not None and not words.faults:
                one = actions.begin(project=project, year=year, requested=requested, by=request.user, at=now())
                say(request, Text("已建立，请写全五个方面。", "Begun; write its five aspects."))
                return redirect("budget:edit-assessment", one.pk)
        except Refused as refusal:
            words.faults[refusal.field or ""] = refusal.text
    form = Form(
        Text("事前绩效评估", "Ex-ante evaluation"),
        (
            Field("year", Text("预算年度", "Budget year"), "count"),
            Field("requested", Text("申请金额，万元", "Amount asked for, ten thousand yuan"), "money"),
        ),
        reverse("budget:project", args=[pk]), _crumbs(project), button=Text("开始", "Begin"),
        written=words.written or {"year": str(project.since)}, faults=words.faults,
    )  # fmt: skip
    return form.page(request)


def _crumbs(project: Project) -> list[tuple[Text | str, str]]:
    return [
        (Text("事前评估", "Ex-ante"), reverse("budget:assessments")),
        (str(project), reverse("budget:project", args=[project.pk])),
    ]


def _context(request: HttpRequest, one: Assessment) -> dict[str, Any]:
    own = rights(request.user, one.project.organisation)
    held = {getattr(stages, name.upper()) for name, has in own.items() if has}
    missing = actions.missing_of(one) | {"amount": []}
    moves = []
    for move in stages.EX_ANTE.moves_from(one.stage):
        if move.permission in held:
            against = refusals(stages.EX_ANTE, move.id, one.stage, held, missing, note="yes")
            moves.append((move, [refusal.what for refusal in against]))
    verdict = one.stage in (stages.SUPPORTED, stages.PARTLY, stages.REJECTED)
    scores = [aspect.score for aspect in one.aspects.all() if aspect.score is not None]
    return {
        "one": one,
        "rights": own,
        "moves": moves,
        "aspects": one.aspects.all(),
        "average": _average(scores),
        "verdict": verdict,
        "light": _LIGHTS.get(one.stage, "none"),
        "crumbs": _crumbs(one.project),
        "history": queries.history(f"budget.assessment/{one.pk}"),
    }


def _average(scores: list[int]) -> str:
    """The average of the aspects with one decimal, rounded half up."""
    if not scores:
        return ""
    tenths = (20 * sum(scores) + len(scores)) // (2 * len(scores))
    return f"{tenths // 10}.{tenths % 10}"


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """An evaluation: its stage, its aspects, its verdict."""
    return render(request, "budget/assessment.html", _context(request, _of(request, pk)))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the aspects; where someone else did so meanwhile, both texts are shown."""
    one = _of(request, pk, stages.FILL)
    words, theirs, version = words_of(request), None, one.version
    if request.method == "POST":
        requested, aspects = words.amount("requested", least=1), _written(words)
        try:
            if not words.faults:
                actions.write(
                    pk=pk, requested=requested, aspects=aspects, version=words.whole("version"), by=request.user,
                    at=now(),
                )  # fmt: skip
                say(request, Text("已保存。", "Saved."))
                return redirect("budget:assessment", pk)
        except Stale as stale:
            theirs, version = differing(_now(stale.current), words.written), stale.current.version
            words.faults[""] = stale.text
        except Refused as refusal:
            words.faults[refusal.field or ""] = refusal.text
    written = words.written or _now(one)
    fields = Form(Text("", ""), _fields(), "", written=written, faults=words.faults, theirs=theirs).bound
    context = {
        "one": one, "faults": words.faults, "problem": words.faults.get(""), "version": version,
        "crumbs": [*_crumbs(one.project), (Text("评估", "Evaluation"), reverse("budget:assessment", args=[pk]))],
        "first": fields[:1],
        "groups": [(stages.ASPECTS[name], fields[1 + 3 * at : 4 + 3 * at]) for at, name in enumerate(stages.ASPECTS)],
    }  # fmt: skip
    status = STALE if theirs is not None else INVALID if words.faults else 200
    return render(request, "budget/assessment_form.html", context, status=status)


def _fields() -> list[Field]:
    found = [Field("requested", Text("申请金额，万元", "Amount asked for, ten thousand yuan"), "money")]
    for name in stages.ASPECTS:
        found += [
            Field(f"{name}-score", Text("得分（0—100）", "Score (0-100)"), "count"),
            Field(f"{name}-grounds", Text("理由", "Grounds"), "area", most=MOST_GROUNDS),
            Field(f"{name}-evidence", Text("依据材料", "Evidence"), most=MOST_EVIDENCE),
        ]
    return found


def _written(words: Words) -> dict[str, actions.Written]:
    return {
        name: (
            words.count(f"{name}-score", 100, needed=False),
            words.text(f"{name}-grounds", MOST_GROUNDS, needed=False),
            words.text(f"{name}-evidence", MOST_EVIDENCE, needed=False),
        )
        for name in stages.ASPECTS
    }


def _now(one: Assessment) -> Mapping[str, str]:
    found = {"requested": money.as_input(one.requested)}
    for aspect in one.aspects.all():
        found[f"{aspect.name}-score"] = "" if aspect.score is None else str(aspect.score)
        found[f"{aspect.name}-grounds"], found[f"{aspect.name}-evidence"] = aspect.grounds, aspect.evidence
    return found


@require_POST
def moved(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Submit, judge, send back."""
    if move not in stages.EX_ANTE.moves:
        raise Http404
    step = stages.EX_ANTE.moves[move]
    one = _of(request, pk, step.permission)
    words = words_of(request)
    supported = words.amount("supported") if words.written.get("supported", "").strip() else None
    note = words.text("note", 500, needed=False)
    try:
        if words.faults:
            raise Refused(next(iter(words.faults.values())))
        actions.move(
            pk=one.pk, move=move, version=words.whole("version"), by=request.user, at=now(), note=note,
            supported=supported,
        )  # fmt: skip
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    else:
        target = stages.EX_ANTE.stages[step.target].name
        say(request, Text(f"已{step.name.zh}，现为“{target.zh}”。", f"Done; it is now “{target.en}”."))
    return redirect("budget:assessment", pk)
