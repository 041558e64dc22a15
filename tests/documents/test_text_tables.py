"""Tables inside plain texts: tabs, pipes, commas, HTML; every cell at its place in the file."""

import pytest

from jixiao.core.document.block import Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import read_document


def read(text: str, name: str = "示例区.txt") -> DocumentText:
    return read_document(text.encode(), name)


def tables(document: DocumentText) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(document: DocumentText, number: int = 0) -> list[list[str | None]]:
    return [[cell and document.at(cell) for cell in row] for row in tables(document)[number].grid]


def paragraphs(document: DocumentText) -> list[str]:
    return [document.at(block) for block in document.blocks if isinstance(block, Paragraph)]


def test_rows_of_tabs_with_empty_cells_at_both_ends():
    document = read("单位：万元\n\n项目\t金额\t\n\t\t备注\n支出\t 1.00 \t\n\n注：无\n")
    assert rows(document) == [["项目", "金额", ""], ["", "", "备注"], ["支出", "1.00", ""]]
    assert paragraphs(document) == ["单位：万元", "注：无"]


def test_ragged_rows_have_no_cells_where_they_end():
    assert rows(read("项目\t今年\t去年\n支出\t1\n收入\t2\t3\n")) == [
        ["项目", "今年", "去年"],
        ["支出", "1", None],
        ["收入", "2", "3"],
    ]


def test_the_last_cell_may_go_over_several_lines():
    document = read("项目\t说明\n支出\t第一行\n第二行\n第三行\n收入\t短\n")
    assert rows(document) == [["项目", "说明"], ["支出", "第一行\n第二行\n第三行"], ["收入", "短"]]


def test_the_last_cell_of_the_last_row_may_go_on():
    assert rows(read("项目\t说明\n支出\t第一行\n第二行\n")) == [["项目", "说明"], ["支出", "第一行\n第二行"]]


def test_a_line_behind_a_figure_is_a_row_inside_and_a_paragraph_below():
    document = read("项目\t金额\n支出\t1.00\n其中：\n基本\t0.50\n本部门支出良好\n")
    assert rows(document) == [["项目", "金额"], ["支出", "1.00"], ["其中：", None], ["基本", "0.50"]]
    assert paragraphs(document) == ["本部门支出良好"]


def test_a_note_below_a_table_is_no_part_of_it():
    document = read("项目\t金额\n支出\t1\n注：本表无说明\n")
    assert len(rows(document)) == 2
    assert paragraphs(document) == ["注：本表无说明"]


def test_a_blank_line_ends_a_table():
    assert [len(table.grid) for table in tables(read("a\tb\n1\t2\n\na\tb\n3\t4\n5\t6\n"))] == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "\t本部门没有下属单位。\n\t第二段。\n",
        "一、概况\t1\n（一）职能\t1\n二、支出\t12\n附件\t30\n",
        "部门名称：示例区审计局\t单位：万元\n",
    ],
    ids=["indents", "table of contents", "a line of labels"],
)
def test_tabs_that_part_no_columns(text: str):
    document = read(text)
    assert tables(document) == []
    assert paragraphs(document)


def test_a_markdown_table():
    document = read("前文\n\n| 项目 | 金额 |\n|:--|--:|\n| 支出 | 1\\|2 |\n| 收入 | |\n\n后文", "a.md")
    assert rows(document) == [["项目", "金额"], ["支出", "1\\|2"], ["收入", ""]]
    assert tables(document)[0].heads == 1


def test_pipes_without_a_rule_are_words():
    assert tables(read("甲 | 乙\n丙 | 丁\n")) == []


def test_html_inside_a_text():
    text = (
        "表 1\n<table border=1><thead><tr><td rowspan=2>项目</td><td colspan='2'>金额</td></tr>"
        "<tr><td>今年<td>去年</tr></thead><tr><td><p>支出</p></td><td>&nbsp;1.00 <br/></td><td></td></tr></table>后文"
    )
    document = read(text)
    assert rows(document) == [["项目", "金额", "金额"], ["项目", "今年", "去年"], ["支出", "1.00", ""]]
    assert tables(document)[0].heads == 2
    assert paragraphs(document) == ["表 1", "后文"]


def test_html_tables_in_cells_stay_words_of_the_cell():
    document = read("正文\n<table><tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr></table>")
    assert len(tables(document)) == 1
    assert [cell and cell[0] for cell in rows(document)[0]] == ["a", "d"]


def test_spans_without_end_fill_no_memory():
    document = read("正文<table><tr><td rowspan=99999 colspan=99999>a</td></tr><tr><td>b</td></tr></table>")
    assert tables(document)[0].columns <= 257
    assert tables(document)[0].rows == 2


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.csv",
            '项目,金额\r\n"支出, 基本","1,000"\r\n收入,\r\n',
            [["项目", "金额"], ["支出, 基本", "1,000"], ["收入", ""]],
        ),
        ("a.csv", "项目;金额\n支出;1\n", [["项目", "金额"], ["支出", "1"]]),
        ("a.tsv", "项目\t金额\n支出\t1", [["项目", "金额"], ["支出", "1"]]),
        ("a.csv", '项目,说明\n支出,"两\n行 ""引"""\n', [["项目", "说明"], ["支出", '两\n行 ""引""']]),
    ],
)
def test_files_of_parted_values(name: str, text: str, expected: list[list[str]]):
    assert rows(read(text, name)) == expected


def test_prose_in_a_file_called_csv_is_prose():
    assert tables(read("本部门, 支出良好。\n没有逗号的一行。\n又一行。\n", "a.csv")) == []


def test_more_cells_than_the_limit_are_refused():
    with pytest.raises(InputFault, match="cells"):
        read_document(b"1\t2\n" * 60, "a.txt", Limits(most_cells=100))


def test_blocks_are_in_order_and_leave_nothing_out():
    document = read("题\n\na\tb\n1\t2\n\n正文。\n<table><tr><td>1</td><td>2</td></tr></table>\n尾")
    last = 0
    for block in document.blocks:
        assert last <= block.start <= block.end
        assert not document.text[last : block.start].strip()
        last = block.end
    assert not document.text[last:].strip()
