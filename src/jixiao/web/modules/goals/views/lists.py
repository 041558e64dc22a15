"""The list of a year: departments with their counts, or one department's tables; beginning a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import queries, stages
from jixiao.web.modules.goals.actions import tables as actions
from jixiao.web.modules.goals.standing import funds_of
from jixiao.web.modules.goals.views.asked import demand_anywhere, number, organisation_of, say
from jixiao.web.platform.chosen import chosen, years
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, organisations_with
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.indicators.models import STAGES, GoalTable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.platform.people.models import Organisation

YEARS = range(2000, 2101)
STATE_NAMES = {
    "missing": Text("没有目标", "not begun"),
    **STAGES,
    "due": Text("须修订", "revision due"),
    "weak": Text("有提示", "with findings"),
}


def narrowed(request: HttpRequest) -> tuple[list[Organisation], dict[str, Any]]:
    """The organisations that a list asks for, and its filter; the address bar holds it."""
    choice = chosen(request)
    asked = number(request.GET.get("year", ""))
    year = asked if asked in YEARS else choice.year
    unit = organisation_of(request, request.GET.get("unit", ""), stages.READ) or choice.unit
    state = request.GET.get("state", "")
    allowed = organisations_with(request.user, stages.READ).exclude(kind="section")
    found = list(allowed if unit is None else allowed.filter(path__startswith=unit.path))
    return found, {"year": year, "unit": unit, "state": state if state in queries.STATES else ""}


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Departments with their counts; the tables themselves where one department, or one state, is asked for."""
    demand_anywhere(request.user, stages.READ)
    organisations, asked = narrowed(request)
    context: dict[str, Any] = {
        "asked": asked,
        "years": sorted({*years(), asked["year"]}, reverse=True),
        "states": STATE_NAMES,
        "filter": urlencode(
            {"year": asked["year"], "unit": asked["unit"].pk if asked["unit"] else "", "state": asked["state"]}
        ),
    }
    rows = queries.overview(organisations, asked["year"])
    if asked["unit"] is None and not asked["state"] and len(rows) > 1:
        context |= {"departments": rows, "sums": _summed(rows)}
        return render(request, "goals/overview.html", context)
    lines = queries.lines(organisations, asked["year"], asked["state"])
    may_fill = {one.pk for one in organisations_with(request.user, stages.FILL)}
    context |= {
        "lines": lines[: queries.MOST_LISTED],
        "more": len(lines) > queries.MOST_LISTED,
        "count": len(lines),
        "money": sum(one.money or 0 for one in lines if one.project),
        "indicators": sum(one.rows for one in lines),
        "errors": sum(one.errors for one in lines),
        "warnings": sum(one.warnings for one in lines),
        "may_fill": may_fill,
        "several": len({one.organisation.pk for one in lines}) > 1,
    }
    return render(request, "goals/list.html", context)


def _summed(rows: list[queries.Overview]) -> dict[str, int]:
    found = {name: sum(row.stages.get(name, 0) for row in rows) for name in STAGES}
    for name in ("expected", "missing", "due", "written"):
        found[name] = sum(getattr(row, name) for row in rows)
    return found | {"money": sum(row.money or 0 for row in rows)}


@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Begin the goals of a department or of one of its projects."""
    demand_anywhere(request.user, stages.FILL)
    unit = organisation_of(request, request.POST.get("unit", ""), stages.READ)
    year = number(request.POST.get("year", ""))
    if unit is None or year is None or year not in YEARS:
        say(request, Text("没有这个单位或年度。", "There is no such unit or year."), is_error=True)
        return redirect("goals:list")
    demand(request.user, stages.FILL, unit)
    code = request.POST.get("project", "")
    funds = funds_of([unit], year)
    known = funds.of_projects(unit.pk).get(code)
    if code and known is None:
        text = Text("预算里没有这个项目：先有项目和预算，再有目标。", "The project is not in the budget of the year.")
        say(request, text, is_error=True)
        return redirect("goals:list")
    name = known.name if known else f"{unit.name}部门整体"
    try:
        table = actions.open_table(organisation=unit, year=year, project=code, name=name, by=request.user, at=now())
    except Refused:
        table = GoalTable.objects.get(organisation=unit, year=year, project=code)
    return redirect("goals:table", table.pk)
