"""Exports of what a list shows, as XLSX or CSV, and the template of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from jixiao.web.modules.budget import queries, stages
from jixiao.web.modules.budget.models import LEVELS, Line
from jixiao.web.modules.budget.sheets import writing
from jixiao.web.modules.budget.sheets.rows import COLUMNS
from jixiao.web.modules.budget.views import budgets as budget_views
from jixiao.web.modules.budget.views import projects as project_views
from jixiao.web.modules.budget.views.asked import budget_of, searched
from jixiao.web.platform.money import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

    from jixiao.web.modules.budget.pages.tables import Table
    from jixiao.web.modules.budget.sheets.writing import Cell

_MONEY = (
    "年初预算（万元）",
    "上年结转（万元）",
    "追加追减（万元）",
    "调剂（万元）",
    "机构划转（万元）",
    "调整后预算（万元）",
    "已支出（万元）",
    "未支出（万元）",
    "执行率",
)
_MONTHS = tuple(f"{month} 月（万元）" for month in range(1, 13))


def _file(form: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A file to save, of the form that the address names."""
    if form == "csv":
        return _download(writing.as_csv(heads, rows), writing.CSV, f"{name}.csv")
    if form == "xlsx":
        return _download(writing.as_xlsx("预算", heads, rows), writing.XLSX, f"{name}.xlsx")
    raise Http404


def sheets(name: str, tables: Iterable[Table]) -> HttpResponse:
    """A workbook with a sheet for each table."""
    parts = [(table.name.zh, table.heads(), table.written()) for table in tables]
    return _download(writing.as_workbook(parts), writing.XLSX, f"{name}.xlsx")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header or "attachment"})


@require_GET
def budgets(request: HttpRequest, form: str) -> HttpResponse:
    """The list of budgets as it is narrowed, all of it."""
    found, _ = budget_views.narrowed(request)
    heads = ("单位", "年度", "阶段", *_MONEY)
    rows = (
        (
            row.organisation.name, str(row.year), row.now.name.zh, row.initial, row.carried,
            row.supplemented, row.reallocated, row.transferred,
            row.adjusted, row.spent, row.adjusted - row.spent, share(row.spent, row.adjusted),
        )
        for row in found.order_by("-year", "organisation__path")
    )  # fmt: skip
    return _file(form, "预算", heads, rows)


@require_GET
def lines(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The lines of a budget with their months; the first columns are those of the import, so it can be read back."""
    budget = budget_of(request, pk)
    asked = {"nature": request.GET.get("nature", ""), "words": searched(request)}
    found = queries.lines_of(budget, **asked).prefetch_related("months")
    heads = (*(title.zh for title in COLUMNS.values()), *_MONEY[1:], *_MONTHS)
    name = f"{budget.organisation.name} {budget.year} 年预算"
    return _file(form, name, heads, (_line(line) for line in found))


def _line(line: Line) -> tuple[Cell, ...]:
    months = {month.month: month.amount for month in line.months.all()}
    return (
        line.number, "基本支出" if line.is_basic else "项目支出", line.project.code if line.project else "", line.name,
        line.functional, line.economic, line.fund_name.zh, line.initial,
        line.carried, line.supplemented, line.reallocated, line.transferred, line.adjusted, line.spent, line.unspent,
        share(line.spent, line.adjusted), *(months.get(month) for month in range(1, 13)),
    )  # fmt: skip


@require_GET
def projects(request: HttpRequest, form: str) -> HttpResponse:
    """The project library as it is narrowed."""
    found, _ = project_views.narrowed(request)
    heads = ("单位", "项目编码", "项目名称", "级次", "上级项目编码", "部门职责", "工作任务", "起始年", "终止年")
    rows = (
        (
            project.organisation.name, project.code, project.name, LEVELS[project.level].zh,
            project.parent.code if project.parent else "", project.duty, project.task, str(project.since),
            str(project.until or ""),
        )
        for project in found.order_by("organisation__path", "code")
    )  # fmt: skip
    return _file(form, "项目库", heads, rows)


@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook to fill in for an import."""
    budget = budget_of(request, pk, stages.FILL)
    known = queries.projects_under(budget.organisation).values()
    content = writing.template(budget, [project for project in known if project.runs_in(budget.year)])
    return _download(content, writing.XLSX, f"预算行模板 {budget.organisation.name} {budget.year}.xlsx")
