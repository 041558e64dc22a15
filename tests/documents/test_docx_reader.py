"""Word documents: the body as Word shows it with all revisions accepted."""

from io import BytesIO

import docx
import pytest

from jixiao.core.document.block import Paragraph, Table
from jixiao.core.document.document_text import DocumentText
from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import read_document
from tests.documents.packing import docx_of, p, tbl, tc, tr


def read(body: str, **parts: str) -> DocumentText:
    return read_document(docx_of(body, **parts), "a.docx")


def said(document: DocumentText) -> list[str]:
    return [document.at(block) for block in document.blocks]


def rows(document: DocumentText, number: int = 0) -> list[list[str | None]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[cell and document.at(cell) for cell in row] for row in tables[number].grid]


def test_a_document_that_python_docx_wrote():
    made = docx.Document()
    made.add_heading("一、部门概况", 1)
    made.add_paragraph("支出 1,234.50 万元。")
    made.add_paragraph("第一项", style="List Number")
    made.add_paragraph("第二项", style="List Number")
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
    for column, words in enumerate(("支出", "1.00", "2.00")):
        table.cell(2, column).text = words
    buffer = BytesIO()
    made.save(buffer)
    document = read_document(buffer.getvalue(), "a.docx")
    assert said(document)[:4] == ["一、部门概况", "支出 1,234.50 万元。", "1. 第一项", "2. 第二项"]
    assert [block.level for block in document.blocks if isinstance(block, Paragraph)] == [1, None, None, None]
    assert rows(document) == [["项目", "金额", "金额"], ["项目", "", ""], ["支出", "1.00", "2.00"]]
    assert document.warnings == ()


def test_paragraphs_and_tables_stand_in_the_order_of_the_body():
    body = p("前") + tbl(tr(tc("a"), tc("b"))) + f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>" + p("后")
    assert said(read(body)) == ["前", "a\tb", "控件", "后"]


RUNS = {
    "<w:r><w:t>支</w:t></w:r><w:r><w:t>出</w:t></w:r>": "支出",
    "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r>": "甲\t乙\n丙-",
    "<w:r><w:t>甲</w:t><w:br w:type='page'/><w:t>乙</w:t></w:r>": "甲乙",
    "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>": "新",
    "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>": "新",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t></w:r>": "见",
    "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>见</w:t></w:r>": "见",
    "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>": "3",
    "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>": "链接",
    "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>是</w:t></w:r>": "☑是",
    "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>": "1/4",
}


@pytest.mark.parametrize(("runs", "words"), RUNS.items())
def test_the_words_of_a_paragraph(runs: str, words: str):
    assert said(read(f"<w:p>{runs}</w:p>")) == [words]


def test_revisions_are_accepted_and_said():
    document = read("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>")
    assert ["tracked changes" in warning.en for warning in document.warnings] == [True]


def test_text_boxes_come_once_behind_their_paragraph():
    box = "<w:r><mc:AlternateContent>{}{}</mc:AlternateContent></w:r>"
    inner = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    body = "<w:p><w:r><w:t>文</w:t></w:r>" + box.format(
        f"<mc:Choice>{inner}</mc:Choice>", f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback>"
    )
    assert said(read(body + "</w:p>" + p("后"))) == ["文", "框", "后"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b1"><w:name w:val="自定"/><w:basedOn w:val="a1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c1"><w:name w:val="正"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="d1"><w:name w:val="d"/><w:basedOn w:val="d1"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="a1"/>', 2),
        ('<w:pStyle w:val="b1"/>', 2),
        ('<w:pStyle w:val="c1"/>', 1),
        ('<w:pStyle w:val="d1"/>', None),
        ('<w:pStyle w:val="unknown"/>', None),
        ('<w:outlineLvl w:val="2"/>', 3),
        ('<w:pStyle w:val="a1"/><w:outlineLvl w:val="9"/>', None),
        ("", None),
    ],
)
def test_the_level_of_a_heading(properties: str, level: int | None):
    (block,) = read(p("题", properties), styles=STYLES).blocks
    assert isinstance(block, Paragraph)
    assert block.level == level


def test_merged_cells_have_their_spans():
    body = tbl(
        tr(tc("项目", '<w:vMerge w:val="restart"/>'), tc("金额", '<w:gridSpan w:val="2"/>')),
        tr(tc("", "<w:vMerge/>"), tc("今年"), tc("去年")),
        tr(tc("x"), tc("1"), tc("2"), properties='<w:gridBefore w:val="0"/>'),
    )
    document = read(body)
    assert rows(document) == [["项目", "金额", "金额"], ["项目", "今年", "去年"], ["x", "1", "2"]]
    assert document.text == "项目\t金额\n今年\t去年\nx\t1\t2\n"


def test_columns_before_a_row_are_empty():
    body = tbl(tr(tc("a"), tc("b")), tr(tc("c"), properties='<w:gridBefore w:val="1"/>'))
    assert rows(read(body)) == [["a", "b"], ["", "c"]]


def test_repeated_rows_are_the_head():
    body = tbl(tr(tc("项目"), tc("金额"), properties="<w:tblHeader/>"), tr(tc("支出"), tc("1")))
    (table,) = read(body).blocks
    assert isinstance(table, Table)
    assert table.heads == 1


def test_deleted_rows_are_left_out():
    body = tbl(tr(tc("旧"), tc("1"), properties="<w:del/>"), tr(tc("新"), tc("2")))
    assert rows(read(body)) == [["新", "2"]]


def test_a_table_inside_a_cell_is_words_and_a_frame_is_looked_through():
    inner = tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁")))
    framed = read(tbl(tr(tc(p("题") + inner))))
    assert said(framed) == ["题", "甲\t乙\n丙\t丁"]
    nested = read(tbl(tr(tc("项目说明"), tc("金额合计")), tr(tc("支出"), tc(p("见") + inner))))
    assert rows(nested)[1] == ["支出", "见\n甲 乙\n丙 丁"]


def test_notes_come_last_and_separators_do_not():
    notes = f'<w:footnote w:type="separator">{p("线")}</w:footnote><w:footnote w:id="2">{p("脚注")}</w:footnote>'
    assert said(read(p("文"), footnotes=notes)) == ["文", "脚注"]


def test_macros_pictures_and_embedded_files_are_said():
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    body = f"<w:p><w:r>{blip}<w:t>文</w:t></w:r></w:p><w:altChunk/>"
    document = read_document(docx_of(body, {"word/vbaProject.bin": "x"}), "a.docx")
    assert [warning.en.split(";")[0] for warning in document.warnings] == [
        "the document holds macros",
        "1 pictures in the document",
        "the document embeds other files",
    ]


def test_the_strict_form_is_read():
    content = docx_of(p("文"))
    assert said(read_document(content, "a.docx")) == ["文"]
    strict = docx_of(p("文"), {"word/document.xml": STRICT})
    assert said(read_document(strict, "a.docx")) == ["严格"]


STRICT = (
    '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>严格</w:t></w:r></w:p>'
    "</w:body></w:document>"
)


def test_more_cells_or_characters_than_the_limits_are_refused():
    content = docx_of(tbl(*(tr(tc("1"), tc("2")) for _ in range(60))))
    with pytest.raises(InputFault, match="cells"):
        read_document(content, "a.docx", Limits(most_cells=100))
    with pytest.raises(InputFault, match="characters"):
        read_document(content, "a.docx", Limits(most_characters=100))
