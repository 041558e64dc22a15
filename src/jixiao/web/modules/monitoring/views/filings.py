"""What a unit files in a round: its sheets, its stages, taking figures anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.monitoring import pictures, queries, taking
from jixiao.web.modules.monitoring.actions import moving, rounds
from jixiao.web.modules.monitoring.deciding import standing
from jixiao.web.modules.monitoring.judging import judge
from jixiao.web.modules.monitoring.rules import limits_of
from jixiao.web.modules.monitoring.stages import FILL, TABLE
from jixiao.web.modules.monitoring.views.asked import filing_of, language, say, stages_of, words_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.funds.queries import project_money

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.monitoring.models import Filing


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's monitoring: stage, next step, spending in time, every sheet with its lights."""
    filing = filing_of(request, pk)
    one, day = filing.round, today()
    every = list(filing.sheets.select_related("decided_by"))
    wanted = request.GET.get("light", "")
    wanted = wanted if wanted in queries.LIGHTS else ""
    rows = [(sheet, standing(sheet, one, day)) for sheet in every if not wanted or sheet.light == wanted]
    own = next((sheet for sheet in every if sheet.is_of_department), None)
    projects = [sheet for sheet in every if not sheet.is_of_department]
    context: dict[str, Any] = {
        "filing": filing,
        "round": one,
        "rows": rows,
        "own": own,
        "wanted": wanted,
        "lights": [(name, sum(sheet.light == name for sheet in every)) for name in queries.LIGHTS],
        "filled": sum(not sheet.gaps for sheet in every),
        "count": len(every),
        "next": next((sheet for sheet in every if sheet.gaps), None),
        "undecided": [(sheet, how) for sheet in every if (how := standing(sheet, one, day)).waits],
        "sums": {name: sum(getattr(one, name) or 0 for one in projects) for name in ("adjusted", "spent", "forecast")},
        "uncovered": _uncovered(filing),
        "history": queries.history(f"monitoring.filing/{filing.pk}"),
        **stages_of(request, filing, every),
    }
    if own is not None:
        context |= {
            "drawing": pictures.cumulative(own, one.month, language(request)),
            "running": pictures.running(own, one.month),
            "judged": judge(own, limits_of(one)),
        }
    return render(request, "monitoring/filing.html", context)


def _uncovered(filing: Filing) -> list[Any]:
    """Projects with money of their own that no sheet stands for."""
    projects = {filing.organisation_id: project_money([filing.organisation], filing.round.year)}
    taken = taking.Taken({}, {}, projects, {}, {}, {})
    return taken.uncovered(filing.organisation_id, filing.round.levels)


@require_POST
def moved(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Move a filing to another stage."""
    if move not in TABLE.moves:
        raise Http404
    step = TABLE.moves[move]
    filing = filing_of(request, pk, step.permission)
    words = words_of(request)
    note = words.text("note", 500)
    try:
        if words.faults:
            raise Refused(next(iter(words.faults.values())))
        moving.move(pk=filing.pk, name=move, version=words.version(), note=note, by=request.user, at=now())
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    else:
        target = TABLE.stages[step.target].name
        say(request, Text(f"已{step.name.zh}，现为“{target.zh}”。", f"Done; the stage is now “{target.en}”."))
    return redirect("monitoring:filing", pk)


@require_POST
def refreshed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take money and goals anew from the budget and the goal tables."""
    filing = filing_of(request, pk, FILL)
    try:
        count = rounds.refresh(filing=filing.pk, by=request.user, at=now())
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    else:
        said = Text(f"已重新取数，{count} 张监控表有变化。", f"Taken anew; {count} sheets have changed.")
        say(request, said if count else Text("已重新取数，没有变化。", "Taken anew; nothing has changed."))
    return redirect("monitoring:filing", pk)
