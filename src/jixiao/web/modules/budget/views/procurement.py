"""The procurement plan of a budget: its items, one with its months, adding, changing and removing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import queries, stages
from jixiao.web.modules.budget.actions import procurement as actions
from jixiao.web.modules.budget.fields import month_amounts
from jixiao.web.modules.budget.models import CATEGORIES, METHODS, MONTHS, Line, Procurement
from jixiao.web.modules.budget.pages.forms import Field, Form, differing
from jixiao.web.modules.budget.pages.tables import Column, Link, Table
from jixiao.web.modules.budget.views.asked import INVALID, STALE, budget_of, rights, say, sound, words_of
from jixiao.web.modules.budget.views.exports import sheets
from jixiao.web.platform import money
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.fields import Words
    from jixiao.web.modules.budget.models import Budget


def table(budget: Budget) -> Table:
    """The items of a budget with plan, actual and rate."""
    items = list(Procurement.objects.filter(budget=budget).select_related("line").prefetch_related("months"))
    columns = (
        Column(Text("采购项目", "Item")), Column(Text("品目", "Category")), Column(Text("方式", "Method")),
        Column(Text("预算行", "Line")), Column(Text("计划月份", "Month planned"), "count"),
        Column(Text("计划", "Planned"), "fen"), Column(Text("实际", "Actual"), "fen"),
        Column(Text("执行率", "Rate"), "rate"),
    )  # fmt: skip
    rows: list[Any] = [
        (
            Link(item.name, reverse("budget:procurement", args=[item.pk])), item.category_name, item.method_name,
            Link(item.line.number, reverse("budget:line", args=[item.line_id])) if item.line else "",
            item.planned_month, item.planned, item.actual, money.share(item.actual, item.planned),
        )
        for item in items
    ]  # fmt: skip
    planned, actual = sum(item.planned for item in items), sum(item.actual for item in items)
    foot = (Text("合计", "Total"), "", "", "", "", planned, actual, money.share(actual, planned))
    empty = Text("还没有采购计划。", "There is no procurement plan yet.")
    return Table(Text("政府采购", "Procurement"), columns, rows, foot, empty)


def crumbs(budget: Budget) -> list[tuple[Text | str, str]]:
    """The way to the pages of a budget."""
    return [
        (Text("预算", "Budgets"), reverse("budget:list")),
        (f"{budget.organisation.name} {budget.year}", reverse("budget:budget", args=[budget.pk])),
    ]


@require_GET
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a budget and what was bought."""
    budget = budget_of(request, pk)
    context = {
        "budget": budget, "table": table(budget), "crumbs": crumbs(budget),
        "rights": rights(request.user, budget.organisation),
    }  # fmt: skip
    return render(request, "budget/procurements.html", context)


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a workbook."""
    budget = budget_of(request, pk)
    return sheets(f"政府采购 {budget.organisation.name} {budget.year}", [table(budget)])


def _of(request: HttpRequest, pk: int, permission: str = stages.READ) -> Procurement:
    item = get_object_or_404(Procurement.objects.select_related("budget__organisation", "line"), pk=sound(pk))
    demand(request.user, permission, item.budget.organisation)
    return item


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item to the plan."""
    budget = budget_of(request, pk, stages.FILL)
    words, back = words_of(request), reverse("budget:procurements", args=[pk])
    lines = queries.lines_of(budget)
    if request.method == "POST":
        fields = _fields(words, lines)
        try:
            if not words.faults:
                actions.add(pk=pk, fields=fields, by=request.user, at=now())
                say(request, Text("已加入采购计划。", "It is in the plan."))
                return redirect(back)
        except Refused as refusal:
            words.faults[refusal.field or ""] = refusal.text
    title = Text("新增采购项目", "Add to the procurement plan")
    form = Form(title, _asked(lines), back, crumbs(budget), written=words.written, faults=words.faults)
    return form.page(request)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item; where someone else did so meanwhile, both texts are shown."""
    item = _of(request, pk, stages.FILL)
    words, theirs, version = words_of(request), None, item.version
    lines = queries.lines_of(item.budget)
    if request.method == "POST":
        fields = _fields(words, lines)
        try:
            if not words.faults:
                actions.edit(pk=pk, fields=fields, version=words.whole("version"), by=request.user, at=now())
                say(request, Text("已保存。", "Saved."))
                return redirect("budget:procurement", pk)
        except Stale as stale:
            theirs, version = differing(_now(stale.current), words.written), stale.current.version
            words.faults[""] = stale.text
        except Refused as refusal:
            words.faults[refusal.field or ""] = refusal.text
    form = Form(
        Text("修改采购项目", "Change an item"), _asked(lines), reverse("budget:procurement", args=[pk]),
        crumbs(item.budget), written=words.written or _now(item), faults=words.faults, theirs=theirs, version=version,
    )  # fmt: skip
    return form.page(request)


def _asked(lines: Iterable[Line]) -> list[Field]:
    none = ("", Text("不对应预算行", "of no line"))
    known = [(str(line.pk), Text(str(line), str(line))) for line in lines]
    return [
        Field("name", Text("采购项目", "Item")),
        Field("line", Text("预算行", "Budget line"), "choice", [none, *known]),
        Field("category", Text("品目", "Category"), "choice", list(CATEGORIES.items())),
        Field("method", Text("采购方式", "Method"), "choice", list(METHODS.items())),
        Field("planned", Text("计划金额，万元", "Planned, ten thousand yuan"), "money"),
        Field("planned_month", Text("计划月份", "Month planned"), "count"),
    ]


def _fields(words: Words, lines: Iterable[Line]) -> actions.ItemFields:
    known = {line.pk: line for line in lines}
    line = known.get(words.whole("line"))
    if words.written.get("line") and line is None:
        words.faults["line"] = Text("请选本预算的一行", "choose a line of this budget")
    month = words.count("planned_month", 12) or 0
    if not month and "planned_month" not in words.faults:
        words.faults["planned_month"] = Text("请填 1 到 12", "write 1 to 12")
    return actions.ItemFields(
        line, words.text("name", 120), words.choice("category", CATEGORIES), words.choice("method", METHODS),
        words.amount("planned", least=1), month,
    )  # fmt: skip


def _now(item: Procurement) -> dict[str, str]:
    return {
        "name": item.name, "line": str(item.line_id or ""), "category": item.category, "method": item.method,
        "planned": money.as_input(item.planned), "planned_month": str(item.planned_month),
    }  # fmt: skip


def _context(request: HttpRequest, item: Procurement) -> dict[str, Any]:
    known = dict(item.months.values_list("month", "amount"))
    return {
        "item": item,
        "budget": item.budget,
        "rights": rights(request.user, item.budget.organisation),
        "months": [(month, known.get(month), money.as_input(known.get(month)), None) for month in MONTHS],
        "crumbs": [*crumbs(item.budget), (Text("政府采购", "Procurement"),
                   reverse("budget:procurements", args=[item.budget_id]))],
        "version": item.version,
        "history": queries.history(f"budget.procurement/{item.pk}"),
    }  # fmt: skip


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """An item with what was bought of it month by month."""
    return render(request, "budget/procurement.html", _context(request, _of(request, pk)))


@require_POST
def months(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was bought in each month."""
    item, words = _of(request, pk, stages.FILL), words_of(request)
    found = month_amounts(words)
    status, more = INVALID, dict[str, Any]()
    try:
        if not words.faults:
            actions.record_months(pk=pk, months=found, version=words.whole("version"), by=request.user, at=now())
            say(request, Text("采购已登记。", "The purchases are recorded."))
            return redirect("budget:procurement", pk)
    except Stale as stale:
        status = STALE
        more = {"version": stale.current.version, "problem": stale.text,
                "theirs": dict(stale.current.months.values_list("month", "amount"))}  # fmt: skip
    except Refused as refusal:
        more = {"problem": refusal.text}
    context = _context(request, item) | more
    context["months"] = [
        (month, amount, words.written.get(f"month-{month}", ""), words.faults.get(f"month-{month}"))
        for month, amount, _, _ in context["months"]
    ]
    return render(request, "budget/procurement.html", context | {"faults": words.faults}, status=status)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out of the plan."""
    item = _of(request, pk, stages.FILL)
    try:
        actions.remove(pk=pk, version=words_of(request).whole("version"), by=request.user, at=now())
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
        return redirect("budget:procurement", pk)
    say(request, Text("已从采购计划删除。", "Removed from the plan."))
    return redirect("budget:procurements", item.budget_id)
