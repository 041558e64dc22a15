"""Which kind of file a content is: told by the content itself, for names often lie."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.documents.refusal import damaged, refusal

Kind = Literal["pdf", "docx", "xlsx", "html", "picture", "text"]

# What each suffix promises; a suffix that is not named promises nothing.
PROMISED: dict[str, Kind] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".csv": "text",
    ".tsv": "text",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".tif": "picture",
    ".tiff": "picture",
    ".bmp": "picture",
    ".gif": "picture",
    ".webp": "picture",
}
MARKDOWN = (".md", ".markdown")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_PDF_WITHIN = 1024  # readers accept bytes before the header up to here
_HTML_TAGS = rb"html|head|body|table|div|p|span|h[1-6]|title|meta|style|script|center|font|ul|ol|article|section"
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<(?:" + _HTML_TAGS + rb")[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)

_SAVE_WORD = Text("请用 Word 或 WPS 打开后另存为 .docx 或 PDF", "open it in Word or WPS and save it as .docx or PDF")
_SAVE_EXCEL = Text("请用 Excel 或 WPS 打开后另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx")
_SAVE_PDF = Text("请另存为或导出为 PDF 或 .docx", "save or export it as PDF or .docx")
_UNPACK = Text("请解压后逐个读取其中的文件", "unpack it and read the files inside one by one")
_UNLOCK = Text("请输入密码打开后，去掉密码另存", "open it with the password and save it without one")

# Beginnings of files that are known and not read, with what they are and what to do.
_REFUSED: tuple[tuple[bytes, Text, Text], ...] = (
    (b"{\\rtf", Text("RTF 文档", "an RTF document"), _SAVE_WORD),
    (b"Rar!\x1a\x07", Text("RAR 压缩包", "a RAR archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", Text("7z 压缩包", "a 7z archive"), _UNPACK),
    (b"\x1f\x8b", Text("gzip 压缩包", "a gzip archive"), _UNPACK),
    (b"MIME-Version:", Text("MHTML 网页存档", "an MHTML page"), _SAVE_PDF),
    (b"%!PS", Text("PostScript 文件", "a PostScript file"), _SAVE_PDF),
)
# Names inside OLE containers (UTF-16), in the order in which they decide.
_OLE_PARTS: tuple[tuple[str, Text, Text], ...] = (
    ("EncryptedPackage", Text("有密码保护的 Office 文件", "a password-protected Office file"), _UNLOCK),
    ("WordDocument", Text("旧版 Word 文档（.doc）", "a legacy Word document (.doc)"), _SAVE_WORD),
    ("Workbook", Text("旧版 Excel 工作簿（.xls）", "a legacy Excel workbook (.xls)"), _SAVE_EXCEL),
    ("Book", Text("旧版 Excel 工作簿（.xls）", "a legacy Excel workbook (.xls)"), _SAVE_EXCEL),
    ("PowerPoint Document", Text("旧版演示文稿（.ppt）", "a legacy presentation (.ppt)"), _SAVE_PDF),
)


def sniff(content: bytes, name: str) -> Kind:
    """The kind of a content. Raises `InputFault` for kinds that are known and not read, with what to do."""
    if not content.strip(b"\x00 \t\r\n"):
        again = Text("请重新取得文件", "get the file again")
        raise refusal(name, Text("文件是空的", "the file is empty"), again, f"{len(content)} B")
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content, name)
    if content.startswith(_OLE):
        raise _ole(content, name)
    if _picture(content):
        return "picture"
    for start, what, remedy in _REFUSED:
        if content.startswith(start):
            raise _unread(name, what, remedy)
    return _written(content, name)


def _picture(content: bytes) -> bool:
    if content[:2] == b"BM":  # two letters begin many a text; a bitmap states its own length behind them
        return int.from_bytes(content[2:6], "little") == len(content)
    return content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def _unread(name: str, what: Text, remedy: Text) -> InputFault:
    return refusal(name, Text("不支持直接读取", "cannot be read directly: ") + what, remedy)


def _ole(content: bytes, name: str) -> InputFault:
    for part, what, remedy in _OLE_PARTS:
        if part.encode("utf-16-le") in content:
            return _unread(name, what, remedy)
    return _unread(name, Text("旧版 Office 或 WPS 文件", "a legacy Office or WPS file"), _SAVE_PDF)


def _packed(content: bytes, name: str) -> Kind:
    """DOCX and XLSX are zip archives; which one it is stands in the names of their parts."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {part.replace("\\", "/") for part in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise damaged(name, Text("压缩格式文件（DOCX、XLSX 等）", "packed file (DOCX, XLSX ...)"), str(error)) from None
    folders = {part.partition("/")[0] for part in parts}
    if "word" in folders:
        return "docx"
    if "xl/workbook.bin" in parts:
        raise _unread(name, Text("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"), _SAVE_EXCEL)
    if "xl" in folders:
        return "xlsx"
    if "OFD.xml" in parts:
        raise _unread(name, Text("OFD 版式文件", "an OFD document"), _SAVE_PDF)
    if "ppt" in folders:
        raise _unread(name, Text("演示文稿（.pptx）", "a presentation (.pptx)"), _SAVE_PDF)
    if "content.xml" in parts:
        raise _unread(name, Text("OpenDocument 文件（.odt、.ods）", "an OpenDocument file (.odt, .ods)"), _SAVE_WORD)
    raise _unread(name, Text("压缩包", "a zip archive"), _UNPACK)


def _written(content: bytes, name: str) -> Kind:
    """Text of some kind: HTML when it begins as a page does."""
    if b"<?mso-application" in content[:1024]:
        raise _unread(name, Text("Office 2003 XML 文件", "an Office 2003 XML file"), _SAVE_WORD)
    start = content[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode()
    if not _HTML_START.match(start):
        return "text"
    # A Markdown file may begin with a table in HTML and still be Markdown; a whole page is a page.
    return "text" if name.lower().endswith(MARKDOWN) and not _WHOLE_HTML.search(start) else "html"
