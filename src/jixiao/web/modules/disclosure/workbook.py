"""A published year as a workbook: what was published, the figures, the indicators, the promises."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from jixiao.reports.facts.plain_words import csv_safe, visible
from jixiao.web.modules.disclosure.money import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.web.modules.disclosure.picture import Picture
    from jixiao.web.platform.people.models import Organisation

_LONGEST_CELL = 32_000


def year_book(organisation: Organisation, one: Picture) -> bytes:
    """The workbook; the same publications give the same bytes."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{organisation.name} {one.year}", "created": datetime(2020, 1, 1, tzinfo=UTC)})
    published = (
        (each.kind_words.zh, each.title, each.day.isoformat(), each.address, each.sha256) for each in one.publications
    )
    _sheet(book, "公开内容", ("内容", "标题", "公开日期", "网址", "记录的 SHA-256"), published)
    figures = (
        (each.label.zh, f"{each.value:f}", {"CNY": "元", "RATIO": "比值"}.get(each.unit, ""), each.source)
        for each in one.figures.values()
    )
    _sheet(book, "数据", ("名称", "数值", "单位", "出处"), figures, numbers=(1,))
    promises = (tuple("" if each is None else each.zh for each in (p.name, p.target, p.actual)) for p in one.promises)
    _sheet(book, "目标和结果", ("目标", "目标值", "结果"), promises)
    if one.score is not None:
        heads = ("一级指标", "指标", "满分", "得分", "自评", "说明")
        _sheet(book, "得分", heads, (_indicator(each) for each in one.score.indicators), numbers=(2, 3, 4))
    book.close()
    return buffer.getvalue()


def _indicator(each: dict[str, Any]) -> tuple[str, ...]:
    groups = each.get("groups")
    first = str(groups[0]) if isinstance(groups, list) and groups else ""
    return (first, *(str(each.get(name) or "") for name in ("name", "max", "score", "stated", "explanation")))


def _sheet(
    book: Workbook, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()
) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 24, wrapped)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            value = number(cell) if column in numbers else None
            if value is not None:
                sheet.write_number(line, column, value)
            else:
                sheet.write_string(line, column, csv_safe(visible(cell))[:_LONGEST_CELL])
