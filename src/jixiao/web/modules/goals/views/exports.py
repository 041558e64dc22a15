"""Files to take away: the list of a year, the indicators of a table, the template of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from jixiao.web.modules.goals import queries, sheets, stages
from jixiao.web.modules.goals.views.asked import demand_anywhere, table_of
from jixiao.web.modules.goals.views.lists import STATE_NAMES, narrowed
from jixiao.web.platform.files.download import attachment

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The tables of a year with their indicators, as the list is narrowed; all of them."""
    demand_anywhere(request.user, stages.READ)
    organisations, asked = narrowed(request)
    heads = (
        "单位", "项目编码", "名称", "资金（万元）", "批复时资金（万元）", "状态", "须修订", "有误", "提示",
        *(title.zh for title in sheets.COLUMNS.values()),
    )  # fmt: skip
    rows: list[tuple[str | int | None, ...]] = []
    for line in queries.listed(organisations, asked["year"], asked["state"]):
        held = line.held
        start = (
            line.organisation.name, line.project, line.name, line.money, held.table.amount if held else None,
            STATE_NAMES[line.state].zh, "是" if held and held.is_due else "", str(len(held.errors)) if held else "",
            str(held.warnings) if held else "",
        )  # fmt: skip
        rows += [(*start, *sheets.cells_of(row)) for row in held.rows] if held and held.rows else [start]
    return attachment(sheets.workbook("绩效目标", heads, rows), f"{asked['year']} 年绩效目标.xlsx")


@require_GET
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """The indicators of a table in the columns of the template."""
    found = table_of(request, pk)
    heads = [title.zh for title in sheets.COLUMNS.values()]
    content = sheets.workbook("绩效指标", heads, (sheets.cells_of(row) for row in found.indicators.all()))
    return attachment(content, f"{found.organisation.name} {found.year} {found.name} 绩效指标.xlsx")


@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook to fill in for an import."""
    found = table_of(request, pk, stages.FILL)
    return attachment(sheets.template(), f"绩效指标模板 {found.name} {found.year}.xlsx")
