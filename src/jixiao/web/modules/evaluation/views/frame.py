"""What every page of a year shares: who may see it, its stage bar, the next step, the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.evaluation import stages
from jixiao.web.modules.evaluation.dues import missing
from jixiao.web.modules.evaluation.models import DepartmentYear
from jixiao.web.modules.evaluation.queries import holders
from jixiao.web.modules.evaluation.stages import FILL, PERMISSIONS, REVIEW, TABLE
from jixiao.web.platform.clock import today
from jixiao.web.platform.people.permissions import demand, may

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from jixiao.core.kernel.faults import Problem
    from jixiao.core.kernel.text import Language
    from jixiao.core.lifecycle.table import StageTable
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.web.platform.people.models import Person


def language(request: HttpRequest) -> Language:
    """The language that the person chose."""
    return "en" if request.COOKIES.get("lang") == "en" else "zh"


def year_for(request: HttpRequest, pk: int, permission: str = stages.READ) -> DepartmentYear:
    """The year, for whoever has the permission; 404 where there is none, 403 where it is another's."""
    year = DepartmentYear.objects.select_related("organisation").filter(pk=pk).first()
    if year is None:
        raise Http404
    demand(request.user, permission, year.organisation, year.year)
    return year


def open_year_for(request: HttpRequest, pk: int) -> DepartmentYear:
    """The year, for whoever fills it in, while it is open."""
    year = year_for(request, pk, FILL)
    if not year.is_open:
        raise PermissionDenied(f"{year.stage} {pk}")
    return year


def result_for(card: Scorecard, indicator: str) -> IndicatorResult:
    """An indicator of the scorecard; 404 where the framework has none by that name."""
    found = next((one for one in card.results if one.indicator.id == indicator), None)
    if found is None:
        raise Http404
    return found


def said(problems: Iterable[Problem], lang: Language) -> list[str]:
    """Problems of a form: what is wrong, what was expected, what to do; the place is the form itself."""
    return [_said(one, lang) for one in problems]


def _said(problem: Problem, lang: Language) -> str:
    is_placed = problem.where and not problem.where.startswith((":", "figure:"))
    what = problem.what.said(lang)
    zh = lang == "zh"
    parts = [
        f"{problem.where}：{what}" if is_placed else what,
        f"{'应为' if zh else 'expected'} {problem.expected.said(lang)}" if problem.expected else "",
        f"{'实为' if zh else 'received'} {problem.received}" if problem.received else "",
        problem.remedy.said(lang) if problem.remedy else "",
    ]
    return ("；" if zh else "; ").join(part for part in parts if part)


def year_page(
    request: HttpRequest,
    template: str,
    year: DepartmentYear,
    card: Scorecard,
    *,
    tab: str,
    status: int = 200,
    **context: Any,  # noqa: ANN401  # what the template wants
) -> HttpResponse:
    """A page of a year with its head."""
    held = {name for name in PERMISSIONS if may(request.user, name, year.organisation)}
    ahead = _moves(year, card, held, request.user)
    head = {
        "year": year,
        "card": card,
        "tab": tab,
        "stage": TABLE.stages[year.stage],
        "line": stage_line(TABLE, year.stage),
        "holders": holders(year, today()),
        "step": next((one for one in ahead if not one["move"].is_back), None),
        "back": [one for one in ahead if one["move"].is_back],
        "may_fill": FILL in held and year.is_open,
        "may_review": REVIEW in held,
    }
    return render(request, f"evaluation/{template}.html", head | context, status=status)


def stage_line(table: StageTable, stage: str) -> list[dict[str, Any]]:
    """The stages on the way, each done, now or next; one that was sent back stands where it was sent from."""
    line = list(table.main_line())
    if table.stages[stage] not in line:
        line.insert(-1, table.stages[stage])
    now = line.index(table.stages[stage])
    is_over = not table.moves_from(stage)
    return [
        {"stage": one, "state": "done" if place < now + is_over else "now" if place == now else ""}
        for place, one in enumerate(line)
    ]


def _moves(year: DepartmentYear, card: Scorecard, held: set[str], by: Person) -> list[dict[str, Any]]:
    """The moves that the person may make, each with what is missing for it.

    Whether a kept run replays is only looked at when the move is made: it takes as long as scoring.
    """
    found = []
    for move in TABLE.moves_from(year.stage):
        if move.permission in held:
            quick = [name for name in move.due if name != stages.REPLAYS]
            gaps = missing(year, card, quick, by) | {stages.REPLAYS: []}
            missed = refusals(TABLE, move.id, year.stage, held, gaps, "-")
            found.append({"move": move, "missing": [one.what for one in missed]})
    return found


def fault_text(fault: InputFault) -> Text:
    """All problems in one text, for a notice."""
    return Text("；".join(said(fault.problems, "zh")), "; ".join(said(fault.problems, "en")))
