"""Supplements, reductions and reallocations: written, looked at with the limit before sending, decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import parameters, queries, stages
from jixiao.web.modules.budget.actions import changes as actions
from jixiao.web.modules.budget.fields import change_fields
from jixiao.web.modules.budget.models import CHANGE_KINDS, Change
from jixiao.web.modules.budget.views.asked import INVALID, MOST_ID, budget_of, rights, say, words_of
from jixiao.web.platform.clock import now
from jixiao.web.platform.money import share
from jixiao.web.platform.people.permissions import demand
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.models import Budget


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a change; first it is shown with the limit, then it is sent."""
    budget = budget_of(request, pk, stages.FILL)
    words = words_of(request)
    lines = {line.pk: line for line in queries.lines_of(budget)}
    context: dict[str, Any] = {"budget": budget, "lines": lines.values(), "kinds": CHANGE_KINDS}
    if request.method == "POST":
        fields = change_fields(words, lines)
        if fields is not None and fields.source is not None and fields.source.unspent < fields.amount:
            words.faults["amount"] = Text("超过调出行的未支出数", "more than the giving line has unspent")
        if fields is not None and not words.faults:
            context["limit"] = _limit(budget, fields.amount)
            context["fields"] = fields
            is_agreed = not context["limit"]["is_over"] or words.written.get("agreed") == "yes"
            if words.written.get("step") == "send" and is_agreed:
                try:
                    change = actions.propose(pk=pk, fields=fields, by=request.user, at=now())
                except Refused as refusal:
                    words.faults[refusal.field or ""] = refusal.text
                else:
                    say(request, Text("已提交，等待批准。", "Sent; it waits for approval."))
                    return redirect("budget:change", change.pk)
    context |= {
        "written": words.written or {"kind": request.GET.get("kind", ""), "source": request.GET.get("source", "")},
        "faults": words.faults,
        "problem": words.faults.get(""),
        "now": _limit(budget, 0),
    }
    return render(request, "budget/change_form.html", context, status=INVALID if words.faults else 200)


def _limit(budget: Budget, amount: int, *, counted: bool = False) -> dict[str, Any]:
    """The changes of the year with this one, against the limit; `counted` where it is in the sum already."""
    initial = queries.sums_of(budget)["initial"]
    so_far = queries.changed_so_far(budget) - (amount if counted else 0)
    limit = parameters.limit_hundredths(parameters.in_force(budget.organisation, budget.year))
    return {
        "initial": initial,
        "so_far": so_far,
        "after": so_far + amount,
        "share": share(so_far + amount, initial),
        "share_so_far": share(so_far, initial),
        "most": initial * limit // 10_000,
        "percent": f"{limit // 100}.{limit % 100:02d} %",
        "is_over": (so_far + amount) * 10_000 > initial * limit,
    }


def _change_of(request: HttpRequest, pk: int, permission: str) -> Change:
    if pk > MOST_ID:
        raise Http404
    related = Change.objects.select_related("budget__organisation", "source", "target", "proposed_by", "decided_by")
    change = get_object_or_404(related, pk=pk)
    demand(request.user, permission, change.budget.organisation)
    return change


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """A change: its ends before and after, the limit, its decision."""
    change = _change_of(request, pk, stages.READ)
    is_waiting = change.state == "proposed"
    own = rights(request.user, change.budget.organisation)
    is_mine = change.proposed_by_id == request.user.pk
    context = {
        "change": change,
        "budget": change.budget,
        "ends": [
            (sign, line, line.adjusted + sign * change.amount if is_waiting else None)
            for sign, line in ((-1, change.source), (1, change.target))
            if line is not None
        ],
        "limit": _limit(change.budget, change.amount, counted=change.state in ("proposed", "approved")),
        "moves_project": change.state == "approved"
        and any(line is not None and not line.is_basic for line in (change.source, change.target)),
        "may_decide": is_waiting and own["approve"] and not is_mine,
        "may_withdraw": is_waiting and is_mine,
        "history": queries.history(f"budget.change/{change.pk}"),
    }
    return render(request, "budget/change.html", context)


@require_POST
def decided(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Approve, refuse or withdraw a change."""
    if decision not in ("approve", "refuse", "withdraw"):
        raise Http404
    change = _change_of(request, pk, stages.FILL if decision == "withdraw" else stages.APPROVE)
    note = words_of(request).text("note", 500, needed=False)[:500]
    try:
        if decision == "approve":
            actions.approve(pk=pk, by=request.user, at=now(), note=note)
        elif decision == "refuse":
            actions.refuse(pk=pk, by=request.user, at=now(), note=note)
        else:
            actions.withdraw(pk=pk, by=request.user, at=now())
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    else:
        change.refresh_from_db()
        say(request, Text(f"{change.state_name.zh}。", f"The change is {change.state_name.en}."))
    return redirect("budget:change", pk)
