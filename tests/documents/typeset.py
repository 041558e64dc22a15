"""Fictional PDFs for the tests: set by typst, turned, or written byte by byte where typst would not do it wrong."""

import ctypes
from functools import cache
from importlib.resources import as_file, files

import pypdfium2
import pypdfium2.raw as pdfium
import typst

HEAD = """
#set page(width: 595pt, height: 842pt, margin: 72pt, {page})
#set text(font: "Jixiao Sans", size: 12pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 10pt, spacing: 10pt)
#set table(stroke: 0.5pt, inset: 4pt)
"""


@cache
def typeset(body: str, page: str = "") -> bytes:
    """A document of A4 pages with the words of typst in `body`."""
    with as_file(files("jixiao.reports") / "assets" / "fonts") as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        source = (HEAD.replace("{page}", page) + body).encode()
        made = typst.compile(source, format="pdf", font_paths=fonts, timestamp=0)
    assert isinstance(made, bytes)
    return made


def turned(content: bytes, quarters: int) -> bytes:
    """The document with every page displayed after so many quarter turns."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page.set_rotation(quarters * 90)
    return saved(document)


def saved(document: pypdfium2.PdfDocument) -> bytes:
    parts: list[bytes] = []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(pdfium.FPDF_FILEWRITE), ctypes.POINTER(None), ctypes.c_ulong)
    def write(_file, data, size):
        parts.append(ctypes.string_at(data, size))
        return 1

    pdfium.FPDF_SaveAsCopy(document.raw, pdfium.FPDF_FILEWRITE(version=1, WriteBlock=write), 0)
    return b"".join(parts)


def written(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (len(objects) + 1, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def page_of(content: bytes, resources: bytes, *more: bytes) -> list[bytes]:
    """The objects of a document with one page; `more` begins with object 5."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << %b >> >>" % resources,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        *more,
    ]
