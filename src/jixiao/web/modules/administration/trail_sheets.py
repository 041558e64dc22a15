"""The audit trail as a file: CSV or XLSX, with nothing in it that a spreadsheet would compute."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.reports.facts.plain_words import csv_safe
from jixiao.web.modules.administration.trail_words import action_said
from jixiao.web.platform.people.names import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.kernel.text import Language
    from jixiao.web.platform.trail.models import Event

HEADS = (
    Text("编号", "number"),
    Text("时间", "time"),
    Text("操作人", "who"),
    Text("登录名", "sign-in name"),
    Text("操作", "action"),
    Text("操作代码", "action code"),
    Text("对象", "target"),
    Text("机构", "organisation"),
    Text("之前", "before"),
    Text("之后", "after"),
)
WIDTHS = (8, 20, 12, 16, 18, 32, 20, 20, 60, 60)
# The most that a cell of a workbook holds, with room for the mark of what was cut.
LONGEST = 32_000


def _row(event: Event, lang: Language) -> list[str]:
    cells = [
        str(event.pk),
        f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
        event.by.name if event.by else "",
        event.by.username if event.by else "",
        action_said(event.action, lang),
        event.action,
        event.target,
        event.organisation.name if event.organisation else "",
        _json(event.before),
        _json(event.after),
    ]
    return [shown(cell) for cell in cells]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def as_csv(events: Iterable[Event], lang: Language) -> bytes:
    """Events as CSV, with the mark by which spreadsheets know UTF-8."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([head.said(lang) for head in HEADS])
    for event in events:
        writer.writerow([csv_safe(cell) for cell in _row(event, lang)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(events: Iterable[Event], lang: Language) -> bytes:
    """Events as a workbook; every cell is words."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(Text("审计记录", "Audit trail").said(lang))
        bold = book.add_format({"bold": True, "bottom": 1})
        plain = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
        for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head.said(lang), bold)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, event in enumerate(events, start=1):
            for column, cell in enumerate(_row(event, lang)):
                text = cell if len(cell) <= LONGEST else cell[:LONGEST] + "…"
                sheet.write_string(last, column, text, plain)
        sheet.autofilter(0, 0, last, len(HEADS) - 1)
    return out.getvalue()
