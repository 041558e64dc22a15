"""Exports: the list of rectifications (问题整改清单) and the use of results, as workbooks."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from jixiao.reports.facts.plain_words import csv_safe, visible
from jixiao.web.platform.money import in_ten_thousands

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.web.modules.rectification.following import Row
    from jixiao.web.registers.problems.models import Problem

LIST_HEADS = (
    "序号", "单位", "年度", "问题", "来源", "项目", "状态", "责任人", "整改期限", "整改情况", "验收人", "结果应用",
    "实际变化",
)  # fmt: skip
USE_HEADS = (
    "单位", "项目编码", "项目", "评价等次", "得分", "建议", "决定", "压减额（万元）", "理由", "本年年初预算（万元）",
    "下年年初预算（万元）", "增减（万元）", "状态", "未落实的说明",
)  # fmt: skip
_WIDTHS = (6, 22, 8, 40, 10, 10, 10, 10, 12, 40, 10, 30, 30, 30)
_LONGEST_CELL = 32_000


def problem_list(problems: Iterable[Problem]) -> bytes:
    """The list of rectifications, as it is filed."""
    rows = (
        (
            str(number), one.organisation.name, str(one.year), one.title, one.origin_name.zh, one.project,
            one.stage_name.zh, one.owner.name if one.owner else "", one.until.isoformat() if one.until else "",
            one.done, one.accepted_by.name if one.accepted_by else "", one.use, one.changed,
        )
        for number, one in enumerate(problems, 1)
    )  # fmt: skip
    return _book("问题整改清单", LIST_HEADS, rows)


def use_list(rows: Iterable[Row]) -> bytes:
    """What followed from the results."""
    written = (
        (
            one.organisation.name, one.code, one.name, _verdict(one), one.score, one.proposed_said.zh,
            one.consequence.decision_name.zh if one.consequence else "",
            _wan(one.consequence.amount if one.consequence else None),
            one.consequence.reason if one.consequence else "",
            _wan(one.this), _wan(one.following), _wan(one.difference), one.state.zh,
            one.consequence.explained if one.consequence else "",
        )
        for one in rows
    )  # fmt: skip
    return _book("结果应用", USE_HEADS, written)


def _wan(fen: int | None) -> str:
    return "" if fen is None else in_ten_thousands(fen)


def _book(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=False)):
            sheet.set_column(column, column, width, wrapped)
            sheet.write_string(0, column, head, bold)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, csv_safe(visible(cell))[:_LONGEST_CELL])
    return buffer.getvalue()


def _verdict(one: Row) -> str:
    return f"{one.verdict}（部门整体）" if one.is_departments else one.verdict
