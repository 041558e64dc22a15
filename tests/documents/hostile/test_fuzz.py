"""Whatever the bytes are, a reader reads them or refuses them; it never breaks, and its blocks hold."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.core.document.block import Table
from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import Limits
from jixiao.documents.opening import read_document
from tests.documents.packing import docx_of, p, packed, tbl, tc, tr, xlsx_of

LIMITS = Limits(most_characters=200_000, most_cells=5_000, most_unpacked=2_000_000)
NAMES = st.sampled_from(["a.txt", "a.md", "a.csv", "a.tsv", "a.html", "a.docx", "a.xlsx"])
STYLES = (
    '<w:style w:styleId="a" w:type="paragraph"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
MERGED = '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>'
BODY = p("一、支出 1.00 万元", '<w:pStyle w:val="a"/>') + tbl(
    tr(tc("甲", MERGED), tc("乙"), properties="<w:tblHeader/>"), tr(tc("", "<w:vMerge/>"), tc("丙"))
)
CELLS = (
    "<sheetData><row r='1'><c r='A1' s='0'><v>45657</v></c><c r='B1' t='s'><v>0</v></c></row><row r='2'>"
    "<c r='B2' s='1'><v>-1234.5</v></c></row></sheetData><mergeCells><mergeCell ref='A1:A2'/></mergeCells>"
)
XF = (
    "<numFmts><numFmt numFmtId='164' formatCode='yyyy-mm-dd'/>"
    "<numFmt numFmtId='165' formatCode='#,##0.00_);(0)'/></numFmts>"
    "<cellXfs><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs>"
)
VALID = {
    "a.docx": docx_of(BODY, styles=STYLES, numbering=NUMBERING, footnotes=f"<w:footnote>{p('注')}</w:footnote>"),
    "a.xlsx": xlsx_of(('name="表"', CELLS), styles=XF, strings="<si><t>项目</t></si>"),
    "a.html": (
        "<html><table><thead><tr><th rowspan=2>项目<th>金额</thead><tr><td>1</table><p style='x'>文<br>b</html>"
    ).encode(),
    "a.txt": (
        "一、概况\n\n支出\t1.00\n收入\t2.00\n续\n\n<table><tr><td rowspan=2>a</td></tr></table>\n|a|b|\n|-|-|\n|c|d|\n"
        "本部门支出良好，\n\n总额为 1 万元。"
    ).encode(),
    "a.csv": '项目,"金额, 元"\n支出,1\n'.encode(),
}


def holds(content: bytes, name: str) -> None:
    """Read it; what comes back is consistent."""
    try:
        document = read_document(content, name, LIMITS)
    except InputFault as fault:
        assert fault.said("zh")
        return
    last = 0
    for block in document.blocks:
        assert last <= block.start <= block.end <= len(document.text)
        last = block.end
        if isinstance(block, Table):
            table_holds(block)


def table_holds(table: Table) -> None:
    """Cells are in order, inside the table, and do not stand at one another's places."""
    assert table.rows > 0
    assert table.columns > 0
    assert [(cell.row, cell.column) for cell in table.cells] == sorted(
        {(cell.row, cell.column) for cell in table.cells}
    )
    for cell in table.cells:
        assert table.start <= cell.start <= cell.end <= table.end
        assert cell.row + cell.row_span <= table.rows
        assert cell.column + cell.column_span <= table.columns
    assert len(table.grid) == table.rows


def pdf_or_picture(content: bytes) -> bool:
    """Other readers, with tests of their own."""
    return b"%PDF-" in content[:1024] or content[:1] in (b"\x89", b"\xff", b"I", b"M", b"G", b"B", b"R")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000), NAMES)
def test_any_bytes(content: bytes, name: str):
    if not pdf_or_picture(content):
        holds(content, name)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="一、（）1. \t\n|-<table>td/tr\"',，。：；《》“a\r\f\u3000#%", max_size=300), NAMES)
def test_any_text(text: str, name: str):
    holds(("文" + text).encode(), name)


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_valid_files_with_bytes_changed(name: str, data: st.DataObject):
    content = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    if not pdf_or_picture(bytes(content)):
        holds(bytes(content), name)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_valid_packages_with_parts_changed(name: str, data: st.DataObject):
    """Deeper than changed bytes, which mostly break the archive: the XML inside is changed and packed again."""
    with zipfile.ZipFile(BytesIO(VALID[name])) as archive:
        parts: dict[str, str | bytes] = {part: archive.read(part) for part in archive.namelist()}
    part = data.draw(st.sampled_from(sorted(parts)))
    words = str(parts[part], "utf-8")
    at = data.draw(st.integers(0, max(0, len(words) - 1)))
    length = data.draw(st.integers(0, 30))
    inserted = data.draw(
        st.sampled_from(["", "<w:p/>", "-1", "999999999999", "x", "\x00", "&x;", "<row/>", "A0:B1", "²"])
    )
    parts[part] = words[:at] + inserted + words[at + length :]
    if data.draw(st.booleans()):
        parts.pop(data.draw(st.sampled_from(sorted(parts))))
    holds(packed(parts), name)
