"""Builds the one text of a document whose format has none of its own, and the blocks that point into it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.core.document.block import Block, Paragraph
from jixiao.core.document.document_text import DocumentText, Form
from jixiao.core.kernel.text import Text
from jixiao.documents.readers.placing import Placing
from jixiao.documents.refusal import too_many

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.documents.limits import Limits


@dataclass(frozen=True, slots=True)
class CellWords:
    """A cell before it has its place: its words and how far it reaches."""

    words: str
    row_span: int = 1
    column_span: int = 1


@dataclass
class Building:
    """Takes paragraphs and tables in reading order; refuses what is beyond the limits as soon as it is."""

    name: str
    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _cells: int = 0

    def paragraph(self, words: str, level: int | None = None) -> None:
        """A paragraph; nothing where there are no words."""
        words = words.strip()
        if words:
            start = self._add(words)
            self.blocks.append(Paragraph(start, self._length, level))
            self._add("\n")

    def table(self, rows: Iterable[Iterable[CellWords]], heads: int | None = None) -> None:
        """A table, row by row; a merged cell comes once, where it begins."""
        placing, start = Placing(), self._length
        for row in rows:
            if placing.row >= 0:
                self._add("\n")
            placing.begin_row()
            self._row(placing, row)
        table = placing.table(start, self._length, heads)
        if table is not None:
            self.blocks.append(table)
            self._add("\n")

    def _row(self, placing: Placing, row: Iterable[CellWords]) -> None:
        for number, cell in enumerate(row):
            self._cells += 1
            if self._cells > self.limits.most_cells:
                counted = Text("表格单元格数", "table cells")
                raise too_many(self.name, counted, self._cells, self.limits.most_cells)
            if number:
                self._add("\t")
            start = self._add(cell.words.replace("\t", " ").strip())
            placing.add(start, self._length, cell.row_span, cell.column_span)

    def _add(self, words: str) -> int:
        """Append words; returns where they begin."""
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        if self._length > self.limits.most_characters:
            raise too_many(self.name, Text("字符数", "characters"), self._length, self.limits.most_characters)
        return start

    def warn(self, zh: str, en: str) -> None:
        """Something that people should know; said once."""
        warning = Text(zh, en)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def document(self, form: Form, content: bytes) -> DocumentText:
        """The finished document."""
        digest = hashlib.sha256(content).hexdigest()
        text = "".join(self._parts)
        return DocumentText(self.name, digest, form, text, tuple(self.blocks), (), tuple(self.warnings))
