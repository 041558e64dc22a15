"""The published PDF itself with the places of the findings marked, each with its sentence as a comment."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from jixiao.core.audit.finding import Severity
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.reports.facts.plain_words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.place_boxes import Box

# Red, green, blue: a tint behind the words at fault, a line under the words that they were held against.
TINTS = {"error": (255, 160, 150), "suspicious": (255, 216, 130), "rounding": (200, 222, 232)}
LINES = {"error": (176, 42, 32), "suspicious": (168, 108, 0), "rounding": (96, 116, 126)}
AUTHOR = "jixiao"
PRINTED = 4  # the flag of an annotation that is printed with its page
TRAILER = 1000  # bytes at the end of a file in which its trailer stands
_NUMBER = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)")
_VERSION = re.compile(rb"<[0-9A-F]{32}>\](?=>>\s+startxref)")
_BOTH = re.compile(rb"<[0-9A-F]{32}><[0-9A-F]{32}>\](?=>>\s+startxref)")


class Mark(NamedTuple):
    """One place of a finding on one page."""

    severity: str
    is_main: bool
    comment: str
    boxes: list[Box]


def marked_pdf(original: bytes, record: dict[str, Any], language: Language) -> bytes:
    """The PDF of `record` with a comment at every place of every finding.

    Raises `InputFault` where `original` is no PDF or not the audited one, and where no place is known on paper.
    """
    where = str(record["document"]["path"])
    _refuse_others(original, record, where)
    if not record["findings"]:
        return original
    marks = _marks(record, language)
    if not marks:
        raise _fault(
            where,
            Text("文件没有文字层，找不到标注的位置", "the file has no text layer, so no place can be marked on it"),
            Text("请改看网页或工作簿", "use the page or the workbook instead"),
        )
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(original)
    except pypdfium2.PdfiumError as error:
        raise _fault(
            where,
            Text("PDF 无法打开：已加密或已损坏", "the PDF cannot be opened: encrypted or damaged"),
            Text("请提供不加密的完整文件", "provide the whole file without encryption"),
            str(error),
        ) from None
    try:
        for number, of_page in marks.items():
            if 1 <= number <= len(document):
                _mark_page(document, number, of_page)
        written = BytesIO()
        document.save(written)
    finally:
        document.close()
    return _steady(written.getvalue(), original)


def _steady(written: bytes, original: bytes) -> bytes:
    """The same file for the same findings: the library draws the number of a version by lot, here it is a hash."""
    # The first number is the document's own where it had one; of an encrypted file it is a part of the key.
    drawn = _VERSION if b"/ID" in original else _BOTH
    found = list(drawn.finditer(written, max(0, len(written) - TRAILER)))
    if not found:
        return written
    low, high = found[-1].span()
    number = sha256(written[:low]).hexdigest()[:32].upper().encode()
    return written[:low] + _NUMBER.sub(number, written[low:high]) + written[high:]


def _refuse_others(original: bytes, record: dict[str, Any], where: str) -> None:
    if b"%PDF-" not in original[:1024]:
        raise _fault(
            where,
            Text("内容不是 PDF，不能在原件上标注", "the content is not a PDF, so nothing can be marked on it"),
            Text("请改看网页或工作簿", "use the page or the workbook instead"),
        )
    if sha256(original).hexdigest() != record["document"]["sha256"]:
        raise _fault(
            where,
            Text("文件与核查时的不同，位置可能不符", "the file is not the one that was audited; places may not fit"),
            Text("请重新核查该文件", "audit this file again"),
        )


def _fault(where: str, what: Text, remedy: Text, received: str | None = None) -> InputFault:
    return InputFault([Problem(what, where, None, received, remedy)])


def _marks(record: dict[str, Any], language: Language) -> dict[int, list[Mark]]:
    """The marks of each page, in the order of the findings."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for finding in record["findings"]:
        places = [one for one in finding["places"] if one.get("boxes")]
        for place in places:
            order = finding["places"].index(place)
            by_page: dict[int, list[Box]] = defaultdict(list)
            for box in place["boxes"]:
                by_page[box[0]].append(box)
            comment = _comment(finding, order, language)
            for number, boxes in by_page.items():
                found[number].append(Mark(finding["severity"], order == 0, comment, boxes))
    return found


def _comment(finding: dict[str, Any], order: int, language: Language) -> str:
    """Severity and number, which of the finding's places this is, and the sentence."""
    word = Severity(finding["severity"]).label.said(language)
    count = len(finding["places"])
    place = "" if count == 1 else Text(f"（{order + 1}/{count} 处）", f" (place {order + 1} of {count})").said(language)
    colon = Text("：", ": ").said(language)
    return visible(f"{word} {finding['id']}{place}{colon}{finding['message'][language]}")


def _mark_page(document: Any, number: int, marks: list[Mark]) -> None:  # noqa: ANN401  # a handle of the library
    page = document[number - 1]
    try:
        for mark in marks:
            _annotate(page, mark)
    finally:
        page.close()


def _annotate(page: Any, mark: Mark) -> None:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDF_ANNOT_HIGHLIGHT if mark.is_main else pdfium.FPDF_ANNOT_UNDERLINE
    annotation = pdfium.FPDFPage_CreateAnnot(page.raw, kind)
    try:
        color = (TINTS if mark.is_main else LINES)[mark.severity]
        pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *color, 255)
        corners = [list(_corners(page, box)) for box in mark.boxes]
        for quad in corners:
            points = pdfium.FS_QUADPOINTSF(*(length for point in quad for length in point))
            pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, ctypes.byref(points))
        across = [x for quad in corners for x, _ in quad]
        upward = [y for quad in corners for _, y in quad]
        around = pdfium.FS_RECTF(min(across), max(upward), max(across), min(upward))
        pdfium.FPDFAnnot_SetRect(annotation, ctypes.byref(around))
        pdfium.FPDFAnnot_SetFlags(annotation, PRINTED)
        for key, words in ((b"T", AUTHOR), (b"Contents", mark.comment)):
            written = (words + "\0").encode("utf-16-le", "replace")
            pdfium.FPDFAnnot_SetStringValue(
                annotation, key, (ctypes.c_ushort * (len(written) // 2)).from_buffer_copy(written)
            )
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _corners(page: Any, box: Box) -> Iterator[tuple[float, float]]:  # noqa: ANN401
    """The corners of a box in the page's own coordinates, in the order of quad points: left, right, above first.

    The library turns points of the displayed page back; a display of a hundred dots a point makes them our lengths.
    """
    import pypdfium2.raw as pdfium

    _, left, top, right, bottom = box
    width, height = (round(length * 100) for length in page.get_size())
    x, y = ctypes.c_double(), ctypes.c_double()
    for across, down in ((left, top), (right, top), (left, bottom), (right, bottom)):
        pdfium.FPDF_DeviceToPage(page.raw, 0, 0, width, height, 0, across, down, ctypes.byref(x), ctypes.byref(y))
        yield x.value, y.value
