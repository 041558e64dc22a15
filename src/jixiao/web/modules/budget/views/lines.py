"""A line: its money, its months, its history; adding, changing and removing it while the budget is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import codes, lights, pictures, queries, stages
from jixiao.web.modules.budget.actions import lines as actions
from jixiao.web.modules.budget.fields import line_fields, month_amounts
from jixiao.web.modules.budget.models import MONTHS
from jixiao.web.modules.budget.views.asked import (
    INVALID,
    STALE,
    budget_of,
    language,
    line_of,
    rights,
    say,
    words_of,
)
from jixiao.web.platform import money
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.fields import Words
    from jixiao.web.modules.budget.models import Budget, Line


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """A line with everything about it."""
    return render(request, "budget/line.html", _context(request, line_of(request, pk)))


def _context(request: HttpRequest, line: Line) -> dict[str, Any]:
    months, lang, budget = queries.months_of_line(line), language(request), line.budget
    progress = lights.progress(line.spent, line.adjusted, budget.year, today(), budget.stage)
    steps = pictures.steps({name: getattr(line, name) for name in queries.AMOUNTS})
    return {
        "line": line,
        "budget": budget,
        "rights": rights(request.user, budget.organisation),
        "progress": progress,
        "steps": steps,
        "waterfall": pictures.waterfall(steps, lang),
        "cumulative": pictures.cumulative(months, line.adjusted, progress.months, lang),
        "months": [(month, months.get(month), money.as_input(months.get(month)), None) for month in MONTHS],
        "version": line.version,
        "moved_out": line.moved_out.select_related("event", "target"),
        "moved_in": line.moved_in.select_related("event__source", "source"),
        "changes": (line.taken.all() | line.given.all()).select_related("source", "target", "proposed_by").distinct(),
        "history": queries.history_of_line(line),
    }


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a line."""
    budget = budget_of(request, pk, stages.FILL)
    if not budget.now.is_open:
        text = Text("现阶段不能增加预算行。", "No line can be added at this stage.")
        say(request, text, is_error=True)
        return redirect("budget:budget", pk)
    words = words_of(request)
    projects = queries.projects_under(budget.organisation)
    if request.method == "POST":
        fields = line_fields(words, budget, projects)
        if fields is not None:
            try:
                line = actions.add_line(pk=pk, fields=fields, by=request.user, at=now())
            except Refused as refusal:
                words.faults[refusal.field or "number"] = refusal.text
            else:
                say(request, Text(f"已新增预算行 {line.number}。", f"Line {line.number} added."))
                return redirect("budget:budget", pk)
    written = words.written or {"nature": "project", "fund": "general_public"}
    context = _form(budget, projects, written, words)
    return render(request, "budget/line_form.html", context, status=INVALID if words.faults else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line; where someone else did so meanwhile, both texts are shown."""
    line = line_of(request, pk, stages.FILL)
    budget = line.budget
    words, status, version = words_of(request), 200, line.version
    projects = queries.projects_under(budget.organisation)
    theirs: dict[str, str] | None = None
    if request.method == "POST":
        fields, status = line_fields(words, budget, projects), INVALID
        try:
            if fields is not None:
                actions.edit_line(line=line, fields=fields, version=words.whole("version"), by=request.user, at=now())
                say(request, Text("已保存。", "Saved."))
                return redirect("budget:line", pk)
        except Stale as stale:
            status, version, theirs = STALE, stale.current.version, _differing(stale.current, words)
            words.faults[""] = stale.text
        except Refused as refusal:
            words.faults[refusal.field or ""] = refusal.text
    context = _form(budget, projects, words.written or written_of(line), words)
    context |= {"line": line, "version": version, "theirs": theirs}
    return render(request, "budget/line_form.html", context, status=status)


def written_of(line: Line) -> dict[str, str]:
    """A line as its form writes it."""
    return {
        "number": line.number,
        "nature": "basic" if line.is_basic else "project",
        "project": line.project.code if line.project else "",
        "name": line.name,
        "functional": line.functional,
        "economic": line.economic,
        "fund": line.fund,
        "initial": money.as_input(line.initial),
    }


def _differing(line: Line, words: Words) -> dict[str, str]:
    """What stands in a line now where it is not what this person wrote, as people read it."""
    now_ = written_of(line)
    said = now_ | {
        "nature": "基本支出" if line.is_basic else "项目支出",
        "fund": line.fund_name.zh,
    }
    return {name: said[name] or "—" for name in now_ if now_[name] != words.written.get(name, "").strip()}


def _form(budget: Budget, projects: Mapping[str, Any], written: Mapping[str, str], words: Words) -> dict[str, Any]:
    return {
        "budget": budget,
        "written": written,
        "faults": words.faults,
        "problem": words.faults.get(""),
        "projects": [project for project in projects.values() if project.runs_in(budget.year)],
        "functional_codes": codes.suggestions("functional_classes", codes.FUNCTIONAL),
        "economic_codes": codes.suggestions("economic_classes", codes.ECONOMIC),
        "fund_types": codes.fund_types(),
    }


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a line."""
    line = line_of(request, pk, stages.FILL)
    number = line.number
    try:
        actions.remove_line(line=line, version=words_of(request).whole("version"), by=request.user, at=now())
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
        return redirect("budget:line", pk)
    say(request, Text(f"已删除预算行 {number}。", f"Line {number} removed."))
    return redirect("budget:budget", line.budget_id)


@require_POST
def months(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what a line spent month by month."""
    line = line_of(request, pk, stages.FILL)
    words = words_of(request)
    found = month_amounts(words)
    status, problem, theirs, version = INVALID, None, None, line.version
    try:
        if not words.faults:
            actions.record_months(line=line, months=found, version=words.whole("version"), by=request.user, at=now())
            say(request, Text("支出已登记。", "The spending is recorded."))
            return redirect(reverse("budget:line", args=[pk]) + "#months")
    except Stale as stale:
        status, problem, version = STALE, stale.text, stale.current.version
        theirs = queries.months_of_line(stale.current)
    except Refused as refusal:
        problem = refusal.text
    context = _context(request, line)
    context["months"] = [
        (month, amount, words.written.get(f"month-{month}", ""), words.faults.get(f"month-{month}"))
        for month, amount, _, _ in context["months"]
    ]
    context |= {"version": version, "problem": problem, "theirs": theirs, "is_open": True}
    return render(request, "budget/line.html", context, status=status)
