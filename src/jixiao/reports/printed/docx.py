"""The official scoring table as DOCX, the form in which departments file it: A4 landscape, merged level cells."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao.reports import words
from jixiao.reports.printed.fixed_zip import with_fixed_times
from jixiao.reports.printed.official_table import HEADS, official_table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.reports.printed.official_table import Level, OfficialTable

# Columns in millimetres; they fill the 267 mm between the margins of A4 landscape.
WIDTHS = (22, 25, 34, 14, 82, 16, 74)
NUMBERS = (3, 5)


def scorecard_docx(card: Scorecard, lang: Language = "zh") -> bytes:
    """The document as bytes; the same scorecard gives the same bytes."""
    import docx

    document = docx.Document()
    table = official_table(card)
    _page(document)
    _properties(document, card)
    _heading(document, table, lang)
    _table(document, table, lang)
    _paragraph(document, "", 4)
    for remark in table.remarks:
        _paragraph(document, remark.said(lang), 10)
    out = BytesIO()
    document.save(out)
    return with_fixed_times(out.getvalue())


def _page(document: Document) -> None:
    """A4 landscape; songti for Chinese, Times for Latin, as official papers have it; page numbers at the foot."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot.add_run()._r, "PAGE")


def _field(run: object, code: str) -> None:
    """A field that the word processor fills in, such as the page number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "end"):
        element = OxmlElement("w:instrText" if kind is None else "w:fldChar")
        if kind is None:
            element.text = code
        else:
            element.set(qn("w:fldCharType"), kind)
        run.append(element)  # type: ignore[attr-defined]  # an lxml element


def _properties(document: Document, card: Scorecard) -> None:
    """Title and a fixed day: the day as of which was scored."""
    day = datetime.combine(card.as_of, time(), UTC)
    properties = document.core_properties
    properties.title = f"{card.filing.entity} {card.filing.period}"
    properties.author = properties.last_modified_by = "jixiao"
    properties.comments = ""
    properties.created = properties.modified = day
    properties.revision = 1


def _heading(document: Document, table: OfficialTable, lang: Language) -> None:
    year = f"{table.period} 年" if lang == "zh" else table.period
    _paragraph(document, table.title.said(lang), 16, is_centred=True, is_bold=True)
    _paragraph(document, f"{words.ENTITY.said(lang)}：{table.entity}　{year}", 10.5)


def _paragraph(document: Document, text: str, size: float, *, is_centred: bool = False, is_bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold = is_bold


def _table(document: Document, table: OfficialTable, lang: Language) -> None:
    from docx.shared import Mm

    grid = document.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    grid.autofit = False
    _air(grid)
    for column, width in zip(grid.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    for cell, head in zip(grid.rows[0].cells, HEADS, strict=True):
        _write(cell, head.said(lang), is_bold=True, is_centred=True)
    _row_property(grid, 0, "w:tblHeader")
    for row in table.rows:
        number = len(grid.rows)
        cells = _new_row(grid)
        _row_property(grid, number, "w:cantSplit")
        said = (row.name.said(lang), row.points, row.criterion.said(lang), row.score, row.note.said(lang))
        for column, text in enumerate(said, 2):
            _write(cells[column], text, is_centred=column in NUMBERS)
    _merge_levels(grid, table, lang)
    _total(grid, table, lang)
    for one in grid.rows:
        for cell, width in zip(one.cells, WIDTHS, strict=True):
            cell.width = Mm(width)


def _air(grid: Table) -> None:
    """A little room above and below the text of every cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.append(margins)


def _merge_levels(grid: Table, table: OfficialTable, lang: Language) -> None:
    """One cell for each group of level 1 and 2, over all of its rows."""
    for number, row in enumerate(table.rows, 1):
        for column, level in ((0, row.first), (1, row.second)):
            if level is not None:
                top, bottom = grid.cell(number, column), grid.cell(number + level.rows - 1, column)
                _write(top.merge(bottom), _named(level, lang), is_centred=True)


def _named(level: Level, lang: Language) -> str:
    name = level.name.said(lang)
    return f"{name}\n（{level.points}）" if name and level.points else name


def _total(grid: Table, table: OfficialTable, lang: Language) -> None:
    cells = _new_row(grid)
    _write(cells[0].merge(cells[2]), words.IN_ALL.said(lang), is_bold=True, is_centred=True)
    _write(cells[3], table.points, is_bold=True, is_centred=True)
    _write(cells[5], table.score, is_bold=True, is_centred=True)


def _write(cell: _Cell, text: str, *, is_bold: bool = False, is_centred: bool = False) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold = is_bold
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _new_row(grid: Table) -> tuple[_Cell, ...]:
    row = grid.add_row()  # type: ignore[no-untyped-call]  # the one method of a table without annotations
    return tuple(row.cells)


def _row_property(grid: Table, number: int, name: str) -> None:
    """Say of a row that it repeats on every page, or that it stays on one."""
    from docx.oxml import OxmlElement

    grid.rows[number]._tr.get_or_add_trPr().append(OxmlElement(name))
