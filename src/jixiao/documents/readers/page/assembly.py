"""Assembly: laid-out pages to the one text of a document, with blocks, pages and boxes that point into it."""

from __future__ import annotations

from math import cos, sin
from typing import TYPE_CHECKING

from jixiao.core.document.block import Cell, Paragraph, Table
from jixiao.core.document.document_text import DocumentText, Form
from jixiao.core.document.page import Page, Run
from jixiao.documents.readers.page.joint import joint
from jixiao.documents.readers.page.paragraph import Block, Passage, PlacedTable, blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.kernel.text import Text
    from jixiao.documents.readers.page.laid import LaidPage
    from jixiao.documents.readers.page.line import Line


def assembled(name: str, sha256: str, form: Form, pages: list[LaidPage], warnings: Sequence[Text]) -> DocumentText:
    """The document that laid-out pages make."""
    writer = _Writer(pages)
    for block in blocks(pages):
        writer.block(block)
    return DocumentText(
        name, sha256, form, writer.text, tuple(writer.blocks), writer.finished(), tuple(warnings)
    )  # fmt: skip


class _Writer:
    """Writes the text and remembers where everything stands in it."""

    def __init__(self, pages: list[LaidPage]) -> None:
        self._pages = {page.number: page for page in pages}
        self._parts: list[str] = []
        self._length = 0
        self._starts: dict[int, int] = {}
        self._runs: dict[int, list[Run]] = {page.number: [] for page in pages}
        self.blocks: list[Paragraph | Table] = []

    @property
    def text(self) -> str:
        """The text written so far."""
        return "".join(self._parts)

    def block(self, block: Block) -> None:
        """Write a paragraph or a table, and end its line."""
        if self._length:
            self._write("\n")
        if isinstance(block, PlacedTable):
            self._table(block)
        else:
            self._passage(block)

    def finished(self) -> tuple[Page, ...]:
        """The pages, each with its stretch of the text; a page without text has an empty one."""
        made = []
        end = self._length
        for page in sorted(self._pages.values(), key=lambda page: -page.number):
            start = self._starts.get(page.number, end)
            made.append(Page(page.number, start, end, page.width, page.height, tuple(self._runs[page.number])))
            end = start
        return tuple(reversed(made))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _passage(self, passage: Passage) -> None:
        start = self._length
        before = ""
        for number, line in passage.parts:
            if before:
                self._write(joint(before, line.text))
            self._line(number, line, passage.turns)
            before = line.text
        self.blocks.append(Paragraph(start, self._length))

    def _table(self, placed: PlacedTable) -> None:
        table, number = placed.table, placed.page
        self._starts.setdefault(number, self._length)
        start = self._length
        cells = []
        row = 0
        for index, cell in enumerate(table.cells):
            if index:
                self._write("\n" * (cell.row - row) or "\t")
            row = cell.row
            cells.append(self._cell(number, cell.row, cell.column, (cell.rows, cell.columns), cell.lines))
        self.blocks.append(Table(start, self._length, table.rows, table.columns, tuple(cells)))

    def _cell(self, number: int, row: int, column: int, spans: tuple[int, int], lines: list[Line]) -> Cell:
        start = self._length
        before = ""
        for line in lines:
            if before:
                self._write(joint(before, line.text, in_cell=True))
            self._line(number, line, None)
            before = line.text
        return Cell(row, column, start, self._length, *spans)

    def _line(self, number: int, line: Line, turns: int | None) -> None:
        page = self._pages[number]
        self._starts.setdefault(number, self._length)
        runs = self._runs[number]
        turned = page.turns if turns is None else turns
        for word in line.words:
            if word.joint:
                self._write(word.joint)
            start = self._length
            self._write(word.text)
            box = (word.left, word.top, word.right, word.bottom)
            if turned:
                box = _back(box, turned, page)
            if page.slant:
                box = _slanted(box, page.slant)
            runs.append(Run(start, self._length, *box))


def _back(box: tuple[int, int, int, int], turns: int, page: LaidPage) -> tuple[int, int, int, int]:
    """A box of the page as it was read, as a box of the page as it is displayed."""
    left, top, right, bottom = box
    match turns % 4:
        case 1:
            return top, page.height - right, bottom, page.height - left
        case 2:
            return page.width - right, page.height - bottom, page.width - left, page.height - top
        case 3:
            return page.width - bottom, left, page.width - top, right
        case _:
            return box


def _slanted(box: tuple[int, int, int, int], slant: float) -> tuple[int, int, int, int]:
    """A box of the straightened page, where it stands on the page as scanned."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    across = round(x * cos(slant) - y * sin(slant) - x)
    down = round(y * cos(slant) + x * sin(slant) - y)
    return left + across, top + down, right + across, bottom + down
