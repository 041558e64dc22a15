"""The report as PDF, DOCX, PNG and SVG."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2

from jixiao.reports.self_evaluation.drawing import svg
from jixiao.reports.self_evaluation.paper import plain, written
from jixiao.reports.self_evaluation.pdf import drawing_png, report_pdf
from jixiao.reports.self_evaluation.word import report_docx
from tests.reports.self_evaluation.papers import paper

BYLINE = "部门名称：产业服务局（示例市）"


def test_the_same_report_gives_the_same_bytes():
    assert report_pdf(paper(), BYLINE) == report_pdf(paper(), BYLINE)
    assert report_docx(paper(), BYLINE) == report_docx(paper(), BYLINE)
    assert written(paper()) == written(paper())


def test_the_pdf_is_upright_its_attachment_across_and_nothing_vanishes():
    document = pypdfium2.PdfDocument(report_pdf(paper(), BYLINE, "草稿"))
    pages = [document[number] for number in range(len(document))]
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert pages[0].get_width() < pages[0].get_height() and pages[-1].get_width() > pages[-1].get_height()
    for words in ("草稿", "执行情况表", "1,090.00万元", "〓(U+9F98)", "预算执行率", "94.78%"):
        assert words in text.replace("\r\n", "").replace(" ", ""), words


def test_the_docx_has_pictures_tables_and_heads_in_its_outline():
    document = docx.Document(BytesIO(report_docx(paper(), BYLINE, "草稿")))
    words = [one.text for one in document.paragraphs]
    assert "2024年度部门整体支出绩效自评报告" in words and BYLINE in words
    assert len(document.inline_shapes) == 3 and len(document.tables) == 2
    assert document.tables[0].cell(3, 2).text == "1,090.00"
    assert document.sections[-1].page_width > document.sections[-1].page_height
    assert document.element.xml.count("w:outlineLvl") == 3


def test_without_pictures_the_words_are_the_same():
    with_, without = (docx.Document(BytesIO(report_docx(paper(), BYLINE, with_pictures=one))) for one in (True, False))
    texts = [[one.text for one in document.paragraphs if one.text] for document in (with_, without)]
    assert texts[0] == texts[1] and len(without.inline_shapes) == 0


def test_a_drawing_is_a_picture_and_svg_that_tells_what_it_shows():
    for part in paper()["parts"]:
        if part["kind"] == "chart":
            assert drawing_png(part["drawing"]).startswith(b"\x89PNG")
            drawn = svg(part["drawing"])
            assert "<desc>" in drawn and 'role="img"' in drawn and "style=" not in drawn


def test_the_lines_of_a_part_are_those_of_the_file():
    lines = [line for part in paper()["parts"] for line in plain(part)]
    assert "全年支出1,090.00万元，龘字不在字库里。<&" in lines and "项目支出" in lines
