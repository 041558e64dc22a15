"""Workbooks: what the sheets show."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from jixiao.core.document.block import Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import read_document
from tests.documents.packing import xlsx_of


def saved(book: openpyxl.Workbook) -> DocumentText:
    buffer = BytesIO()
    book.save(buffer)
    return read_document(buffer.getvalue(), "a.xlsx")


def sheet(inside: str, **others: str) -> DocumentText:
    return read_document(xlsx_of(('name="表"', inside), **others), "a.xlsx")


def row(number: int, *cells: tuple[str, str]) -> str:
    """A row of plain numbers: (column, value) each."""
    inside = "".join(f"<c r='{column}{number}'><v>{value}</v></c>" for column, value in cells)
    return f"<row r='{number}'>{inside}</row>"


def rows(document: DocumentText, number: int = 0) -> list[list[str | None]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[cell and document.at(cell) for cell in row] for row in tables[number].grid]


def paragraphs(document: DocumentText) -> list[tuple[str, int | None]]:
    return [(document.at(block), block.level) for block in document.blocks if isinstance(block, Paragraph)]


def test_a_workbook_that_openpyxl_wrote():
    book = openpyxl.Workbook()
    made = book.active
    made.title = "收支总表"
    made["A1"] = "2024 年收支总表"
    made.merge_cells("A1:D1")
    for values in (
        ["项目", "金额", "占比", "日"],
        ["一、收入", 1234.5, 0.12345, date(2024, 12, 31)],
        ["二、支出", 0.1 + 0.2],
    ):
        made.append(values)
    made["B3"].number_format, made["C3"].number_format = "#,##0.00", "0.00%"
    made["D3"].number_format = 'yyyy"年"m"月"d"日"'
    made["A5"] = "注：本表无说明"
    book.create_sheet("空")
    document = saved(book)
    assert paragraphs(document) == [("收支总表", 1), ("2024 年收支总表", None), ("注：本表无说明", None), ("空", 1)]
    assert rows(document) == [
        ["项目", "金额", "占比", "日"],
        ["一、收入", "1,234.50", "12.35%", "2024年12月31日"],
        ["二、支出", "0.3", "", ""],
    ]


def test_merged_cells_have_their_spans():
    book = openpyxl.Workbook()
    for values in (["项目", "金额", None], [None, "今年", "去年"], ["支出", 1, 2]):
        book.active.append(values)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    assert rows(saved(book)) == [["项目", "金额", "金额"], ["项目", "今年", "去年"], ["支出", "1", "2"]]


def test_hidden_sheets_are_left_out_and_hidden_rows_read_both_said():
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    book.active.row_dimensions[1].hidden = True
    hidden = book.create_sheet("藏")
    hidden["A1"] = "秘"
    hidden.sheet_state = "veryHidden"
    document = saved(book)
    assert "秘" not in document.text
    assert [warning.en for warning in document.warnings] == [
        "the sheet “Sheet” has hidden rows or columns; they are read",
        "the sheet “藏” is hidden; it is not read",
    ]


def test_formulas_have_their_stored_results():
    inside = (
        "<sheetData><row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1' t='str'><f>A1</f><v>二</v></c>"
        "<c r='C1'><f>3</f></c></row></sheetData>"
    )
    document = sheet(inside)
    assert rows(document) == [["2", "二"]]
    assert ["1 formulas" in warning.en for warning in document.warnings] == [True]


def test_kinds_of_cells():
    inside = (
        "<sheetData><row><c t='s'><v>0</v></c><c t='inlineStr'><is><r><t>内</t></r><r><t>联</t></r></is></c>"
        "<c t='b'><v>1</v></c><c t='e'><v>#REF!</v></c><c t='s'><v>99</v></c>"
        "<c t='d'><v>2024-12-31</v></c></row></sheetData>"
    )
    strings = "<si><r><t>共_x000A_享</t></r><rPh><t>gong</t></rPh></si>"
    assert rows(sheet(inside, strings=strings)) == [["共\n享", "内联", "TRUE", "#REF!", "2024-12-31"]]


def test_a_stray_cell_far_away_costs_nothing():
    inside = row(1, ("A", "1"), ("B", "2")) + row(1_048_576, ("A", "3"), ("XFD", "4"))
    assert rows(sheet(f"<sheetData>{inside}</sheetData>")) == [["1", "2", ""], ["3", "", "4"]]


def test_rows_that_every_page_repeats_are_the_head():
    inside = f"<sheetData>{row(1, ('A', '1'), ('B', '2'))}{row(2, ('A', '1'), ('B', '2'))}</sheetData>"
    names = (
        "<definedNames><definedName name='_xlnm.Print_Titles' localSheetId='0'>表!$1:$1</definedName></definedNames>"
    )
    table = next(block for block in sheet(inside, names=names).blocks if isinstance(block, Table))
    assert table.heads == 1


def test_macros_are_said():
    content = xlsx_of(('name="表"', "<sheetData/>"), others={"xl/vbaProject.bin": "x"})
    assert ["macros" in warning.en for warning in read_document(content, "a.xlsm").warnings] == [True]


def test_a_hundred_thousand_rows_are_read():
    line = '<row><c t="inlineStr"><is><t>户</t></is></c><c><v>2</v></c></row>'
    document = sheet(f"<sheetData>{line * 100_000}</sheetData>")
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert (table.rows, table.columns) == (100_000, 2)


def test_more_cells_than_the_limit_are_refused():
    line = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    content = xlsx_of(('name="表"', f"<sheetData>{line * 50}</sheetData>"))
    assert read_document(content, "a.xlsx", Limits(most_cells=100)).blocks
    with pytest.raises(InputFault, match="cells"):
        read_document(content, "a.xlsx", Limits(most_cells=99))


def test_a_sheet_of_scattered_cells_is_refused_before_it_fills_memory():
    cells = "".join(
        f"<row r='{n}'><c r='A{n}'><v>1</v></c><c r='{col}{n}'><v>1</v></c></row>" for n, col in scattered()
    )
    with pytest.raises(InputFault, match="cells"):
        sheet(f"<sheetData>{cells}</sheetData>")


def scattered() -> list[tuple[int, str]]:
    letters = "BCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [(n + 1, f"{letters[n // 24]}{letters[n % 24]}") for n in range(500)]
