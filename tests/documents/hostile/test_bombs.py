"""Files that are made to fill memory or time: each is refused, or read within its limits."""

import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from time import perf_counter

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import read_document
from jixiao.documents.readers import packed
from tests.documents.packing import docx_of, p, tbl, tc, tr, xlsx_of

BILLION = "<!DOCTYPE a [<!ENTITY a0 'x'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
OUTSIDE = "<!DOCTYPE a [<!ENTITY a9 SYSTEM 'file:///etc/passwd'>"
DOCUMENT = (
    "]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
)
SHEET = (
    "]><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    "<sheetData><row><c t='str'><v>&a9;</v></c></row></sheetData></worksheet>"
)


@contextmanager
def within(seconds: int, megabytes: int) -> Iterator[None]:
    """Hold what is done to a time and to memory of Python's own."""
    tracemalloc.start()
    start = perf_counter()
    try:
        yield
        assert perf_counter() - start < seconds
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1_000_000
    finally:
        tracemalloc.stop()


def zeros(part: str, megabytes: int) -> bytes:
    """An archive whose one part is zeros."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(part, "w") as file,
    ):
        for _ in range(megabytes):
            file.write(bytes(1_000_000))
    return buffer.getvalue()


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml"])
def test_zeros_that_unpack_beyond_the_limit(part: str):
    content = zeros(part, 310)
    assert len(content) < 5_000_000
    with within(5, 20), pytest.raises(InputFault, match="unpacked bytes"):
        read_document(content, "a.bin")


def test_a_part_that_is_larger_than_it_says():
    content = zeros("word/document.xml", 50)
    at = content.rindex(b"PK\x01\x02") + 24  # the unpacked size in the directory
    with within(5, 20), pytest.raises(InputFault, match="damaged"):
        read_document(content[:at] + (1000).to_bytes(4, "little") + content[at + 4 :], "a.docx")


def test_more_parts_than_any_document_has(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packed, "MOST_PARTS", 50)
    content = docx_of(p("文"), {f"x/{number}": "" for number in range(51)})
    with pytest.raises(InputFault, match="parts in the file"):
        read_document(content, "a.docx")


def test_trees_beyond_memory_are_not_built(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packed, "MOST_TREE", 1000)
    with pytest.raises(InputFault, match="bytes in one part"):
        read_document(docx_of(p("文") * 100), "a.docx")
    with pytest.raises(InputFault, match="source of the page"):
        read_document(b"<html>" + b"<b></b>" * 100, "a.html", Limits(most_characters=300))


def test_columns_that_are_only_formatted_cost_little():
    cells = "".join(
        f'<row r="{n}">' + f'<c r="A{n}" s="1"/><c r="B{n}" s="1"/>' * 20 + "</row>" for n in range(1, 20_000)
    )
    start = perf_counter()
    document = read_document(xlsx_of(('name="表"', f"<sheetData>{cells}</sheetData>")), "a.xlsx")
    assert document.text == "表\n"
    assert perf_counter() - start < 10


@pytest.mark.parametrize("head", [BILLION, OUTSIDE], ids=["entities", "an outside file"])
@pytest.mark.parametrize("far", [0, 50_000], ids=["at once", "behind a long comment"])
def test_entities_are_not_resolved(head: str, far: int):
    comment = f"<!--{'x' * far}-->"
    docx = docx_of("", {"word/document.xml": comment + head + DOCUMENT})
    xlsx = xlsx_of(('name="表"', ""), others={"xl/worksheets/sheet1.xml": comment + head + SHEET})
    for content in (docx, xlsx):
        with within(5, 50):
            try:
                text = read_document(content, "a.bin").text
            except InputFault:
                continue
        assert "root:" not in text
        assert len(text) < 1000


def test_entities_in_another_encoding():
    content = docx_of("", {"word/document.xml": (BILLION + DOCUMENT).encode("utf-16")})
    with within(5, 50), pytest.raises(InputFault, match="entity"):
        read_document(content, "a.docx")


def test_entities_in_a_page_are_words():
    with within(5, 50):
        text = read_document(
            (OUTSIDE.replace("DOCTYPE a", "DOCTYPE html") + "]><html><p>a&a9;b").encode(), "a.html"
        ).text
    assert "root:" not in text


@pytest.mark.parametrize(
    "body",
    [
        "<w:sdt><w:sdtContent>" * 100 + p("文") + "</w:sdtContent></w:sdt>" * 100,
        "<w:sdt>" * 5000 + "</w:sdt>" * 5000,
        "<w:tbl><w:tr><w:tc>" * 80 + p("文") + "</w:tc></w:tr></w:tbl>" * 80,
        "<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000,
        "<w:p>" + "<w:ins>" * 240 + "<w:r><w:t>文</w:t></w:r>" + "</w:ins>" * 240 + "</w:p>",
    ],
    ids=["deep", "deeper", "deep tables", "deeper tables", "deep runs"],
)
def test_deep_nesting_in_word(body: str):
    with within(20, 100):
        try:
            read_document(docx_of(body), "a.docx")
        except InputFault as fault:
            assert "damaged" in str(fault)


def test_spans_without_measure():
    cell = tc("a", '<w:gridSpan w:val="999999"/>')
    with within(5, 50):
        read_document(docx_of(tbl(*[tr(cell, cell)] * 50)), "a.docx")
    rows = "<tr>" + "<td rowspan=65535 colspan=65535>a" * 20
    with within(5, 50):
        read_document(b"<html><table>" + (rows * 20).encode(), "a.html")


def test_a_grid_that_nobody_can_fill():
    content = "<html><table><tr><td colspan=250>a" + "<tr><td>a<td>b" * 20_000
    with pytest.raises(InputFault, match="rows times columns"):
        read_document(content.encode(), "a.html")


def test_merged_areas_without_measure():
    cells = "".join(f"<row><c><v>{n}</v></c><c><v>1</v></c></row>" for n in range(1000))
    merged = "<mergeCells>" + "<mergeCell ref='A1:XFD1048576'/>" * 60_000 + "</mergeCells>"
    with within(20, 100):
        read_document(xlsx_of(('name="表"', f"<sheetData>{cells}</sheetData>{merged}")), "a.xlsx")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("项目\t金额\n" + "支出\t1.00\n" * 99_999, "a.txt"),
        ("项目,金额\n" + "支出,1.00\n" * 99_999, "a.csv"),
        ("正文<table>" + "<tr><td>支出<td>1.00" * 100_000 + "</table>", "a.txt"),
        ("<html><table>" + "<tr><td>支出<td>1.00" * 100_000, "a.html"),
    ],
    ids=["tabs", "commas", "html in text", "html"],
)
def test_tables_of_a_hundred_thousand_rows(content: str, name: str):
    start = perf_counter()
    document = read_document(content.encode(), name)
    assert perf_counter() - start < 30
    assert max(getattr(block, "rows", 0) for block in document.blocks) >= 99_999


def test_more_cells_than_the_limit_are_not_made():
    for content, name in (("\t" * 3_000_000, "a.txt"), ("," * 3_000_000, "a.csv")):
        with within(20, 150), pytest.raises(InputFault, match="cells"):
            read_document(("文" + content).encode(), name)


# What makes a reader slow whose time grows with the square of a line, or that looks ahead from every place.
ENDLESS = [
    "字" * 200_000,
    "字\n" * 30_000,
    "|" * 50_000 + "\n|" + "-|" * 30_000,
    "<" * 100_000,
    "<table" * 20_000,
    "（" * 50_000,
    "（一）" * 10_000 + "\n" * 10_000,
    '"' * 50_000,
    " " * 100_000 + "a",
    "a b " * 20_000,
    "<td " * 20_000,
    "<table><td>" * 5_000,
    "<table><td>" + "<" * 20_000,
    "1" * 50_000,
    "甲\t" + "乙\n" * 20_000,
]


@pytest.mark.parametrize("content", ENDLESS, ids=range(len(ENDLESS)))
def test_lines_without_end(content: str):
    for name in ("a.txt", "a.csv", "a.md"):
        start = perf_counter()
        read_document(("文" + content).encode(), name)
        assert perf_counter() - start < 5
