"""The list of a round as a workbook: words as words, amounts as numbers in 万元."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from jixiao.core.monitoring.lights import NAMES
from jixiao.reports.facts.plain_words import visible
from jixiao.web.platform.money import share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.web.modules.monitoring.models import Round

_MOST_DIGITS = 15  # that a spreadsheet keeps of a number
HEADS = (
    "单位", "年初预算（万元）", "调整后预算（万元）", "已支出（万元）", "执行率", "全年预计（万元）", "资金灯",
    "目标灯", "项目数", "红灯项目", "黄灯项目", "填写齐全的表", "监控表", "阶段", "期限", "红灯决定",
)  # fmt: skip


def listing(one: Round, rows: Iterable[dict[str, Any]]) -> bytes:
    """The workbook of one sheet."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        amount, words = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("绩效监控")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, len(HEADS) - 1, 14)
        for column, title in enumerate(HEADS):
            sheet.write_string(0, column, title, head)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(_cells(one, row)):
                if isinstance(cell, tuple):
                    write_amount(sheet, line, column, cell[0], amount)
                elif isinstance(cell, int):
                    sheet.write_number(line, column, cell)
                else:
                    sheet.write_string(line, column, visible(cell), words)
    return buffer.getvalue()


def _cells(one: Round, row: dict[str, Any]) -> tuple[Any, ...]:
    """The cells of a row; an amount in fen stands in a tuple of its own."""
    sheet, counts = row["sheet"], row["counts"]
    return (
        sheet.filing.organisation.name, (sheet.initial,), (sheet.adjusted,), (sheet.spent,),
        share(sheet.spent, sheet.adjusted), (sheet.forecast,), NAMES[sheet.money_light].zh,
        NAMES[sheet.goal_light].zh if sheet.goals else "没有目标", counts.get("projects", 0), counts.get("red", 0),
        counts.get("yellow", 0), counts.get("filled", 0), counts.get("all", 0), row["filing"].now.name.zh,
        one.until.isoformat(), row["standing"].words.zh,
    )  # fmt: skip


def write_amount(sheet: Any, line: int, column: int, fen: int | None, form: Any) -> None:  # noqa: ANN401 - of xlsxwriter
    """An amount as a number; as words where a spreadsheet would not keep all its digits."""
    if fen is None:
        return
    whole, rest = divmod(abs(fen), 1_000_000)
    exact = f"{'-' if fen < 0 else ''}{whole}.{rest:06d}"
    if len(exact.lstrip("-").replace(".", "").strip("0")) <= _MOST_DIGITS:
        sheet.write_number(line, column, float(exact), form)  # what the file format stores; read back it is exact
    else:
        sheet.write_string(line, column, exact)
