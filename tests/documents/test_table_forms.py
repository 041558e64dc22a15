"""The same table as a web page, a workbook and a Word document gives the same facts, however its head is marked."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.oxml.ns import qn

from jixiao.documents.opening import open_document
from tests.documents.tables_read import facts, said

TITLE, UNIT = "2031年部门支出预算总表", "编制部门：示例区某局    单位：万元"
Spanning = tuple[str, int, int]
ROWS: list[list[str | Spanning]] = [
    [("项目", 1, 4), ("支出预算", 1, 3)],
    [("功能分类科目编码", 1, 3), ("功能分类科目名称", 2, 1), ("合计", 2, 1), ("基本支出", 2, 1), ("项目支出", 2, 1)],
    ["类", "款", "项"],
    ["201", "", "", "一般公共服务支出", "30.00", "20.00", "10.00"],
    ["201", "13", "", "商贸事务", "30.00", "20.00", "10.00"],
    ["208", "", "", "社会保障和就业支出", "8.00", "8.00", ""],
    [("合计", 1, 4), "38.00", "28.00", "10.00"],
]
EXPECTED = [
    "initial_budget[functional_class=201] 30.00 万元",
    "initial_basic[functional_class=201] 20.00 万元",
    "initial_project[functional_class=201] 10.00 万元",
    "initial_budget[functional_class=20113] 30.00 万元",
    "initial_basic[functional_class=20113] 20.00 万元",
    "initial_project[functional_class=20113] 10.00 万元",
    "initial_budget[functional_class=208] 8.00 万元",
    "initial_basic[functional_class=208] 8.00 万元",
    "initial_budget 38.00 万元",
    "initial_basic 28.00 万元",
    "initial_project 10.00 万元",
]


def placed() -> Iterator[tuple[int, int, str, int, int]]:
    """Every cell with its row, column, words and spans."""
    taken = set()
    for row, cells in enumerate(ROWS):
        column = 0
        for cell in cells:
            words, tall, wide = (cell, 1, 1) if isinstance(cell, str) else cell
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(tall) for right in range(wide)}
            yield row, column, words, tall, wide
            column += wide


def web_page(path: Path, marked: int) -> None:
    lines = [f"<h2>{TITLE}</h2><p>{UNIT}</p><table>"]
    for number, row in enumerate(ROWS):
        cells = [(cell, 1, 1) if isinstance(cell, str) else cell for cell in row]
        words = "".join(f'<td rowspan="{tall}" colspan="{wide}">{word}</td>' for word, tall, wide in cells)
        before, after = "<thead>" if marked and not number else "", "</thead>" if number + 1 == marked else ""
        lines.append(f"{before}<tr>{words}</tr>{after}")
    page = "".join(["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>", *lines, "</table></body></html>"])
    path.write_text(page, "utf-8")


def workbook(path: Path, marked: int) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet, money = book.add_worksheet("支出预算总表"), book.add_format({"num_format": "#,##0.00"})
        if marked:
            sheet.merge_range(0, 0, 0, 6, TITLE)
        else:
            sheet.write(0, 0, TITLE)
        sheet.write(1, 0, UNIT)
        for row, column, words, tall, wide in placed():
            if tall > 1 or wide > 1:
                sheet.merge_range(row + 2, column, row + 1 + tall, column + wide - 1, words)
            elif "." in words:
                sheet.write_number(row + 2, column, Decimal(words), money)
            else:
                sheet.write_string(row + 2, column, words)


def word_document(path: Path, marked: int) -> None:
    document = docx.Document()
    document.add_heading(TITLE, 2)
    document.add_paragraph(UNIT)
    table = document.add_table(len(ROWS), 7)
    for row, column, words, tall, wide in placed():
        cell = table.cell(row, column)
        if tall > 1 or wide > 1:
            cell = cell.merge(table.cell(row + tall - 1, column + wide - 1))
        cell.text = words
    for row in table.rows[:marked]:
        properties = row._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    document.save(str(path))


@pytest.mark.parametrize("marked", [0, 1, 3])
@pytest.mark.parametrize(("form", "write"), [("html", web_page), ("xlsx", workbook), ("docx", word_document)])
def test_every_form_gives_the_same_facts(tmp_path: Path, form: str, write, marked: int):
    path = tmp_path / f"table.{form}"
    write(path, marked)
    assert [said(fact) for fact in facts(open_document(path), "budget")] == EXPECTED
