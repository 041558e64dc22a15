"""What follows from the lines of a budget: operating expenses, carry-over, the ledger's figures, all in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.budget import codes, queries, stages
from jixiao.web.modules.budget.actions import carrying as actions
from jixiao.web.modules.budget.models import Budget, CarryOver, Line
from jixiao.web.modules.budget.offering import ledger
from jixiao.web.modules.budget.pages.tables import Column, Link, Table
from jixiao.web.modules.budget.views.asked import INVALID, budget_of, rights, say, sound, words_of
from jixiao.web.modules.budget.views.exports import sheets
from jixiao.web.modules.budget.views.procurement import crumbs
from jixiao.web.modules.budget.views.procurement import table as procurement_table
from jixiao.web.platform import money
from jixiao.web.platform.clock import now
from jixiao.web.platform.people.permissions import demand
from jixiao.web.platform.refusals import Refused
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def operating_table(budget: Budget) -> Table:
    """What basic expenditure buys (公用经费) by economic item: budget against actual."""
    lines = Line.objects.filter(budget=budget, is_basic=True, economic__regex="^(302|310)").order_by()
    found = lines.values("economic").annotate(
        initial_sum=Sum("initial"), adjusted_sum=Sum("adjusted"), spent_sum=Sum("spent"), count=Count("pk")
    )
    rows: list[Any] = []
    sums = [0, 0, 0]
    for row in found.order_by("economic"):
        code = row["economic"]
        amounts = [row["initial_sum"], row["adjusted_sum"], row["spent_sum"]]
        sums = [one + more for one, more in zip(sums, amounts, strict=True)]
        url = f"{reverse('budget:budget', args=[budget.pk])}?nature=basic&words={code}#lines"
        name = codes.economic(code) or same("")
        rows.append((Link(code, url), name, *amounts, amounts[1] - amounts[2], money.share(amounts[2], amounts[1])))
    columns = (
        Column(Text("科目", "Item")), Column(Text("名称", "Name")), Column(Text("年初", "Initial"), "fen"),
        Column(Text("调整后", "Adjusted"), "fen"), Column(Text("实际", "Actual"), "fen"),
        Column(Text("结余", "Left"), "fen"), Column(Text("控制率", "Control rate"), "rate"),
    )  # fmt: skip
    foot = (Text("合计", "Total"), "", *sums, sums[1] - sums[2], money.share(sums[2], sums[1]))
    empty = Text("基本支出里没有商品和服务类（302、310）的预算行。", "No basic line of the classes 302 and 310.")
    return Table(Text("公用经费", "Operating expenses"), columns, rows, foot, empty)


@require_GET
def operating(request: HttpRequest, pk: int) -> HttpResponse:
    """Operating expenses, budget against actual."""
    budget = budget_of(request, pk)
    return render(request, "budget/operating.html", _frame(budget, operating_table(budget)))


def _frame(budget: Budget, table: Table) -> dict[str, Any]:
    return {"budget": budget, "table": table, "crumbs": crumbs(budget)}


@require_GET
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """What evaluation and reports take from this ledger: each figure with the records that it was counted from."""
    budget = budget_of(request, pk)
    return render(request, "budget/figures_register.html", _frame(budget, figures_table(budget)))


def figures_table(budget: Budget) -> Table:
    """The figures of the year as the ledger states them."""
    known = rulebook().vocabulary.concepts
    columns = (
        Column(Text("数字", "Figure")), Column(Text("期间", "Period")), Column(Text("数值", "Value"), "rate"),
        Column(Text("单位", "Unit")), Column(Text("出处", "Counted from")),
    )  # fmt: skip
    rows: list[Any] = [
        (
            known[entry.concept].term if entry.concept in known else entry.concept, entry.period, entry.printed,
            entry.unit, entry.source["place"],
        )
        for entry in ledger.figures(budget.organisation, budget.year)
    ]  # fmt: skip
    return Table(Text("台账数字", "Ledger figures"), columns, rows)


def carried_table(budget: Budget) -> Table:
    """What came from the year before, with its origin."""
    found = list(CarryOver.objects.filter(target__budget=budget).select_related("source__budget", "target", "by"))
    columns = (
        Column(Text("来自", "From")), Column(Text("年度", "Year")), Column(Text("转入", "Into")),
        Column(Text("金额", "Amount"), "fen"), Column(Text("说明", "Reason")), Column(Text("办理", "By")),
    )  # fmt: skip
    rows: list[Any] = [
        (
            Link(str(one.source), reverse("budget:line", args=[one.source_id])), str(one.source.budget.year),
            Link(str(one.target), reverse("budget:line", args=[one.target_id])), one.amount, one.reason, one.by.name,
        )
        for one in found
    ]  # fmt: skip
    foot = (Text("合计", "Total"), "", "", sum(one.amount for one in found), "", "")
    empty = Text("没有上年结转。", "Nothing was carried over.")
    return Table(Text("上年结转", "Carried over"), columns, rows, foot, empty)


@require_http_methods(["GET", "POST"])
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What came from the year before; carrying more over, where its accounts are closed."""
    budget = budget_of(request, pk, stages.FILL if request.method == "POST" else stages.READ)
    before = Budget.objects.filter(organisation=budget.organisation, year=budget.year - 1).first()
    words, status, problem = words_of(request), 200, None
    left = _left(before)
    if request.method == "POST":
        status = INVALID
        amounts = {
            line.pk: words.amount(f"line-{line.pk}")
            for line in left
            if words.written.get(f"line-{line.pk}", "").strip()
        }
        reason = words.text("reason", 200, needed=False)
        try:
            if not words.faults:
                made = actions.carry(pk=pk, amounts=amounts, reason=reason, by=request.user, at=now())
                say(request, Text(f"已结转 {len(made)} 行。", f"{len(made)} lines carried over."))
                return redirect("budget:carry-over", pk)
        except Refused as refusal:
            problem = refusal.text
    own = rights(request.user, budget.organisation)
    context = _frame(budget, carried_table(budget)) | {
        "rights": own, "before": before, "faults": words.faults, "problem": problem, "written": words.written,
        "may_carry": own["fill"] and before is not None and before.stage == "closed" and budget.stage != "closed",
        "left": [
            (line, words.written.get(key, ""), words.faults.get(key))
            for line, key in ((line, f"line-{line.pk}") for line in left)
        ],
        "sum": sum(line.unspent for line in left),
        "backs": CarryOver.objects.filter(target__budget=budget).select_related("source"),
    }  # fmt: skip
    return render(request, "budget/carry_over.html", context, status=status)


def _left(before: Budget | None) -> list[Line]:
    """The lines of a closed year that left something and were not carried over yet."""
    if before is None or before.stage != "closed":
        return []
    lines = Line.objects.filter(budget=before, carried_out=None).select_related("project").order_by("number")
    return [line for line in lines if line.unspent > 0][: queries.MOST_LISTED]


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one carry-over."""
    one = get_object_or_404(CarryOver.objects.select_related("target__budget__organisation"), pk=sound(pk))
    budget = one.target.budget
    demand(request.user, stages.FILL, budget.organisation)
    try:
        actions.take_back(pk=pk, by=request.user, at=now())
    except Refused as refusal:
        say(request, refusal.text, is_error=True)
    else:
        say(request, Text("结转已撤回。", "The carry-over is undone."))
    return redirect("budget:carry-over", budget.pk)


@require_GET
def export_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a budget in one workbook."""
    budget = budget_of(request, pk)
    tables = [
        lines_table(budget), changes_table(budget), procurement_table(budget), operating_table(budget),
        carried_table(budget), figures_table(budget),
    ]  # fmt: skip
    return sheets(f"{budget.organisation.name} {budget.year} 年预算（全部）", tables)


def lines_table(budget: Budget) -> Table:
    """The lines with their months."""
    names = (
        Text("年初", "Initial"), Text("上年结转", "Carried over"), Text("追加追减", "Supplements"),
        Text("调剂", "Reallocated"), Text("机构划转", "Transferred"), Text("调整后", "Adjusted"),
        Text("已支出", "Spent"),
    )  # fmt: skip
    columns = (
        Column(Text("编号", "No.")), Column(Text("名称", "Name")), Column(Text("项目编码", "Project")),
        Column(Text("功能分类", "Functional")), Column(Text("经济分类", "Economic")), Column(Text("资金来源", "Fund")),
        *(Column(name, "fen") for name in names),
        *(Column(Text(f"{month} 月", str(month)), "fen") for month in range(1, 13)),
    )  # fmt: skip
    rows: list[Any] = []
    for line in queries.lines_of(budget).prefetch_related("months"):
        months = {one.month: one.amount for one in line.months.all()}
        rows.append((
            line.number, line.name, line.project.code if line.project else "", line.functional, line.economic,
            line.fund_name, *(getattr(line, name) for name in queries.AMOUNTS),
            *(months.get(month) for month in range(1, 13)),
        ))  # fmt: skip
    return Table(Text("预算行", "Lines"), columns, rows)


def changes_table(budget: Budget) -> Table:
    """The changes of money."""
    columns = (
        Column(Text("种类", "Kind")), Column(Text("调出", "From")), Column(Text("调入", "To")),
        Column(Text("金额", "Amount"), "fen"), Column(Text("理由", "Reason")), Column(Text("申请人", "Proposed by")),
        Column(Text("状态", "State")),
    )  # fmt: skip
    rows: list[Any] = [
        (
            one.kind_name, str(one.source or ""), str(one.target or ""), one.amount, one.reason, one.proposed_by.name,
            one.state_name,
        )
        for one in budget.changes.select_related("source", "target", "proposed_by")
    ]  # fmt: skip
    return Table(Text("追加和调剂", "Changes"), columns, rows)
