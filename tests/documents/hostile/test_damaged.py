"""Damaged, mislabelled and odd files."""

import warnings

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import read_document
from tests.documents.packing import docx_of, p, packed, relations, tbl, tc, tr, xlsx_of

DOCX = docx_of(p("文") + tbl(tr(tc("甲"), tc("乙"))))
XLSX = xlsx_of(('name="表"', "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"))


@pytest.mark.parametrize("content", [DOCX, XLSX], ids=["docx", "xlsx"])
@pytest.mark.parametrize("share", [1, 25, 50, 75, 99])
def test_a_file_that_was_cut_off(content: bytes, share: int):
    with pytest.raises(InputFault, match="damaged"):
        read_document(content[: max(4, len(content) * share // 100)], "a.docx")


@pytest.mark.parametrize(
    "content",
    [
        docx_of("", {"word/document.xml": "<w:document"}),
        docx_of("", {"word/document.xml": "<x/>"}),
        docx_of("", {"word/document.xml": ""}),
        docx_of(p("文"), {"word/_rels/document.xml.rels": "no xml"}),
        packed({"word/other.xml": "<x/>"}),
        packed({"word/other.xml": "<x/>", "_rels/.rels": relations(("officeDocument", "../../../etc/passwd"))}),
        packed({"xl/other.xml": "<x/>"}),
        xlsx_of(('name="表"', "<sheetData><row>")),
        xlsx_of(('name="表"', ""), others={"xl/styles.xml": "<styleSheet"}),
    ],
    ids=range(9),
)
def test_parts_that_are_missing_or_broken(content: bytes):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the part that the test replaces
        with pytest.raises(InputFault, match="damaged"):
            read_document(content, "a.bin")


def test_a_packed_file_with_a_password():
    content = bytearray(DOCX)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    with pytest.raises(InputFault, match="password"):
        read_document(bytes(content), "a.docx")


def test_nul_characters_are_said_and_kept():
    document = read_document(("示例区支出良好。" * 50 + "\x00").encode(), "a.txt")
    assert "\x00" in document.text
    assert [warning.en for warning in document.warnings] == ["the text holds NUL characters"]


def test_marks_of_direction_stay_where_they_are():
    text = "\u202e示例区\u202c支出 \u200f1.00\u200e 万元。"
    assert read_document(text.encode(), "a.txt").text == text
    assert read_document(f"<html><p>{text}</p>".encode(), "a.html").text == text + "\n"


def test_a_workbook_without_styles_or_strings():
    content = packed(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "/xl/worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            "<sheetData><row><c s='7'><v>1.5</v></c><c t='s'><v>0</v></c>"
            "<c r='C1'><v>2</v></c></row></sheetData></worksheet>",
        }
    )
    assert read_document(content, "a.xlsx").text == "表\n1.5\t2\n"


@pytest.mark.parametrize("name", ["文.pdf", "文.docx", "文.png"])
def test_a_text_under_another_name_is_read_as_text(name: str):
    document = read_document("示例区。".encode(), name)
    assert (document.form, len(document.warnings)) == ("text", 1)


@pytest.mark.parametrize("content", [b"<html\r", b"<html\n!", b"<html\n\xe7\xbb", b"<body ", b"<table\n"])
@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.csv", "a.md"])
def test_a_page_that_ends_within_its_first_tag(content: bytes, name: str):
    assert read_document(content, name).text in ("", content.decode("gb18030"))


def test_a_text_that_would_take_too_long_is_refused():
    limits = Limits(most_blocks=50, most_numbers=50)
    with pytest.raises(InputFault, match="paragraphs and tables"):
        read_document("示例。\n\n".encode() * 51, "a.txt", limits)
    with pytest.raises(InputFault, match="numbers"):
        read_document("支出1万元，".encode() * 51, "a.txt", limits)
    assert read_document("支出1万元，".encode() * 50, "a.txt", limits).text
