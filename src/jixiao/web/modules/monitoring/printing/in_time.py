"""The table behind the drawing of a sheet's spending, as a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from jixiao.web.modules.monitoring.pictures import running
from jixiao.web.modules.monitoring.printing.listing import write_amount

if TYPE_CHECKING:
    from jixiao.web.modules.monitoring.models import Sheet

COLUMNS = {
    "spent": "当月支出（万元）",
    "total": "累计支出（万元）",
    "line": "序时应支出（万元）",
    "before": "上年当月（万元）",
}


def in_time_table(sheet: Sheet, month: int) -> bytes:
    """A row for each month; what is not known yet is empty."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head, amount = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "#,##0.00"})
        page = book.add_worksheet("支出进度")
        page.freeze_panes(1, 1)
        page.set_column(0, 0, 10)
        page.set_column(1, len(COLUMNS), 18)
        for column, title in enumerate(("月份", *COLUMNS.values())):
            page.write_string(0, column, title, head)
        for line, row in enumerate(running(sheet, month), 1):
            page.write_string(line, 0, f"{row['month']} 月")
            for column, name in enumerate(COLUMNS, 1):
                write_amount(page, line, column, row[name], amount)
    return buffer.getvalue()
