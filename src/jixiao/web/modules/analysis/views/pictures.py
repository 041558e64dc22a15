"""The pages of pictures: money, goals, points lost, departments, years; and the workbook behind each picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis import sheets
from jixiao.web.modules.analysis.charts import aiming, comparing, losing, spending
from jixiao.web.modules.analysis.scope import Scope, scope_of
from jixiao.web.modules.analysis.views.frame import PAGES, frame, language, workbook
from jixiao.web.platform.kept import kept
from jixiao.web.registers.scores.queries import scores

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.analysis.charts.chart import Chart
    from jixiao.web.registers.scores.queries import Score

MAKERS: dict[str, Callable[[Scope], list[Chart]]] = {
    "money": spending.charts,
    "goals": aiming.charts,
    "compare": comparing.charts,
    "years": comparing.year_charts,
}
TITLES = {
    "money": Text("钱从哪里来，到哪里去，花得是否及时", "The money: from where, for what, in time or not"),
    "goals": Text("哪些目标有风险", "Which goals are at risk"),
    "lost": Text("分丢在哪里", "Where points are lost"),
    "compare": Text("部门之间", "Departments against each other"),
    "years": Text("三年变化", "Three years"),
}  # fmt: skip
EMPTY = {
    "money": Text("这里画预算怎样变成现在的样子、支出是否及时、钱用在什么上。现在的条件下没有预算。",
                  "How the budget came about, whether it is spent in time and what for. There is no budget here yet."),
    "goals": Text("这里列出离目标最远的定量指标。现在的条件下没有目标。",
                  "Indicators that are furthest from their targets. There are no goals here yet."),
    "lost": Text("这里看分丢在哪一级、哪些指标、怎样能多得分。现在的条件下没有算出的得分。",
                 "Levels and indicators that lost points, and what would win some. There is no score here yet."),
    "compare": Text("这里把各部门的执行率和得分放在一条线上。现在的条件下没有数据。",
                    "Execution and scores of departments on one line. There are no figures here yet."),
    "years": Text("这里比较三年的执行率和得分。现在的条件下没有数据。",
                  "Execution and scores of three years. There are no figures here yet."),
}  # fmt: skip


def _found(request: HttpRequest, page: str) -> tuple[Scope, list[Chart], dict[str, Any]]:
    if page not in PAGES:
        raise Http404
    scope = scope_of(request, language(request))
    if page == "lost":
        return (scope, *_lost(scope))
    return scope, _charts(MAKERS[page], scope), {}


@kept
def _charts(make: Callable[[Scope], list[Chart]], scope: Scope) -> list[Chart]:
    return make(scope)


def _lost(scope: Scope) -> tuple[list[Chart], dict[str, Any]]:
    """Points are lost by a department: the chosen one, or the first that has a score; the others are a press away."""
    known = scores(scope.organisations, scope.year)
    scored = [(one, known[one.pk]) for one in scope.organisations if one.pk in known]
    if not scored:
        return [], {}
    # Where a whole district is looked at, the lowest score first: there is most to be won.
    one, score = min(scored, key=lambda pair: _low(pair[1])) if scope.unit is None else scored[0]
    return losing.charts(scope, one, score.url), {"scored": scored, "one": one, "score": score}


def _low(score: Score) -> tuple[bool, Any]:
    return (score.stated is None, score.stated or 0)


@require_GET
def shown(request: HttpRequest, page: str) -> HttpResponse:
    """A page of pictures."""
    scope, charts, more = _found(request, page)
    context = {
        **frame(request, scope, page),
        **more,
        "title": TITLES[page],
        "empty": EMPTY[page],
        "charts": charts,
        "elsewhere": scope.newest_year() if not charts and scope.organisations else None,
    }
    return render(request, "analysis/pictures.html", context)


@require_GET
def exported(request: HttpRequest, page: str, chart: str) -> HttpResponse:
    """The table behind a picture as a workbook."""
    scope, charts, _more = _found(request, page)
    one = next((each for each in charts if each.id == chart), None)
    if one is None:
        raise Http404
    said = scope.lang
    heads = [head.title.said(said) + (f"（{head.unit.said(said)}）" if head.unit else "") for head in one.heads]
    about = [f"{scope.unit.name if scope.unit else ''} {scope.year}".strip(), one.source.said(said)]
    about += [one.note.said(said)] if one.note else []
    rows = [*one.rows, one.foot] if one.foot else list(one.rows)
    return workbook(sheets.book(one.title.said(said), heads, rows, about), f"{one.title.said(said)} {scope.year}")
