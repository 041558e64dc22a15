"""Imports: bring a file, look at what it would do with the bad cells marked, take it in, undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.actions import imports as actions
from jixiao.web.modules.budget.models import Import
from jixiao.web.modules.budget.sheets.reading import MOST_BYTES, MOST_ROWS
from jixiao.web.modules.budget.sheets.rows import COLUMNS
from jixiao.web.modules.budget.views import published
from jixiao.web.modules.budget.views.asked import INVALID, MOST_ID, budget_of, say
from jixiao.web.platform import money
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand, may
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_SHOWN = 300  # rows of a preview; rows with faults come first


@require_http_methods(["GET", "POST"])
def brought(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a file of lines."""
    budget = budget_of(request, pk, stages.FILL)
    problem = None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused(Text("请选择要导入的文件", "choose the file to import"))
            if request.POST.get("form") == "document":
                return redirect("budget:import-shown", published.bring(request, pk, file).pk)
            # One byte beyond the limit is enough to refuse it; no more is read into memory.
            content = file.read(MOST_BYTES + 1)
            batch = actions.preview(
                pk=pk, file=(file.name or "").replace("\x00", ""), content=content, by=request.user, at=now()
            )
            return redirect("budget:import-shown", batch.pk)
        except Refused as refusal:
            problem = refusal.text
    context = {
        "budget": budget,
        "problem": problem,
        "most_rows": MOST_ROWS,
        "most_bytes": MOST_BYTES // 2**20,
        "most_document": settings.LARGEST_UPLOAD // 2**20,
        "earlier": budget.imports.exclude(state="discarded").select_related("by")[:20],
    }
    return render(request, "budget/import.html", context, status=INVALID if problem else 200)


def _batch_of(request: HttpRequest, pk: int, permission: str) -> Import:
    if pk > MOST_ID:
        raise Http404
    batch = get_object_or_404(Import.objects.select_related("budget__organisation", "by", "stored", "job"), pk=pk)
    demand(request.user, permission, batch.budget.organisation)
    return batch


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would do, or did."""
    batch = _batch_of(request, pk, stages.READ)
    if batch.form == "document":
        return published.page(request, batch)
    rows = sorted(batch.rows, key=lambda row: not row["faults"])[:MOST_SHOWN]
    columns = [(name, title, batch.columns[name]) for name, title in COLUMNS.items() if name in batch.columns]
    context = {
        "batch": batch,
        "budget": batch.budget,
        "columns": columns,
        "unit": money.UNITS[batch.unit],
        "rows": [
            (row, [(row["written"].get(name, ""), row["faults"].get(name), letter) for name, _, letter in columns])
            for row in rows
        ],
        "hidden": len(batch.rows) - len(rows),
        "bad": sum(1 for row in batch.rows if row["faults"]),
        "adds": sum(1 for row in batch.rows if not row["changes"]),
        "changes": sum(1 for row in batch.rows if row["changes"]),
        "may_fill": may(request.user, stages.FILL, batch.budget.organisation),
        "lines": batch.lines.select_related("line").order_by("line__number")[:MOST_SHOWN],
    }
    return render(request, "budget/import_shown.html", context)


@require_POST
def stepped(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a preview in, let it go, or undo what was taken in."""
    if step not in ("apply", "discard", "undo"):
        raise Http404
    batch = _batch_of(request, pk, stages.FILL)
    if step == "apply" and batch.form == "document":
        return published.take(request, batch)
    try:
        if step == "apply":
            actions.take_in(pk=pk, by=request.user, at=now())
            say(request, Text("已导入；有误时可以撤销。", "Imported; it can be undone."))
        elif step == "undo":
            actions.undo(pk=pk, by=request.user, at=now())
            say(request, Text("已撤销这次导入。", "The import is undone."))
        else:
            actions.discard(pk=pk, by=request.user, at=now())
            return redirect("budget:import", batch.budget_id)
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("budget:import-shown", pk)
