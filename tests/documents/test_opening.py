"""Opening: files are read as what they are, and what cannot be read says what to do."""

from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import open_document, read_document
from jixiao.documents.sniffing import sniff
from tests.documents.packing import docx_of, p, packed, xlsx_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = ('name="表"', "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>")


def part(name: str) -> bytes:
    """An OLE file with an entry of this name."""
    return OLE + name.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x00junk\n%PDF-1.4\n", "pdf"),
        (docx_of(p("文")), "docx"),
        (xlsx_of(SHEET), "xlsx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "picture"),
        (b"BM" + (20).to_bytes(4, "little") + bytes(14), "picture"),
        (b"<!DOCTYPE html><p>x", "html"),
        ("\ufeff\n <!-- x --><HTML><body>示例".encode(), "html"),
        ("\ufeff<html><body>示例".encode("utf-16-le"), "html"),
        (b'<?xml version="1.0"?><html xmlns="x"><body/></html>', "html"),
        (b"<table><tr><td>1</table>", "html"),
        ("示例区".encode(), "text"),
        (b"BMW 3", "text"),
        (b"a < b", "text"),
        (b"<not a tag>", "text"),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, kind: str):
    assert sniff(content, "whatever") == kind


def test_markdown_may_begin_with_a_table_in_html():
    content = b"<table><tr><td>1</td><td>2</td></tr></table>\n"
    assert read_document(content, "a.md").form == "markdown"
    assert read_document(content, "a.html").form == "html"


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        (part("WordDocument"), "legacy Word document", "save it as .docx"),
        (part("Workbook"), "legacy Excel workbook", "save it as .xlsx"),
        (part("Book"), "legacy Excel workbook", "save it as .xlsx"),
        (part("EncryptedPackage"), "password-protected", "without one"),
        (part("PowerPoint Document"), "legacy presentation", "PDF"),
        (OLE, "legacy Office or WPS", "PDF"),
        (packed({"OFD.xml": "<x/>"}), "OFD", "PDF"),
        (packed({"ppt/presentation.xml": "<x/>"}), "presentation", "PDF"),
        (packed({"xl/workbook.bin": "x"}), "binary workbook", ".xlsx"),
        (packed({"mimetype": "x", "content.xml": "<x/>"}), "OpenDocument", ".docx"),
        (packed({"a.txt": "x"}), "zip archive", "unpack"),
        (b"{\\rtf1 x}", "RTF", ".docx"),
        (b"Rar!\x1a\x07\x00", "RAR", "unpack"),
        (b"\x1f\x8b\x08", "gzip", "unpack"),
        (b"MIME-Version: 1.0\r\n", "MHTML", "PDF"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "Office 2003", ".docx"),
        (b"", "empty", "again"),
        (bytes(1000), "empty", "again"),
        (bytes(range(256)) * 10, "unknown file", "UTF-8"),
    ],
)
def test_what_is_not_read_says_what_to_do(content: bytes, what: str, remedy: str | None):
    with pytest.raises(InputFault) as raised:
        read_document(content, "示例.dat")
    (problem,) = raised.value.problems
    assert what in problem.what.en
    assert problem.where == "示例.dat"
    assert (problem.remedy.en if problem.remedy else "") == "" if remedy is None else remedy in str(problem.remedy)


def test_a_wrong_suffix_is_said_and_the_content_is_read():
    document = read_document(docx_of(p("文")), "示例.xlsx")
    assert document.form == "docx"
    assert [warning.en for warning in document.warnings] == [
        "the suffix is .xlsx, the content is a Word document (DOCX); read by its content"
    ]
    assert read_document("文".encode(), "无后缀").warnings == ()
    assert read_document("文".encode(), "示例.log").warnings == ()


def test_a_file_is_opened_under_its_name(tmp_path: Path):
    path = tmp_path / "示例.txt"
    path.write_text("示例区。", "utf-8")
    assert open_document(path).name == "示例.txt"


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_cannot_be_opened_says_so(tmp_path: Path, name: str):
    with pytest.raises(InputFault, match="cannot be opened"):
        open_document(tmp_path / name)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 101)
    with pytest.raises(InputFault, match="bytes in the file"):
        open_document(path, Limits(most_bytes=100))


def test_messages_are_said_in_both_languages():
    with pytest.raises(InputFault) as raised:
        read_document(part("Workbook"), "示例.xls")
    assert "旧版 Excel 工作簿" in raised.value.said("zh")
    assert "另存为 .xlsx" in raised.value.said("zh")
