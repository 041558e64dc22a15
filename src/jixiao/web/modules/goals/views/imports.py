"""Imports: bring a file, look at what it would do with the bad cells marked, take it in, undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import stages
from jixiao.web.modules.goals.actions import imports as actions
from jixiao.web.modules.goals.models import Import
from jixiao.web.modules.goals.sheets import COLUMNS, MOST_BYTES, MOST_ROWS
from jixiao.web.modules.goals.views.asked import INVALID, say, sound, table_of
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, may
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def brought(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a file of indicators."""
    table = table_of(request, pk, stages.FILL)
    problem = None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused(Text("请选择要导入的文件", "choose the file to import"))
            # One byte beyond the limit is enough to refuse it; no more is read into memory.
            content, name = file.read(MOST_BYTES + 1), (file.name or "").replace("\x00", "")
            batch = actions.preview(pk=pk, file=name, content=content, by=request.user, at=now())
            return redirect("goals:import-shown", batch.pk)
        except Refused as refusal:
            problem = refusal.text
    context = {
        "table": table,
        "is_open": stages.is_open(table.stage),
        "problem": problem,
        "most": MOST_ROWS,
        "earlier": table.imports.exclude(state="discarded").select_related("by")[:20],
    }
    return render(request, "goals/import.html", context, status=INVALID if problem else 200)


def _batch_of(request: HttpRequest, pk: int, permission: str) -> Import:
    batch = get_object_or_404(Import.objects.select_related("table__organisation", "by"), pk=sound(pk))
    demand(request.user, permission, batch.table.organisation)
    return batch


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would do, or did."""
    batch = _batch_of(request, pk, stages.READ)
    rows = sorted(batch.rows, key=lambda row: not row["faults"])
    table = batch.table
    context = {
        "batch": batch,
        "table": table,
        "columns": list(COLUMNS.values()),
        "rows": [
            (row, [(row["written"].get(name, ""), row["faults"].get(name), title) for name, title in COLUMNS.items()])
            for row in rows
        ],
        "bad": sum(1 for row in rows if row["faults"]),
        "adds": sum(1 for row in rows if not row["changes"]),
        "changes": sum(1 for row in rows if row["changes"]),
        "may_fill": may(request.user, stages.FILL, table.organisation) and stages.is_open(table.stage),
    }
    return render(request, "goals/import_shown.html", context)


@require_POST
def stepped(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a preview in, let it go, or undo what was taken in."""
    if step not in ("apply", "discard", "undo"):
        raise Http404
    batch = _batch_of(request, pk, stages.FILL)
    try:
        if step == "apply":
            actions.take_in(pk=pk, by=request.user, at=now())
            say(request, Text("已导入；有误时可以撤销。", "Imported; it can be undone."))
        elif step == "undo":
            actions.undo(pk=pk, by=request.user, at=now())
            say(request, Text("已撤销这次导入。", "The import is undone."))
        else:
            actions.discard(pk=pk, by=request.user, at=now())
            return redirect("goals:import", batch.table_id)
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("goals:import-shown", pk)
