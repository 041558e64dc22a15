"""What is assigned, as a workbook; every cell is words, or a year."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from jixiao.core.kernel.text import Text
from jixiao.web.platform.people.names import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.kernel.text import Language
    from jixiao.web.platform.people.models import Assignment

HEADS = (
    (Text("单位", "organisation"), 28),
    (Text("年度", "year"), 8),
    (Text("评价人", "who"), 14),
    (Text("登录名", "sign-in name"), 16),
    (Text("自", "from"), 12),
    (Text("至", "until"), 12),
    (Text("种子", "seed"), 18),
    (Text("分派人", "assigned by"), 14),
)


def as_xlsx(assignments: Iterable[Assignment], lang: Language) -> bytes:
    """A line each."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(Text("评价任务", "Assignments").said(lang))
        bold, plain = book.add_format({"bold": True, "bottom": 1}), book.add_format({"quote_prefix": True})
        for column, (head, width) in enumerate(HEADS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head.said(lang), bold)
        sheet.freeze_panes(1, 0)
        for row, one in enumerate(assignments, start=1):
            by = one.by.name if one.by else ""
            words = (
                one.organisation.name,
                None,
                one.person.name,
                one.person.username,
                one.since,
                one.until,
                one.seed,
                by,
            )
            for column, cell in enumerate(words):
                if cell is None:
                    sheet.write_number(row, column, one.year)
                else:
                    sheet.write_string(row, column, shown(str(cell)), plain)
    return out.getvalue()
