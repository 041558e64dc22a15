"""The official form as a document to print and sign: A4 landscape, a page for each sheet."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from jixiao.reports.printed.word_pieces import add_air, add_field, repeat_head, whole_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document

    from jixiao.web.modules.monitoring.printing.form import Form

# Columns in millimetres; they fill the 267 mm between the margins of A4 landscape.
_WIDTHS = (16, 20, 30, 19, 19, 19, 10, 10, 10, 10, 10, 28, 10, 10, 10, 24, 12)
_CENTRED = (6, 7, 8, 9, 10, 12, 13, 14, 16)
_FOOT = (30, 237)


def as_docx(forms: Sequence[Form]) -> bytes:
    """The document."""
    import docx

    document = docx.Document()
    _page(document)
    for number, form in enumerate(forms):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]  # the one method without annotations
        _paragraph(document, form.title, 16, is_head=True)
        _paragraph(document, "　　".join(form.lines), 10)
        _paragraph(document, "金额单位：万元", 9)
        heads, values = zip(*form.money, strict=True)
        _table(document, heads, [values], (53,) * len(heads), centred=range(len(heads)))
        _paragraph(document, "", 4)
        if form.rows:
            _table(document, form.heads, form.rows, _WIDTHS, centred=_CENTRED)
        else:
            _paragraph(document, "没有绩效目标。", 10)
        _paragraph(document, "", 4)
        _table(document, ("事项", "内容"), form.foot, _FOOT)
        _paragraph(document, "填报人：　　　　　　科室负责人：　　　　　　单位负责人：　　　　　　日期：", 10)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(16), Mm(14)
    style: Any = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(foot.add_run(), "PAGE")
    document.core_properties.author = "jixiao"


def _paragraph(document: Document, words: str, size: float, *, is_head: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(3)
    if is_head:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(words)
    run.font.size, run.bold = Pt(size), is_head


def _table(
    document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int],
    centred: Sequence[int] = (),
) -> None:  # fmt: skip
    from docx.shared import Mm

    grid = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    grid.autofit = False
    add_air(grid)
    for cell, head in zip(grid.rows[0].cells, heads, strict=True):
        _write(cell, head, is_bold=True, is_centred=True)
    repeat_head(grid)
    for row in rows:
        for number, (cell, words) in enumerate(zip(whole_row(grid), row, strict=True)):
            _write(cell, words, is_bold=False, is_centred=number in centred)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _write(cell: Any, words: str, *, is_bold: bool, is_centred: bool) -> None:  # noqa: ANN401 - a cell of python-docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    paragraph.add_run(words).bold = is_bold
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
