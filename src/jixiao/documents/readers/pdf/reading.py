"""Reading a PDF: opened with care, page by page, within its limits."""

from __future__ import annotations

import ctypes
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from jixiao.core.kernel.text import Text
from jixiao.documents.readers.page.assembly import assembled
from jixiao.documents.readers.page.laid import LaidPage, items
from jixiao.documents.readers.page.line import lines, pieces
from jixiao.documents.readers.page.table import PageTable
from jixiao.documents.readers.pdf.drawing import read_drawing
from jixiao.documents.readers.pdf.frame import Frame
from jixiao.documents.readers.pdf.signs import Signs, read_signs
from jixiao.documents.readers.picture import recognition
from jixiao.documents.refusal import damaged, refusal, too_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.document.document_text import DocumentText
    from jixiao.documents.limits import Limits
    from jixiao.documents.readers.pdf.drawing import Drawing

_PDF = Text("PDF 文件", "PDF file")
_CHARACTERS = Text("字符数", "characters")
_CELLS = Text("单元格数", "cells")
SPARSE = 30  # a page without signs of which pictures cover such a share is a scan, in hundredths
FEW, PICTURED = 20, 60  # and so is one with few signs, stamped by the scanner, of which pictures cover this share
SHARE_OF_TIME = 6  # recognition is begun in the first so many tenths of the time


def read_pdf(content: bytes, name: str, limits: Limits) -> DocumentText:
    """Read a PDF. Raises `InputFault` where it cannot be read, with what to do; what is doubtful becomes a warning."""
    document = _opened(content, name, limits)
    try:
        reader = _Reader(document, name, limits)
        pages = list(reader.pages())
    finally:
        document.close()
    return assembled(name, sha256(content).hexdigest(), "pdf", pages, reader.warnings())


def _opened(content: bytes, name: str, limits: Limits) -> pypdfium2.PdfDocument:
    if len(content) > limits.most_bytes:
        raise too_many(name, Text("文件字节数", "bytes in the file"), len(content), limits.most_bytes)
    if b"%PDF-" not in content[:1024]:
        what = Text("内容不是 PDF", "the content is not a PDF")
        received = repr(content[:8]) if content else "0 bytes"
        raise refusal(name, what, Text("请核对文件", "check the file"), received)
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise _unopened(error, name) from None
    if not count:
        raise damaged(name, _PDF)
    if count > limits.most_pages:
        raise too_many(name, Text("页数", "pages"), count, limits.most_pages)
    return document


def _unopened(error: pypdfium2.PdfiumError, name: str) -> Exception:
    if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        what = Text("PDF 已加密，需要密码才能打开", "the PDF is encrypted and opens with a password only")
        return refusal(name, what, Text("请提供不加密的文件", "provide the file without encryption"))
    return damaged(name, _PDF, str(error))


class _Reader:
    """Reads the pages of an open document and collects what people should know about them."""

    def __init__(self, document: pypdfium2.PdfDocument, name: str, limits: Limits) -> None:
        self._document = document
        self._name = name
        self._limits = limits
        self._signs = 0
        self._cells = 0
        self._started = perf_counter()
        self._faults: dict[str, list[int]] = {}

    def pages(self) -> Iterator[LaidPage]:
        """Every page, laid out."""
        self._started = perf_counter()
        for index in range(len(self._document)):
            if perf_counter() - self._started > self._limits.seconds:
                what = Text(
                    f"读取超过 {self._limits.seconds} 秒，停在第 {index + 1} 页",
                    f"reading took more than {self._limits.seconds} seconds and stopped at page {index + 1}",
                )
                raise refusal(self._name, what, Text("请拆分文件后重试", "split the file and try again"))
            yield self._page(index)

    def _page(self, index: int) -> LaidPage:
        handle = pdfium.FPDF_LoadPage(self._document.raw, index)
        if not handle:
            self._note("damaged", index)
            return LaidPage(index + 1, 0, 0)
        try:
            frame = _frame(handle)
            text_page = pdfium.FPDFText_LoadPage(handle)
            try:
                signs = read_signs(text_page, frame) if text_page else Signs()
            finally:
                if text_page:
                    pdfium.FPDFText_ClosePage(text_page)
            return self._laid(handle, index, frame, signs)
        finally:
            pdfium.FPDF_ClosePage(handle)

    def _laid(self, handle: Any, index: int, frame: Frame, signs: Signs) -> LaidPage:  # noqa: ANN401
        page = LaidPage(index + 1, *frame.size)
        self._signs = self._held(self._signs + signs.count, _CHARACTERS, self._limits.most_characters)
        few = signs.count < FEW and read_drawing(handle, frame).pictured >= (PICTURED if signs.count else SPARSE)
        if few:
            return self._pictured(index, page) or self._set(handle, frame, signs, page)
        return self._set(handle, frame, signs, page)

    def _set(self, handle: Any, frame: Frame, signs: Signs, page: LaidPage) -> LaidPage:  # noqa: ANN401
        if not signs.turned:
            return page
        self._judge(signs, page.number - 1)
        page.turns = max(signs.turned, key=lambda turns: len(signs.turned[turns]))
        drawing: Drawing = read_drawing(handle, frame.turned(page.turns))
        page.items = items(signs.turned[page.turns], drawing.level, drawing.upright)
        cells = sum(len(item.cells) for item in page.items if isinstance(item, PageTable))
        self._cells = self._held(self._cells + cells, _CELLS, self._limits.most_cells)
        for turns, glyphs in sorted(signs.turned.items()):
            if turns != page.turns:
                page.astray += [(turns, line) for line in lines(pieces(glyphs))]
        return page

    def _pictured(self, index: int, page: LaidPage) -> LaidPage | None:
        """A page that is a picture, recognised if that can be done and time allows."""
        if not recognition.is_available():
            self._note("picture", index)
            return None
        if (perf_counter() - self._started) * 10 > self._limits.seconds * SHARE_OF_TIME:
            self._note("late", index)
            return None
        if "recognised" not in self._faults:
            recognition.make_room()
        self._note("recognised", index)
        drawn = self._document[index]
        longest = max(page.width, page.height, 1) / 100
        try:
            picture = drawn.render(scale=min(recognition.RESOLUTION / 72, recognition.LONGEST / longest)).to_numpy()
        finally:
            drawn.close()
        return recognition.recognised(picture[:, :, :3], page.number, page.width, page.height)

    def _held(self, count: int, counted: Text, most: int) -> int:
        if count > most:
            raise too_many(self._name, counted, count, most)
        return count

    def _judge(self, signs: Signs, index: int) -> None:
        doubtful = signs.unreadable + signs.private
        if signs.unmapped or doubtful * 100 > 5 * signs.count:
            self._note("font", index)

    def _note(self, fault: str, index: int) -> None:
        self._faults.setdefault(fault, []).append(index + 1)

    def warnings(self) -> list[Text]:
        """What could not be read, page by page."""
        return [_SAID[fault].of(pages) for fault, pages in self._faults.items()]


class _Warning:
    """A warning about pages, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self._zh, self._en = zh, en

    def of(self, pages: list[int]) -> Text:
        shown = _ranges(pages)
        return Text(self._zh.format("、".join(shown)), self._en.format(", ".join(shown)))


_SAID = {
    "damaged": _Warning("第 {} 页已损坏，无法读取", "damaged and not read: page {}"),
    "picture": _Warning(
        "第 {} 页是图片，没有文字；安装 jixiao[ocr] 后可识别",
        "a picture without text, readable with jixiao[ocr]: page {}",
    ),
    "late": _Warning(
        "第 {} 页是图片，时间不够，未识别", "a picture without text, not recognised for lack of time: page {}"
    ),
    "recognised": _Warning(
        "第 {} 页是图片，文字由识别得到，可能有误，请对照原件",
        "the text was recognised from a picture and may be wrong; compare with the original: page {}",
    ),
    "font": _Warning(
        "第 {} 页的字体未说明部分字符的含义，读出的文字可能有误，请对照原件",
        "fonts do not say what all their signs mean, so the text may be wrong; compare with the original: page {}",
    ),
}


def _ranges(pages: list[int]) -> list[str]:
    """Page numbers, with neighbours put together: 1-3, 7."""
    found: list[list[int]] = []
    for page in pages:
        if found and page == found[-1][-1] + 1:
            found[-1][1:] = [page]
        else:
            found.append([page])
    return ["-".join(str(page) for page in group) for group in found]


def _frame(handle: Any) -> Frame:  # noqa: ANN401
    box = pdfium.FS_RECTF()
    turns = max(pdfium.FPDFPage_GetRotation(handle), 0)
    if pdfium.FPDF_GetPageBoundingBox(handle, ctypes.byref(box)) and box.right > box.left and box.top > box.bottom:
        return Frame(box.left, box.bottom, box.right, box.top, turns)
    width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    return Frame(0, 0, height, width, turns) if turns % 2 else Frame(0, 0, width, height, turns)
