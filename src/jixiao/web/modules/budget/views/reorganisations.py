"""Reorganisations: the list, planning a merger, what would move, carrying it out, and the rates before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import queries, stages
from jixiao.web.modules.budget.actions import reorganising as actions
from jixiao.web.modules.budget.models import Budget, Line, Transfer
from jixiao.web.modules.budget.pages.forms import Field, Form
from jixiao.web.modules.budget.pages.tables import Column, Link, State, Table
from jixiao.web.modules.budget.views.asked import organisation_of, say, sound, words_of
from jixiao.web.modules.budget.views.staff import choices
from jixiao.web.platform import money
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.permissions import demand, may, may_anywhere, organisations_with
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.reorganisations.models import Reorganisation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_LIGHTS = {"planned": "blue", "done": "green", "withdrawn": "none"}


def _crumbs() -> list[tuple[Text | str, str]]:
    return [
        (Text("预算", "Budgets"), reverse("budget:list")),
        (Text("机构合并", "Reorganisations"), reverse("budget:reorganisations")),
    ]


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The reorganisations that touch what the person may read."""
    allowed = organisations_with(request.user, stages.READ)
    found = Reorganisation.objects.filter(source__in=allowed) | Reorganisation.objects.filter(target__in=allowed)
    columns = (
        Column(Text("被并入", "Merged")), Column(Text("并入", "Into")), Column(Text("日期", "Day")),
        Column(Text("依据", "By decision")), Column(Text("状态", "State")),
    )  # fmt: skip
    rows: list[Any] = [
        (
            Link(one.source.name, reverse("budget:reorganisation", args=[one.pk])), one.target.name,
            one.day.isoformat(), one.decision, State(one.state_name, _LIGHTS[one.state]),
        )
        for one in found.distinct().select_related("source", "target").order_by("-day")[: queries.MOST_LISTED]
    ]  # fmt: skip
    empty = Text(
        "单位合并时，在这里登记日期和依据：预算余额按日划转，合并前的执行率保留原来的分母。",
        "When units merge, day and decision are entered here; budgets move on that day, and history keeps its rates.",
    )
    context = {
        "table": Table(Text("机构合并", "Reorganisations"), columns, rows, None, empty), "crumbs": _crumbs()[:1],
        "may_plan": may_anywhere(request.user, stages.APPROVE),
    }  # fmt: skip
    return render(request, "budget/reorganisations.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a merger."""
    units = organisations_with(request.user, stages.APPROVE).exclude(kind="section").filter(closed_on=None)
    words = words_of(request)
    if request.method == "POST":
        ends = {}
        for name in ("source", "target"):
            ends[name] = organisation_of(request, words.written.get(name, ""), stages.APPROVE)
            if ends[name] is None:
                words.faults[name] = Text("请选您审核的单位", "choose a unit that you review")
        day, decision = words.day("day"), words.text("decision", 200)
        source, target = ends["source"], ends["target"]
        try:
            if source is not None and target is not None and day is not None and not words.faults:
                event = actions.plan(
                    source=source, target=target, day=day, decision=decision, by=request.user, at=now()
                )
                say(request, Text("已登记，请核对后办理。", "Planned; look at what would move, then carry it out."))
                return redirect("budget:reorganisation", event.pk)
        except Refused as refusal:
            words.faults[refusal.field or ""] = refusal.text
    elif not units.exists():
        say(request, Text("只有财政审核人可以登记机构合并。", "Only finance plans mergers."), is_error=True)
        return redirect("budget:reorganisations")
    known = choices(units)
    fields = (
        Field("source", Text("被并入的单位", "Unit that is merged"), "choice", known),
        Field("target", Text("并入的单位", "Unit that goes on"), "choice", known),
        Field("day", Text("生效日期", "Day"), "day"),
        Field("decision", Text("依据（文件名、文号）", "Decision (paper, number)"), most=200),
    )
    form = Form(Text("登记机构合并", "Plan a merger"), fields, reverse("budget:reorganisations"), _crumbs(),
                written=words.written or {"day": today().isoformat()}, faults=words.faults)  # fmt: skip
    return form.page(request)


def _of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Reorganisation:
    """A reorganisation: read by who may read either end; changed by who has the permission over both."""
    event = get_object_or_404(Reorganisation.objects.select_related("source", "target", "by", "done_by"), pk=sound(pk))
    if permission == stages.READ and may(request.user, permission, event.target):
        return event
    demand(request.user, permission, event.source)
    if permission != stages.READ:
        demand(request.user, permission, event.target)
    return event


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """What would move, or what moved, line by line, and the sums before and after."""
    event = _of(request, pk)
    budgets = {
        one.organisation_id: one
        for one in Budget.objects.filter(organisation__in=(event.source, event.target), year=event.day.year)
    }
    source, target = budgets.get(event.source_id), budgets.get(event.target_id)
    rows = _moved(event) if event.state == "done" else _would_move(source)
    sums = {one.pk: queries.sums_of(one) for one in (source, target) if one is not None}
    own = {pk: found["adjusted"] for pk, found in sums.items()}
    left = sum(row[3] for row in rows if isinstance(row[3], int))
    adjusted, spent = (sum(row[at] for row in rows) for at in (1, 2))
    columns = (
        Column(Text("预算行", "Line")), Column(Text("划转时的预算", "Budget on the day"), "fen"),
        Column(Text("至划转日支出", "Spent until then"), "fen"), Column(Text("划转", "Moves"), "fen"),
        Column(Text("划转时执行率", "Rate on the day"), "rate"), Column(Text("转入的预算行", "Into line")),
    )  # fmt: skip
    foot = (Text("合计", "Total"), adjusted, spent, left, money.share(spent, adjusted), "")
    may_do = may(request.user, stages.APPROVE, event.source) and may(request.user, stages.APPROVE, event.target)
    context = {
        "event": event,
        "light": _LIGHTS[event.state],
        "table": Table(Text("划转明细", "Lines"), columns, rows, foot, Text("没有预算行。", "No line.")),
        "source": source, "target": target,
        "sums": _sums(event, source, target, own, left),
        "target_rate": money.share(sums[target.pk]["spent"], sums[target.pk]["adjusted"]) if target else "",
        "source_rate": money.share(spent, adjusted),
        "may_do": may_do and event.state == "planned",
        "is_due": event.day <= today(),
        "crumbs": _crumbs(),
        "history": queries.history(f"budget.reorganisation/{pk}"),
    }  # fmt: skip
    return render(request, "budget/reorganisation.html", context)


def _sums(
    event: Reorganisation, source: Budget | None, target: Budget | None, own: dict[int, int], left: int
) -> list[tuple[Text | str, int, int]]:
    """Each budget before and after, and both together."""
    if source is None or target is None:
        return []
    sign = 1 if event.state == "done" else 0
    before = own[source.pk] + sign * left, own[target.pk] - sign * left
    after = before[0] - left, before[1] + left
    return [
        (event.source.name, before[0], after[0]),
        (event.target.name, before[1], after[1]),
        (Text("两单位合计", "Both together"), sum(before), sum(after)),
    ]


def _would_move(source: Budget | None) -> list[Any]:
    lines = Line.objects.filter(budget=source) if source else Line.objects.none()
    return [
        (
            Link(str(line), reverse("budget:line", args=[line.pk])), line.adjusted, line.spent, line.unspent,
            money.share(line.spent, line.adjusted), "",
        )
        for line in lines.order_by("number")
    ]  # fmt: skip


def _moved(event: Reorganisation) -> list[Any]:
    found = Transfer.objects.filter(event=event).select_related("source", "target")
    return [
        (
            Link(str(one.source), reverse("budget:line", args=[one.source_id])), one.adjusted, one.spent, one.amount,
            money.share(one.spent, one.adjusted),
            Link(str(one.target), reverse("budget:line", args=[one.target_id])) if one.target else "—",
        )
        for one in found
    ]  # fmt: skip


@require_POST
def stepped(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Carry a plan out, or take it back."""
    if step not in ("carry-out", "withdraw"):
        raise Http404
    event = _of(request, pk, stages.APPROVE)
    try:
        if step == "withdraw":
            actions.withdraw(pk=event.pk, by=request.user, at=now())
            say(request, Text("已撤回。", "Withdrawn."))
        else:
            sums = actions.carry_out(pk=event.pk, by=request.user, at=now())
            zh = f"已划转；两单位合计 {money.in_yuan(sums.before)} 元，前后一致。"
            say(request, Text(zh, f"Carried out; both together are {money.in_yuan(sums.before)} yuan, as before."))
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    return redirect("budget:reorganisation", pk)
