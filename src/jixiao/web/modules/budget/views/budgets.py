"""The list of budgets, a budget with its waterfall and its lines, its stages, its plain figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.budget import lights, parameters, pictures, queries, stages
from jixiao.web.modules.budget.actions import budgets as actions
from jixiao.web.modules.budget.models import FIGURE_KINDS, Figure
from jixiao.web.modules.budget.views.asked import (
    INVALID,
    STALE,
    budget_of,
    language,
    organisation_of,
    rights,
    say,
    searched,
    words_of,
)
from jixiao.web.platform import money
from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.kept import kept_of
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.fields import Words
    from jixiao.web.modules.budget.models import Budget


def narrowed(request: HttpRequest) -> tuple[QuerySet[Budget], dict[str, Any]]:
    """The budgets that a list asks for, and its filter: by year, by unit, by stage; the address bar holds them."""
    choice = chosen(request)
    written = request.GET.get("year", str(choice.year))
    year = int(written) if written.isascii() and written.isdecimal() and len(written) == 4 else None
    stage = request.GET.get("stage", "")
    stage = stage if stage in stages.TABLE.stages else ""
    unit = organisation_of(request, request.GET.get("unit", ""), stages.READ) or choice.unit
    found = queries.budgets_for(request.user, year=year, under=unit, stage=stage)
    return found, {"year": year, "unit": unit, "stage": stage}


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Budgets with their sums and lights."""
    found, asked = narrowed(request)
    day = today()
    rows = kept_of(list, found.order_by("-year", "organisation__path")[: queries.MOST_LISTED + 1])
    sums = kept_of(queries.sums_over, found)
    years = sorted({*(row.year for row in rows), day.year + 1, day.year, day.year - 1, asked["year"] or day.year})
    context = {
        "rows": [
            (row, lights.progress(row.spent, row.adjusted, row.year, day, row.stage))
            for row in rows[: queries.MOST_LISTED]
        ],
        "more": len(rows) > queries.MOST_LISTED,
        "sums": sums,
        "asked": asked,
        "newest": None if rows or asked["stage"] else queries.newest_year(request.user, asked["unit"]),
        "years": reversed(years),
        "stages": stages.TABLE.stages.values(),
        "may_open": may_anywhere(request.user, stages.FILL),
        "filter": urlencode({name: getattr(value, "pk", value) or "" for name, value in asked.items()}),
    }
    return render(request, "budget/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin the budget of a unit for a year."""
    allowed = organisations_with(request.user, stages.FILL).exclude(kind="section")
    words = words_of(request)
    if request.method == "POST":
        unit = organisation_of(request, request.POST.get("organisation", ""), stages.FILL)
        year = words.year("year")
        if unit is None:
            words.faults["organisation"] = Text("请选您可以填报的单位", "choose a unit that you fill in for")
        if unit is not None and year is not None:
            try:
                budget = actions.open_budget(organisation=unit, year=year, by=request.user, at=now())
            except Refused as refusal:
                words.faults[refusal.field or "year"] = refusal.text
            else:
                say(request, Text("预算已建立，请编列预算行。", "The budget is open; add its lines."))
                return redirect("budget:budget", budget.pk)
    elif not allowed.exists():
        say(request, Text("只有填报人和科室负责人可以建立预算。", "Only fillers open a budget."), is_error=True)
        return redirect("budget:list")
    choice = chosen(request)
    start = {"year": str(today().year + 1), "organisation": str(choice.unit.pk) if choice.unit else ""}
    context = {"units": allowed, "written": words.written or start, "faults": words.faults}
    return render(request, "budget/new.html", context, status=INVALID if words.faults else 200)


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """A budget: its stage, how its money came about, spending in time, its lines."""
    budget = budget_of(request, pk)
    return render(request, "budget/budget.html", _context(request, budget))


def _context(request: HttpRequest, budget: Budget) -> dict[str, Any]:
    sums = queries.sums_of(budget)
    months, lang = queries.months_of(budget), language(request)
    progress = lights.progress(sums["spent"], sums["adjusted"], budget.year, today(), budget.stage)
    steps = pictures.steps(sums, queries.moved_between_lines(budget))
    asked = {"nature": request.GET.get("nature", ""), "words": searched(request)}
    lines = list(queries.lines_of(budget, **asked)[: queries.MOST_LISTED + 1])
    figures = {figure.kind: figure for figure in budget.figures.all()}
    bought = budget.procurements.aggregate(planned=Sum("planned"), actual=Sum("actual"))
    if bought["planned"] is not None:
        # The items of the procurement ledger count before the plain figure, as they do for everybody who asks.
        figures[_PLAIN] = Figure(kind=_PLAIN, **bought)
    return {
        "budget": budget,
        "rights": rights(request.user, budget.organisation),
        "sums": sums,
        "parts": [(is_basic, queries.sums_of(budget, basic=is_basic)) for is_basic in (True, False)],
        "steps": steps,
        "waterfall": pictures.waterfall(steps, lang),
        "cumulative": pictures.cumulative(months, sums["adjusted"], progress.months, lang),
        "months": running(months, sums["adjusted"]),
        "progress": progress,
        "lines": lines[: queries.MOST_LISTED],
        "more": len(lines) > queries.MOST_LISTED,
        "asked": asked,
        "changes": budget.changes.select_related("source", "target", "proposed_by")[:50],
        "figures": [(kind, title, figures.get(kind)) for kind, title in FIGURE_KINDS.items()],
        "history": queries.history(f"budget/{budget.pk}"),
        **_stages(request, budget),
    }


def running(months: dict[int, int], adjusted: int) -> list[dict[str, Any]]:
    """The table behind the drawing: month, spent, so far, what the straight line asks for."""
    total, found = 0, []
    for month in range(1, 13):
        total += months.get(month, 0)
        found.append({"month": month, "spent": months.get(month), "total": total, "line": adjusted * month // 12})
    return found


def _stages(request: HttpRequest, budget: Budget) -> dict[str, Any]:
    """The bar of stages, the moves that this person may make, what stands in their way."""
    values = parameters.in_force(budget.organisation, budget.year)
    own = rights(request.user, budget.organisation)
    held = {getattr(stages, name.upper()) for name, has in own.items() if has}
    missing = actions.missing_of(budget)
    moves = []
    for move in stages.TABLE.moves_from(budget.stage):
        if move.permission in held:
            against = refusals(stages.TABLE, move.id, budget.stage, held, missing, note="yes")
            moves.append((move, [refusal.what for refusal in against]))
    line = stages.TABLE.main_line()
    at = [stage.id for stage in line].index(budget.stage)
    return {
        "bar": [
            (stage, "done" if place < at else "now" if place == at else "", parameters.until(values, stage.id))
            for place, stage in enumerate(line)
        ],
        "moves": moves,
        # A year that still runs is not closed by the way.
        "early": "close" if budget.year >= today().year else "",
        "is_late": (parameters.until(values, budget.stage) or "9999") < today().isoformat(),
    }


@require_POST
def moved(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Move a budget to another stage."""
    if move not in stages.TABLE.moves:
        raise Http404
    step = stages.TABLE.moves[move]
    budget = budget_of(request, pk, step.permission)
    words = words_of(request)
    ceiling = words.amount("ceiling") if words.written.get("ceiling", "").strip() else None
    try:
        if words.faults:
            raise Refused(next(iter(words.faults.values())))
        actions.move(
            pk=budget.pk, move=move, version=words.whole("version"), by=request.user, at=now(),
            note=words.text("note", 500, needed=False), ceiling=ceiling,
        )  # fmt: skip
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    else:
        target = stages.TABLE.stages[step.target].name
        say(request, Text(f"已{step.name.zh}，现为“{target.zh}”。", f"Done; the stage is now “{target.en}”."))
    return redirect("budget:budget", pk)


# Of procurement the plan of the year is one; 三公 has what was planned at the beginning and what it was adjusted to.
_PLAIN = "procurement"
_FIGURE_PARTS = (
    ("planned", Text("年初计划", "Planned"), True),
    ("adjusted", Text("调整后（未调整不填）", "Adjusted (empty: as planned)"), False),
    ("actual", Text("实际", "Actual"), True),
)


def _figure_in(words: Words, kind: str) -> tuple[int, int | None, int]:
    planned, actual = words.amount(f"{kind}-planned"), words.amount(f"{kind}-actual")
    name = f"{kind}-adjusted"
    adjusted = words.amount(name) if kind != _PLAIN and words.written.get(name, "").strip() else None
    return planned, adjusted, actual


def _cell(words: Words, figure: Figure | None, kind: str, part: str, title: Text, is_needed: bool) -> dict[str, Any]:
    """An input: what was written, otherwise what stands."""
    name, value = f"{kind}-{part}", getattr(figure, part, 0 if is_needed else None)
    written = words.written.get(name)
    return {
        "name": name, "title": title, "standing": value, "fault": words.faults.get(name),
        "written": money.as_input(value) if written is None else written,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Procurement and 三公: planned, adjusted, actual."""
    budget = budget_of(request, pk, stages.FILL)
    known = {figure.kind: figure for figure in budget.figures.all()}
    words, status, version, problem = words_of(request), 200, budget.version, None
    if request.method == "POST":
        values = {kind: _figure_in(words, kind) for kind in FIGURE_KINDS}
        status = INVALID
        if not words.faults:
            try:
                actions.set_figures(pk=pk, values=values, version=words.whole("version"), by=request.user, at=now())
            except Stale as stale:
                status, version, problem = STALE, stale.current.version, stale.text
            except Refused as refusal:
                problem = refusal.text
            else:
                say(request, Text("已保存。", "Saved."))
                return redirect(reverse("budget:budget", args=[pk]) + "#figures")
    rows = [
        (title, [_cell(words, known.get(kind), kind, *part) for part in _FIGURE_PARTS if kind != _PLAIN or part[2]])
        for kind, title in FIGURE_KINDS.items()
    ]
    context = {"budget": budget, "rows": rows, "faults": words.faults, "version": version, "problem": problem}
    return render(request, "budget/figures.html", context, status=status)
