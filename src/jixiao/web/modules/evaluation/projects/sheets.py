"""Workbooks: a list of projects, and the printed form of one. What begins like a formula stays words."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from jixiao.reports.facts.plain_words import csv_safe, visible
from jixiao.web.modules.evaluation.stages import PROJECT_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.web.modules.evaluation.models import ProjectYear

HEADS = (
    "单位", "年度", "项目编码", "项目", "阶段", "全年预算数（元）", "全年执行数（元）", "算得分", "不能判断（分）",
    "自评分", "复核分", "复核与自评之差", "等级", "复核意见",
)  # fmt: skip
_LONGEST = 32_000
Cell = str | int | Decimal | None


def list_book(rows: Iterable[ProjectYear]) -> bytes:
    """What a list shows."""
    return book("项目自评", HEADS, (_line(one) for one in rows))


def _line(one: ProjectYear) -> tuple[Cell, ...]:
    gap = None if one.reviewed is None or one.stated is None else one.reviewed - one.stated
    return (
        one.organisation.name, one.year, one.project, one.name, PROJECT_TABLE.stages[one.stage].name.zh,
        Decimal(one.adjusted) / 100, Decimal(one.spent) / 100, one.computed, one.open_points, one.stated, one.reviewed,
        gap, one.grade, one.remark,
    )  # fmt: skip


def book(title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook with one sheet."""
    buffer = BytesIO()
    made = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = made.add_worksheet(title[:31])
    bold = made.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(heads) - 1, 16)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int | Decimal):
                sheet.write_number(line, column, cell)
            elif cell:
                sheet.write_string(line, column, csv_safe(visible(cell))[:_LONGEST])
    made.close()
    return buffer.getvalue()
