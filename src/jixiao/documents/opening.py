"""Opening documents: a file in, its text and blocks out, whatever its format; each reader is loaded when needed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.core.document.block import Table
from jixiao.core.kernel.text import Text
from jixiao.documents.limits import LIMITS, Limits
from jixiao.documents.refusal import ASK_AGAIN, refusal, too_many
from jixiao.documents.sniffing import PROMISED, Kind, sniff

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jixiao.core.document.document_text import DocumentText

_NUMBER = re.compile(r"\d[\d.,，．]*")
GRID_PLACES = 20  # places of a table's grid for each cell that the limits allow


def open_document(path: Path, limits: Limits = LIMITS) -> DocumentText:
    """Read the document at `path`. Raises `InputFault` where it cannot be read, with what to do."""
    return read_document(content_of(path, limits), path.name, limits)


def content_of(path: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file, up to the limit."""
    try:
        with path.open("rb") as file:
            content = file.read(limits.most_bytes + 1)
    except OSError as error:
        what = Text("无法打开文件", "the file cannot be opened")
        remedy = Text("请检查路径和权限", "check the path and the permissions")
        raise refusal(str(path), what, remedy, error.strerror) from None
    if len(content) > limits.most_bytes:
        raise too_many(str(path), Text("文件字节数", "bytes in the file"), path.stat().st_size, limits.most_bytes)
    return content


def read_document(content: bytes, name: str, limits: Limits = LIMITS) -> DocumentText:
    """Read a document that is at hand as bytes; `name` is its file name, for messages and for what it promises."""
    kind = sniff(content, name)
    document = _reader(kind)(content, name, limits)
    _hold(document, limits)
    _refuse_silence(document)
    suffix = "." + name.lower().rpartition(".")[2]
    promised = PROMISED.get(suffix)
    if promised is None or promised == kind:
        return document
    warning = Text(
        f"扩展名是 {suffix}，内容却是{_CALLED[kind].zh}，已按内容读取",
        f"the suffix is {suffix}, the content is {_CALLED[kind].en}; read by its content",
    )
    return replace(document, warnings=(warning, *document.warnings))


def _hold(document: DocumentText, limits: Limits) -> None:
    """What is read must be understood in time: so many blocks, numbers and places in tables, and no more.

    A few cells that claim to be wide make a grid that nobody can fill: it is refused like as many cells.
    """
    blocks, numbers = len(document.blocks), sum(1 for _ in _NUMBER.finditer(document.text))
    if blocks > limits.most_blocks:
        raise too_many(document.name, Text("段落和表格数", "paragraphs and tables"), blocks, limits.most_blocks)
    if numbers > limits.most_numbers:
        raise too_many(document.name, Text("数字个数", "numbers"), numbers, limits.most_numbers)
    places = max((block.rows * block.columns for block in document.blocks if isinstance(block, Table)), default=0)
    most = GRID_PLACES * limits.most_cells
    if places > most:
        raise too_many(document.name, Text("表格行列之积", "rows times columns of a table"), places, most)


def _refuse_silence(document: DocumentText) -> None:
    """A PDF without a word, because of what its warnings say, has not been read: a scan without recognition."""
    if document.form != "pdf" or document.blocks or not document.warnings:
        return
    from jixiao.documents.readers.picture import recognition

    what = Text("文件没有文字可读", "the file holds no text to read")
    for warning in document.warnings:
        what = Text(f"{what.zh}；{warning.zh}", f"{what.en}; {warning.en}")
    raise refusal(document.name, what, ASK_AGAIN if recognition.is_available() else recognition.INSTALL)


_CALLED: dict[Kind, Text] = {
    "pdf": Text(" PDF", "PDF"),
    "docx": Text(" Word 文档（DOCX）", "a Word document (DOCX)"),
    "xlsx": Text(" Excel 工作簿（XLSX）", "an Excel workbook (XLSX)"),
    "html": Text("网页（HTML）", "a web page (HTML)"),
    "picture": Text("图片", "a picture"),
    "text": Text("纯文本", "plain text"),
}


def _reader(kind: Kind) -> Callable[[bytes, str, Limits], DocumentText]:
    """The reader of a kind; its libraries are loaded only now, for a call reads one or two kinds."""
    match kind:
        case "pdf":
            from jixiao.documents.readers.pdf import read_pdf

            return read_pdf
        case "picture":
            from jixiao.documents.readers.picture import read_picture

            return read_picture
        case "docx":
            from jixiao.documents.readers.docx import read_docx

            return read_docx
        case "xlsx":
            from jixiao.documents.readers.xlsx import read_xlsx

            return read_xlsx
        case "html":
            from jixiao.documents.readers.markup import read_html

            return read_html
        case "text":
            from jixiao.documents.readers.text_file import read_text

            return read_text
