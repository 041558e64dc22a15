"""The charts of a budget as files: the drawing, and the table behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_GET

from jixiao.core.kernel.text import Text
from jixiao.reports.html.drawing import standalone
from jixiao.web.modules.budget import lights, pictures, queries
from jixiao.web.modules.budget.pages.tables import Column, Table
from jixiao.web.modules.budget.views.asked import budget_of, language
from jixiao.web.modules.budget.views.budgets import running
from jixiao.web.modules.budget.views.exports import sheets
from jixiao.web.platform.clock import today
from jixiao.web.platform.files.download import attachment
from jixiao.web.platform.money import share

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jixiao.web.modules.budget.models import Budget

TITLES = {
    "waterfall": Text("预算怎样变成现在的样子", "How the budget became what it is"),
    "in-time": Text("支出是否跟上进度", "Is spending on time"),
}


@require_GET
def saved(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    """A chart of a budget as SVG, or its table as a workbook."""
    budget = budget_of(request, pk)
    if name not in TITLES or form not in ("svg", "xlsx") or budget.stage not in ("executing", "closed"):
        raise Http404
    sums, months = queries.sums_of(budget), queries.months_of(budget)
    title = f"{budget.organisation.name} {budget.year} {TITLES[name].zh}"
    if form == "xlsx":
        return sheets(title, [_table(name, budget, sums, months)])
    lang = language(request)
    if name == "waterfall":
        drawn = pictures.waterfall(pictures.steps(sums, queries.moved_between_lines(budget)), lang)
    else:
        progress = lights.progress(sums["spent"], sums["adjusted"], budget.year, today(), budget.stage)
        drawn = pictures.cumulative(months, sums["adjusted"], progress.months, lang)
    return attachment(standalone(drawn, pictures.WIDTH, pictures.HEIGHT), f"{title}.svg")


def _table(name: str, budget: Budget, sums: dict[str, int], months: dict[int, int]) -> Table:
    """The table behind a chart."""
    if name == "waterfall":
        heads = (Column(Text("步骤", "Step")), Column(Text("金额", "Amount"), "fen"), Column(Text("说明", "Note")))
        steps = pictures.steps(sums, queries.moved_between_lines(budget))
        return Table(TITLES[name], heads, [(one.name, one.amount, one.note or "") for one in steps])
    columns = (
        Column(Text("月份", "Month")), Column(Text("当月支出", "Spent"), "fen"),
        Column(Text("累计支出", "So far"), "fen"), Column(Text("序时应支出", "Straight line"), "fen"),
        Column(Text("累计执行率", "Rate"), "rate"),
    )  # fmt: skip
    rows: list[Any] = [
        (f"{row['month']} 月", row["spent"], row["total"], row["line"], share(row["total"], sums["adjusted"]))
        for row in running(months, sums["adjusted"])
    ]
    return Table(TITLES[name], columns, rows)
