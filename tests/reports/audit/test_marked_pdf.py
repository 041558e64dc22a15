"""The marked PDF: a comment at every place, where the words stand, whichever way the page is turned."""

import ctypes
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from jixiao.core.audit.audited import Audited
from jixiao.core.audit.document_audit import DocumentAudit
from jixiao.core.audit.finding import Finding, Severity
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.page import Page, Run
from jixiao.core.document.statement import Identity, Statements
from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.documents.opening import read_document
from jixiao.reports.audit.marked_pdf import marked_pdf
from jixiao.reports.audit.place_boxes import place_boxes
from jixiao.reports.audit.record import AuditRecord, audit_record
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.documents import accounts
from tests.documents.tables_read import vocabulary

# Words of the sample, each at its first place: a figure of a table, a part of a sentence, a cell of three lines.
WORDS = ("3577.80", "受理企业诉求", "政府办公厅（室）及相关机构事务")


class Comment(NamedTuple):
    kind: int
    page: int
    author: str
    said: str
    under: str
    color: tuple[int, int, int]


@pytest.fixture(scope="module")
def original() -> bytes:
    return as_pdf(accounts())


def turned(content: bytes, degrees: int, crop: float = 0) -> bytes:
    """The PDF with its pages displayed at a turn, and a strip of them cut off."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page.set_rotation(degrees)
        left, bottom, right, top = page.get_mediabox()
        page.set_cropbox(left + crop, bottom + crop, right, top)
    written = BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def found(content: bytes, *, severity: Severity = Severity.ERROR) -> AuditRecord:
    """A record with one finding, whose places are the words."""
    document = read_document(content, "决算.pdf")
    audited = Audited(0, "决算.pdf", document, Statements(Identity("accounts")), vocabulary())
    starts = [document.text.index(word) for word in WORDS]
    places = tuple(audited.place(start, start + len(word)) for start, word in zip(starts, WORDS, strict=True))
    finding = Finding(severity, Text("此处有出入\u202e", "this differs"), places, check="numbers.restated", version=1)
    return audit_record(audited, DocumentAudit((finding,), (), (), {}, (), ()))


def comments(content: bytes) -> list[Comment]:
    """Every annotation, with the words of the page that it covers."""
    document = pypdfium2.PdfDocument(content)
    read = []
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            handle = pdfium.FPDFPage_GetAnnot(page.raw, index)
            under = "".join(text.get_text_bounded(*quad) for quad in quads(handle))
            kind = pdfium.FPDFAnnot_GetSubtype(handle)
            read.append(Comment(kind, number, string(handle, b"T"), string(handle, b"Contents"), under, color(handle)))
            pdfium.FPDFPage_CloseAnnot(handle)
        text.close()
        page.close()
    document.close()
    return read


def quads(handle: Any) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every quad, a little wider than the words."""
    boxes = []
    for index in range(pdfium.FPDFAnnot_CountAttachmentPoints(handle)):
        points = pdfium.FS_QUADPOINTSF()
        pdfium.FPDFAnnot_GetAttachmentPoints(handle, index, ctypes.byref(points))
        across = [points.x1, points.x2, points.x3, points.x4]
        upward = [points.y1, points.y2, points.y3, points.y4]
        boxes.append((min(across) - 1, min(upward) - 1, max(across) + 1, max(upward) + 1))
    return boxes


def string(handle: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(handle, key, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(handle, key, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def color(handle: Any) -> tuple[int, int, int]:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    kind = pdfium.FPDFANNOT_COLORTYPE_Color
    pdfium.FPDFAnnot_GetColor(handle, kind, *(ctypes.byref(one) for one in (red, green, blue, opacity)))
    return red.value, green.value, blue.value


@pytest.mark.parametrize(("degrees", "crop"), [(0, 0), (90, 0), (180, 0), (270, 0), (0, 20), (90, 20)])
def test_every_place_is_marked_where_its_words_stand(original: bytes, degrees: int, crop: float):
    content = turned(original, degrees, crop) if degrees or crop else original
    record = found(content)
    made = comments(marked_pdf(content, dict(record), "zh"))
    assert [one.page for one in made] == sorted(place["page"] or 0 for place in record["findings"][0]["places"])
    by_order = {one.said.partition("/")[0][-1]: one for one in made}
    for order, word in enumerate(WORDS, 1):
        assert word in "".join(by_order[str(order)].under.split())
        assert len(by_order[str(order)].under) < len(word) + 8


def test_words_at_fault_are_highlighted_what_they_were_held_against_is_underlined(original: bytes):
    record = found(original)
    made = comments(marked_pdf(original, dict(record), "zh"))
    first = [one for one in made if one.kind == pdfium.FPDF_ANNOT_HIGHLIGHT]
    assert [one.said for one in first] == ["错误 1（1/3 处）：此处有出入⟨U+202E⟩"]
    assert {one.author for one in made} == {"jixiao"}
    assert sum(one.kind == pdfium.FPDF_ANNOT_UNDERLINE for one in made) == 2
    english = comments(marked_pdf(original, dict(record), "en"))
    assert "error 1 (place 1 of 3): this differs" in {one.said for one in english}


def test_each_severity_has_its_color(original: bytes):
    colors = {
        comments(marked_pdf(original, dict(found(original, severity=one)), "zh"))[0].color for one in Severity
    }  # fmt: skip
    assert len(colors) == len(Severity)


def test_the_same_findings_give_the_same_bytes_and_the_text_stays(original: bytes):
    record = found(original)
    made = marked_pdf(original, dict(record), "zh")
    assert made == marked_pdf(original, dict(record), "zh")
    assert read_document(made, "决算.pdf").text == read_document(original, "决算.pdf").text


def test_without_findings_the_original_is_handed_out_as_it_is(original: bytes):
    assert marked_pdf(original, {**found(original), "findings": []}, "zh") == original


def test_what_is_no_pdf_or_another_one_or_a_picture_is_refused(original: bytes):
    record = found(original)
    bare = [{**record["findings"][0], "places": [{**one, "boxes": []} for one in record["findings"][0]["places"]]}]
    refused = [
        (b"PK\x03\x04", record, "不是 PDF"),
        (original + b"\n", record, "不同"),
        (original, {**record, "findings": bare}, "没有文字层"),
    ]
    for content, against, words in refused:
        with pytest.raises(InputFault) as caught:
            marked_pdf(content, dict(against), "zh")
        assert words in caught.value.said("zh")
        assert "决算.pdf" in caught.value.said("zh")


def test_a_damaged_pdf_is_refused():
    content = b"%PDF-1.7\nnothing"
    record = found(as_pdf(accounts()))
    record["document"]["sha256"] = sha256(content).hexdigest()
    with pytest.raises(InputFault):
        marked_pdf(content, dict(record), "zh")


def paper(*runs: Run) -> DocumentText:
    """A page of twenty signs."""
    text = "年初预算为12.50万元，支出为9.00万元"
    return DocumentText("纸.pdf", "0" * 64, "pdf", text, (), (Page(1, 0, len(text), 59500, 84200, runs),))


def test_a_part_of_a_run_is_measured_by_the_breadth_of_its_signs():
    whole = Run(0, 12, 1000, 100, 1000 + 19 * 100, 300)
    assert place_boxes(paper(whole), 5, 10) == [[1, 2000, 100, 2500, 300]]
    upright = replace(whole, right=1100, bottom=2000)
    assert place_boxes(paper(upright), 5, 10) == [[1, 1000, 100, 1100, 2000]]


def test_neighbours_on_a_line_are_one_box_and_lines_and_far_cells_are_apart():
    left, near = Run(0, 5, 0, 100, 1000, 300), Run(5, 10, 1050, 110, 1500, 310)
    far, below = Run(10, 12, 5000, 100, 5400, 300), Run(12, 15, 0, 500, 600, 700)
    assert place_boxes(paper(left, near, far, below), 0, 15) == [
        [1, 0, 100, 1500, 310], [1, 5000, 100, 5400, 300], [1, 0, 500, 600, 700],
    ]  # fmt: skip


def test_real_documents_are_marked():
    folder = Path(__file__).parents[4] / "shared" / "documents"
    path = folder / "guihua-2024-accounts.pdf"
    if not path.exists():
        pytest.skip("needs ../shared/documents")
    content = path.read_bytes()
    document = read_document(content, path.name)
    audited = Audited(0, path.name, document, Statements(Identity("accounts")), vocabulary())
    start = document.text.index("5377.64万元。其中")
    finding = Finding(Severity.ERROR, Text("有出入", "differs"), (audited.place(start, start + 7),))
    record = audit_record(audited, DocumentAudit((finding,), (), (), {}, (), ()))
    made = comments(marked_pdf(content, dict(record), "zh"))
    assert [(one.page, one.under.strip()) for one in made if one.author == "jixiao"] == [(24, "5377.64")]
