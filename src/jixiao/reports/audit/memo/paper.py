"""The paper of a review memo: A4 upright, songti with heiti heads as official letters have them, pages numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports.printed.word_pieces import add_air, add_field, repeat_head, set_east_asian, whole_row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from jixiao.core.kernel.text import Language

BODY, HEAD, LATIN = "宋体", "黑体", "Times New Roman"
SIZE, SMALL = 12, 10.5
# Columns of the table of answers in millimetres; they fill the 156 mm between the margins.
WIDTHS = (12, 72, 40, 32)


class Paper:
    """A document that is written from top to bottom."""

    def __init__(self, language: Language) -> None:
        """Start with page, typeface and page numbers."""
        import docx
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        self.indent = 2 * SIZE if language == "zh" else 0
        self.document: Document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.top_margin, section.bottom_margin = Mm(32), Mm(28)
        style = self.document.styles["Normal"]
        style.font.name = LATIN
        style.font.size = Pt(SIZE)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_field(foot.add_run(), "PAGE")

    def finish(self, title: str, made: datetime) -> Document:
        """The document with its properties; `made` is a fixed moment, since a clock would change the bytes."""
        properties = self.document.core_properties
        properties.title = title
        properties.author = properties.last_modified_by = "jixiao"
        properties.comments = ""
        properties.created = properties.modified = made
        properties.revision = 1
        return self.document

    def title(self, words: str, *, breaks: bool) -> None:
        """The title of a memo; `breaks` begins a new page."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self._paragraph(words, size=18, is_bold=True, after=18)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.page_break_before = breaks

    def heading(self, words: str) -> None:
        """The head of a part; it stays with what follows."""
        paragraph = self._paragraph(words, typeface=HEAD, size=14, before=10, indent=self.indent)
        paragraph.paragraph_format.keep_with_next = True

    def plain(self, words: str) -> None:
        """A line from the margin."""
        self._paragraph(words)

    def running(self, words: str, *, is_bold: bool = False) -> None:
        """A paragraph of running text, its first line indented; bold ones stay with what follows."""
        paragraph = self._paragraph(words, is_bold=is_bold, indent=self.indent)
        paragraph.paragraph_format.keep_with_next = is_bold

    def detail(self, words: str) -> None:
        """A smaller line under a paragraph."""
        self._small(words)

    def marked(self, before: str, words: str, after: str) -> None:
        """A smaller line in which some words are marked."""
        from docx.shared import Pt

        paragraph = self._small(before)
        run = paragraph.add_run(words)
        run.bold = run.underline = True
        run.font.size = Pt(SMALL)
        paragraph.add_run(after).font.size = Pt(SMALL)

    def signature(self, signed: str, day: str) -> None:
        """The place to sign, and the day."""
        from docx.shared import Mm

        for words, before in ((signed, 24), (day, 6)):
            paragraph = self._paragraph(words, before=before)
            paragraph.paragraph_format.left_indent = Mm(86)
            paragraph.paragraph_format.keep_with_next = words == signed

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A ruled table whose head repeats on every page."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Mm

        grid = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        grid.autofit = False
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        add_air(grid, 60)
        repeat_head(grid)
        for column, width in zip(grid.columns, WIDTHS, strict=True):
            column.width = Mm(width)
        for cells, words, is_head in [
            (grid.rows[0].cells, heads, True),
            *((whole_row(grid), row, False) for row in rows),
        ]:
            for number, (cell, said, width) in enumerate(zip(cells, words, WIDTHS, strict=True)):
                cell.width = Mm(width)
                self._fill(cell.paragraphs[0], said, is_head=is_head, is_centred=is_head or number == 0)

    def _fill(self, paragraph: Paragraph, words: str, *, is_head: bool, is_centred: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        run = paragraph.add_run(words)
        run.font.size = Pt(SMALL)
        run.bold = is_head
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _small(self, words: str) -> Paragraph:
        paragraph = self._paragraph(words, size=SMALL, after=2)
        from docx.shared import Pt

        paragraph.paragraph_format.left_indent = Pt(2 * SIZE)
        return paragraph

    def _paragraph(
        self,
        words: str,
        *,
        typeface: str = BODY,
        size: float = SIZE,
        is_bold: bool = False,
        before: float = 0,
        after: float = 4,
        indent: float = 0,
    ) -> Paragraph:
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.line_spacing = 1.35
        form.first_line_indent = Pt(indent)
        run = paragraph.add_run(words)
        run.bold = is_bold
        run.font.size = Pt(size)
        set_east_asian(run, typeface)
        return paragraph
