"""The indicator library: search, one indicator with its uses, retiring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import queries, stages
from jixiao.web.modules.goals.actions import library as actions
from jixiao.web.modules.goals.models import LibraryIndicator
from jixiao.web.modules.goals.standing import Past
from jixiao.web.modules.goals.views.asked import demand_anywhere, is_partial, number, say, searched, sound, words_of
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.permissions import may, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.indicators.models import KINDS, GoalTable
from jixiao.web.registers.indicators.queries import reached

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What the library offers, narrowed by words or initials; with a button for the table that asks."""
    demand_anywhere(request.user, stages.READ)
    words, kind = searched(request), request.GET.get("kind", "")
    retired = request.GET.get("retired") == "1"
    kind = kind if kind in KINDS else ""
    found = queries.library(words, kind, retired=retired)
    count = found.count()
    rows = list(found[: queries.MOST_FOUND])
    names = [row.name for row in rows]
    used = queries.uses(names)
    spans = queries.spans(names)
    table = _asking(request)
    known = {row.name for row in table.indicators.all()} if table else set()
    context = {
        "rows": [(row, used.get(row.name, 0), spans.get(row.name), row.name in known) for row in rows],
        "count": count,
        "more": count > len(rows),
        "asked": {"words": words, "kind": kind, "retired": retired},
        "kinds": KINDS,
        "table": table,
        "filter": urlencode({"table": table.pk} if table else {}),
    }
    name = "goals/library_rows.html" if is_partial(request) else "goals/library.html"
    return render(request, name, context)


def _asking(request: HttpRequest) -> GoalTable | None:
    """The open table that the person fills in and looks for indicators for."""
    pk = number(request.GET.get("table", ""))
    found = None if pk is None else GoalTable.objects.filter(pk=pk).select_related("organisation").first()
    if found is None or not stages.is_open(found.stage) or not may(request.user, stages.FILL, found.organisation):
        return None
    return found


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator of the library: where it is used, with targets and results."""
    demand_anywhere(request.user, stages.READ)
    one = get_object_or_404(LibraryIndicator.objects.select_related("first", "by", "retired_by"), pk=sound(pk))
    rows = queries.uses_of(one, organisations_with(request.user, stages.READ))
    results = reached(rows, today()) if rows else {}
    context = {
        "one": one,
        "uses": [Past(row, results.get(row.pk)) for row in rows],
        "used": queries.uses([one.name]).get(one.name, 0),
        "span": queries.spans([one.name]).get(one.name),
        "may_retire": may_anywhere(request.user, stages.REVIEW),
        "table": _asking(request),
    }
    return render(request, "goals/library_one.html", context)


@require_POST
def stepped(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Retire an indicator, or bring it back."""
    if step not in ("retire", "restore"):
        raise Http404
    get_object_or_404(LibraryIndicator, pk=sound(pk))
    demand_anywhere(request.user, stages.REVIEW)
    words = words_of(request)
    try:
        if step == "retire":
            because = words.line("because", 200)
            if words.faults:
                raise Refused(words.faults["because"])
            actions.retire(pk=pk, because=because, by=request.user, at=now())
            say(request, Text("已停用，不再推荐；已用的目标表不变。", "Retired; tables that use it keep it."))
        else:
            actions.restore(pk=pk, by=request.user, at=now())
            say(request, Text("已恢复。", "Offered again."))
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("goals:library-one", pk)
