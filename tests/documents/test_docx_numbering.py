"""Automatic numbers, written out as Word shows them."""

import pytest

from jixiao.documents.opening import read_document
from jixiao.documents.readers.docx_numbering import chinese
from tests.documents.packing import docx_of, p


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    form, pattern = f'<w:numFmt w:val="{form}"/>', f'<w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{form}{pattern}{more}</w:lvl>'


def lists(*levels: str, num: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{num}'
    )


def item(words: str, at: int = 0, num: int = 1) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>')


def said(body: str, numbering: str, styles: str = "") -> list[str]:
    return read_document(docx_of(body, numbering=numbering, styles=styles), "a.docx").text.split("\n")[:-1]


def test_levels_count_on_and_begin_anew():
    numbering = lists(
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
    )
    body = item("甲") + item("乙", 1) + item("丙", 2) + item("丁", 2) + item("戊", 1) + item("己", 2) + item("庚")
    assert said(body, numbering) == ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚"]


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("decimal", "3"),
        ("decimalZero", "03"),
        ("upperRoman", "III"),
        ("lowerLetter", "c"),
        ("ideographDigital", "三"),
        ("ideographTraditional", "丙"),
        ("chineseLegalSimplified", "叁"),
        ("decimalEnclosedCircleChinese", "③"),
        ("decimalFullWidth", "３"),
        ("somethingElse", "3"),
    ],
)
def test_forms_of_numbers(form: str, third: str):
    assert said(item("a") + item("b") + item("c"), lists(level(0, form, "第%1条")))[2] == f"第{third}条c"


def test_numbers_of_several_levels_and_legal_ones():
    numbering = lists(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert said(item("甲") + item("乙", 1) + item("丙", 1), numbering) == ["一、甲", "1.1 乙", "1.2 丙"]


def test_lists_of_one_kind_go_on_unless_they_start_anew():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    num = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="0"/>{start}</w:num>'
    )
    body = item("a") + item("b", num=2) + item("c", num=3) + item("d", num=3)
    assert said(body, lists(level(0, "decimal", "%1、"), num=num)) == ["1、a", "2、b", "1、c", "2、d"]


def test_styles_count_too():
    styles = (
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = lists(level(0, "decimal", "%1."), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'))
    body = p("甲", '<w:pStyle w:val="h2"/>') + p("乙", '<w:pStyle w:val="h2"/>')
    off = p("丙", '<w:pStyle w:val="h2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert said(body + off, numbering, styles) == ["（一）甲", "（二）乙", "丙"]


def test_bullets_empty_items_and_unknown_lists():
    numbering = lists(level(0, "bullet", "\uf0b7"))
    assert said(item("a") + item("") + item("b", 5) + item("c", num=9), numbering) == ["• a", "b", "c"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百〇五"),
        (110, "一百一十"),
    ],
)
def test_chinese_numbers(number: int, words: str):
    assert chinese(number) == words
