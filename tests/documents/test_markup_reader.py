"""Web pages: what a browser shows, in its order."""

import pytest

from jixiao.core.document.block import Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import read_document


def read(body: str) -> DocumentText:
    return read_document(
        f"<!DOCTYPE html><html><head><title>题</title></head><body>{body}</body></html>".encode(), "a.html"
    )


def said(document: DocumentText) -> list[str]:
    return [document.at(block) for block in document.blocks]


def rows(document: DocumentText, table: Table) -> list[list[str | None]]:
    return [[cell and document.at(cell) for cell in row] for row in table.grid]


def only_table(document: DocumentText) -> Table:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table


def test_blocks_breaks_and_inline_elements():
    document = read("<div>示例<b>区</b>\n  审计局<br>第二行<p>&nbsp;段<span>落</span></p>尾</div><ul><li>一<li>二</ul>")
    assert said(document) == ["示例区 审计局", "第二行", "段落", "尾", "一", "二"]
    assert document.text == "示例区 审计局\n第二行\n段落\n尾\n一\n二\n"


def test_headings_have_levels():
    document = read("<h1>题</h1><h3>一、<i>概况</i></h3><p>文</p>")
    assert [block.level for block in document.blocks if isinstance(block, Paragraph)] == [1, 3, None]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '<p>藏</p>';</script>",
        "<style>p { color: red }</style>",
        "<p style='DISPLAY : none'>藏</p>",
        "<p hidden>藏</p>",
        "<div style='visibility:hidden'>藏<p>藏</p></div>",
        "<select><option>藏</select>",
        "<!-- 藏 -->",
        "<noscript>藏</noscript>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str):
    assert said(read(f"<p>前</p>{hidden}<p>后</p>")) == ["前", "后"]


def test_a_table_with_head_and_merged_cells():
    document = read(
        "<table><caption>收支总表</caption><thead><tr><th rowspan=2>项目<th colspan=2>金额</thead>"
        "<tr><th>今年<th>去年</tr><tr><td>一、<p>收入</p><td> 1.00 <td></tr></table>"
    )
    table = only_table(document)
    assert rows(document, table) == [["项目", "金额", "金额"], ["项目", "今年", "去年"], ["一、\n收入", "1.00", ""]]
    assert table.heads == 2
    assert said(document)[0] == "收支总表"
    assert document.at(table) == "项目\t金额\n今年\t去年\n一、\n收入\t1.00\t"


def test_layout_tables_are_looked_through():
    document = read(
        "<table><tr><td>栏目</td><td><h2>表</h2><table><tr><td>项目<td>金额<tr><td>示例支出合计<td>1</table>注：无</td></tr></table>"
    )
    assert rows(document, only_table(document)) == [["项目", "金额"], ["示例支出合计", "1"]]
    assert said(document)[0] == "栏目"
    assert said(document)[-1] == "注：无"


def test_a_small_table_inside_a_cell_is_words_of_the_cell():
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    document = read(f"<table><tr><td>项目说明和其他情况<td>金额合计<tr><td>支出合计<td>{inner}</table>")
    assert rows(document, only_table(document))[1] == ["支出合计", "a b\nc d"]


def test_a_table_of_one_cell_is_a_frame():
    assert [type(block) for block in read("<table><tr><td><p>文</p></td></tr></table>").blocks] == [Paragraph]


@pytest.mark.parametrize(
    "content",
    [
        '<html><meta charset="gb2312"><p>示例区</p></html>'.encode("gb18030"),
        '<html><meta http-equiv="Content-Type" content="text/html; charset=GBK"><p>示例区</p></html>'.encode("gb18030"),
        '<?xml version="1.0" encoding="utf-8"?><html><p>示例区</p></html>'.encode(),
        '<html><meta charset="gb2312"><p>示例区</p></html>'.encode(),
    ],
)
def test_the_encoding_is_the_declared_one_where_that_is_right(content: bytes):
    assert said(read_document(content, "a.htm")) == ["示例区"]


def test_an_empty_page_says_so():
    assert [warning.en for warning in read("").warnings] == ["the page shows no text"]


@pytest.mark.parametrize(
    "body",
    ["<div>" * 100_000 + "x", "<table><tr><td>" * 5000 + "x", f"<p title='{'x' * 15_000_000}'>文</p>"],
    ids=["deep blocks", "deep tables", "a huge attribute"],
)
def test_what_the_parser_gives_up_on_is_refused(body: str):
    with pytest.raises(InputFault, match="nested too deep"):
        read(body)


def test_more_cells_than_the_limit_are_refused():
    content = b"<html><table>" + b"<tr><td>1<td>2" * 60 + b"</table>"
    with pytest.raises(InputFault, match="cells"):
        read_document(content, "a.html", Limits(most_cells=100))


def test_spans_that_are_no_numbers_are_one():
    document = read("<table><tr><td colspan='x'>a<td rowspan='-3'>b<tr><td colspan=0>c<td>d</table>")
    assert rows(document, only_table(document)) == [["a", "b"], ["c", "d"]]
