"""Sheets out: the template, and exports as XLSX or CSV. No cell of them can become a formula."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import xlsxwriter

from jixiao.web.modules.budget import codes
from jixiao.web.modules.budget.sheets.rows import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.web.modules.budget.models import Budget, Project

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_MOST_DIGITS = 15  # that a spreadsheet keeps of a number
_MOST_NAME = 31  # characters of the name of a sheet

Cell = str | int | None  # a whole number is an amount in fen


def _ten_thousands(fen: int) -> str:
    """Fen as 万元, exact, with an ASCII minus sign: for programs."""
    whole, rest = divmod(abs(fen), 1_000_000)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:06d}"


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV with a byte order mark, for Excel takes it for GBK without one."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow([_guarded(head) for head in heads])
    for row in rows:
        writer.writerow(_ten_thousands(cell) if isinstance(cell, int) else _guarded(cell or "") for cell in row)
    return ("\ufeff" + file.getvalue()).encode()


def _guarded(words: str) -> str:
    """Words that a spreadsheet would take for a formula, with a mark before them."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words


def as_xlsx(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet: words as words, amounts as numbers in 万元."""
    return as_workbook([(name, heads, rows)])


def as_workbook(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> bytes:
    """A workbook of several sheets: name, heads, rows."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        amount = book.add_format({"num_format": "#,##0.00"})
        words = book.add_format({"num_format": "@"})
        for name, heads, rows in sheets:
            sheet = book.add_worksheet(name[:_MOST_NAME])
            for column, title in enumerate(heads):
                sheet.write_string(0, column, title, head)
            sheet.set_column(0, len(heads) - 1, 16)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        _write_amount(sheet, number, column, cell, amount)
                    elif cell:
                        sheet.write_string(number, column, cell, words)
    return file.getvalue()


def _write_amount(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, fen: int, form: xlsxwriter.format.Format
) -> None:
    """An amount as a number; as words where a spreadsheet would not keep all its digits."""
    exact = _ten_thousands(fen)
    if len(exact.lstrip("-").replace(".", "").strip("0")) <= _MOST_DIGITS:
        sheet.write_number(row, column, float(exact), form)  # what the file format stores; read back it is exact
    else:
        sheet.write_string(row, column, exact)


def template(budget: Budget, projects: Iterable[Project]) -> bytes:
    """The workbook to fill in: heads, choices, a second sheet that explains, a third with the projects."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8F1F4"})
        text, amount = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0.00####"})
        sheet = book.add_worksheet("预算行")
        for column, (name, title) in enumerate(COLUMNS.items()):
            sheet.write_string(0, column, title.zh, head)
            sheet.set_column(column, column, 30 if name == "name" else 18, amount if name == "initial" else text)
        sheet.freeze_panes(1, 0)
        names = list(COLUMNS)
        nature, fund = names.index("nature"), names.index("fund")
        sheet.data_validation(1, nature, 5000, nature, {"validate": "list", "source": ["基本支出", "项目支出"]})
        kinds = book.add_worksheet("资金来源")
        for row, kind in enumerate(codes.fund_types().values()):
            kinds.write_string(row, 0, kind.zh)
        source = f"=资金来源!$A$1:$A${len(codes.fund_types())}"
        sheet.data_validation(1, fund, 5000, fund, {"validate": "list", "source": source})
        _explain(book, budget)
        _list_projects(book, projects, head)
    return file.getvalue()


def _explain(book: xlsxwriter.Workbook, budget: Budget) -> None:
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    rows = [
        ("预算", f"{budget.organisation.name} {budget.year} 年"),
        (COLUMNS["number"].zh, "可不填，导入时顺序编号；填已有的编号，则修改那一行。"),
        (COLUMNS["nature"].zh, "基本支出，或项目支出。"),
        (COLUMNS["project"].zh, "项目支出必填，须已在项目库登记且年限包含本年；基本支出不填。"),
        (COLUMNS["name"].zh, "项目支出可不填，取项目名称。"),
        (COLUMNS["functional"].zh, "七位项级科目编码，如 2150805。"),
        (COLUMNS["economic"].zh, "五位款级科目编码，如 30201。"),
        (COLUMNS["fund"].zh, "、".join(kind.zh for kind in codes.fund_types().values())),
        (COLUMNS["initial"].zh, "单位万元，最多六位小数；表头写成“年初预算（元）”则按元读取，最多两位小数。"),
        ("导入", "有一行有误，整个文件都不导入；导入后可以撤销。"),
    ]
    for number, (name, words) in enumerate(rows):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, words)


def _list_projects(book: xlsxwriter.Workbook, projects: Iterable[Project], head: xlsxwriter.format.Format) -> None:
    sheet = book.add_worksheet("项目库")
    for column, title in enumerate(("项目编码", "项目名称", "年限")):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, 28)
    for number, project in enumerate(projects, 1):
        years = f"{project.since}—{project.until or ''}"
        for column, words in enumerate((project.code, project.name, years)):
            sheet.write_string(number, column, words)
