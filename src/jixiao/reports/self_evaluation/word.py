"""The report as DOCX in the layout of official papers: A4, fangsong text, heiti and kaiti heads, ruled tables."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao.reports.printed.fixed_zip import with_fixed_times
from jixiao.reports.printed.word_pieces import add_air, add_field, repeat_head, set_east_asian, whole_row
from jixiao.reports.self_evaluation.pdf import drawing_png

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.section import Section
    from docx.shared import Length
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from jixiao.reports.self_evaluation.paper import Paper, Part

# GB/T 9704: title of the second size, text of the third; heads 黑体, 楷体, then bold.
TITLE, TEXT, SMALL, TINY = 22, 16, 10.5, 9
FANG, HEI, KAI, SONG, LATIN = "仿宋", "黑体", "楷体", "宋体", "Times New Roman"
LINE = 28
UPRIGHT_MM, ACROSS_MM = 156, 261
_FIXED = datetime(1980, 1, 1, tzinfo=UTC)


def report_docx(paper: Paper, byline: str, mark: str = "", *, with_pictures: bool = True) -> bytes:
    """The document as bytes; the same report gives the same bytes. Without pictures it is read faster."""
    writer = _Writer(paper, mark, with_pictures)
    writer.heading_page(byline)
    for part in paper["parts"]:
        writer.part(part)
    out = BytesIO()
    writer.document.save(out)
    return with_fixed_times(out.getvalue())


class _Writer:
    """Writes a report from top to bottom."""

    def __init__(self, paper: Paper, mark: str, with_pictures: bool) -> None:
        import docx
        from docx.oxml.ns import qn
        from docx.shared import Pt

        self.paper, self.with_pictures = paper, with_pictures
        self.width, self.table_size = UPRIGHT_MM, SMALL
        self.document: Document = docx.Document()
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = LATIN, Pt(TEXT)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
        section = self.document.sections[0]
        self._upright(section)
        self._margins(section, mark)
        properties = self.document.core_properties
        properties.title, properties.comments, properties.revision = paper["title"], "", 1
        properties.author = properties.last_modified_by = paper["entity"]
        properties.created = properties.modified = _FIXED

    def heading_page(self, byline: str) -> None:
        """The title and whose report it is."""
        self._centred(self.paper["title"], SONG, TITLE, is_bold=True, after=10)
        self._centred(byline, KAI, TEXT, after=18)

    def part(self, part: Part) -> None:
        """One part, by its kind."""
        if part["kind"] == "heading":
            self._heading(part)
        elif part["kind"] == "paragraph":
            self._running("".join(run["text"] for run in part.get("runs", ())))
        elif part["kind"] == "table":
            self._table(part)
        elif part["kind"] == "chart":
            self._chart(part)
        elif part["kind"] == "appendix":
            self._across()
            self._line(part.get("text", ""), HEI, 14, after=6)
        else:
            self._line(part.get("text", ""), SONG, TINY, after=2)

    def _upright(self, section: Section) -> None:
        from docx.shared import Mm

        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.top_margin, section.bottom_margin = Mm(37), Mm(32)

    def _across(self) -> None:
        """What follows stands on pages of their own, across."""
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin, section.bottom_margin = Mm(20), Mm(18)
        self.width, self.table_size = ACROSS_MM, TINY

    def _margins(self, section: Section, mark: str) -> None:
        """Page numbers at the foot, the mark of a draft at the head."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for words in ("— ", None, " —"):
            run = foot.add_run(words or "")
            run.font.size = Pt(14)
            if words is None:
                add_field(run, "PAGE")
        if mark:
            head = section.header.paragraphs[0]
            head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = head.add_run(mark)
            run.font.size = Pt(TINY)
            set_east_asian(run, SONG)

    def _heading(self, part: Part) -> None:
        level = part.get("level", 1)
        face = {1: HEI, 2: KAI}.get(level, FANG)
        paragraph = self._running(part.get("text", ""), face, is_bold=level == 3)
        paragraph.paragraph_format.keep_with_next = True
        self._outline(paragraph, level)

    def _outline(self, paragraph: Paragraph, level: int) -> None:
        """Word processors show it in their outline; its look stays ours."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        paragraph._p.get_or_add_pPr().append(outline)

    def _running(self, words: str, face: str = FANG, *, is_bold: bool = False) -> Paragraph:
        from docx.shared import Pt

        paragraph = self._line(words, face, TEXT, is_bold=is_bold)
        paragraph.paragraph_format.first_line_indent = Pt(2 * TEXT)
        paragraph.paragraph_format.line_spacing = Pt(LINE)
        return paragraph

    def _centred(self, words: str, face: str, size: float, *, is_bold: bool = False, after: float = 0) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self._line(words, face, size, is_bold=is_bold, after=after).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _line(self, words: str, face: str, size: float, *, is_bold: bool = False, after: float = 0) -> Paragraph:
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(after)
        run = paragraph.add_run(words)
        run.bold, run.font.size = is_bold, Pt(size)
        set_east_asian(run, face)
        return paragraph

    def _chart(self, part: Part) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        unit = f"（{part['unit']}）" if part.get("unit") else ""
        self._centred(f"图　{part.get('title', '')}{unit}", SONG, SMALL, is_bold=True, after=4)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.document.paragraphs[-1].paragraph_format.space_before = Mm(3)
        if self.with_pictures:
            paragraph = self.document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            shape = paragraph.add_run().add_picture(BytesIO(drawing_png(part.get("drawing", {}))), width=Mm(152))
            shape._inline.docPr.set("descr", str(part.get("drawing", {}).get("said", "")))

    def _table(self, part: Part) -> None:
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Mm, Pt

        caption = self._line(part.get("title", ""), SONG, SMALL, is_bold=True, after=3)
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(8)
        if part.get("unit"):
            caption.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), _right())
            unit = caption.add_run(f"\t单位：{part['unit']}")
            unit.font.size = Pt(SMALL)
            set_east_asian(unit, SONG)
        heads, numbers = part.get("heads", []), part.get("numbers", [])
        grid = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        add_air(grid, 50)
        repeat_head(grid)
        shares = part.get("widths", [1] * len(heads))
        widths: list[Length] = [Mm(self.width * one // sum(shares)) for one in shares]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        self._row(grid.rows[0].cells, heads, [False] * len(heads), widths, is_head=True)
        for row in part.get("rows", ()):
            self._row(whole_row(grid), row, numbers, widths)
        if part.get("foot"):
            self._row(whole_row(grid), part["foot"], numbers, widths, is_bold=True)
        self._line("", SONG, TINY)

    def _row(
        self, cells: Sequence[_Cell], said: Sequence[str], numbers: Sequence[bool], widths: Sequence[Length],
        *, is_head: bool = False, is_bold: bool = False,
    ) -> None:  # fmt: skip
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        for cell, words, is_number, width in zip(cells, said, numbers, widths, strict=True):
            cell.width = width
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            if is_head:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(words)
            run.bold, run.font.size = is_head or is_bold, Pt(self.table_size)
            set_east_asian(run, SONG)


def _right() -> object:
    from docx.enum.text import WD_TAB_ALIGNMENT

    return WD_TAB_ALIGNMENT.RIGHT
