"""Plain text, Markdown and CSV: the decoded file is the text, unchanged; blocks say what stands in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.document.block import Paragraph
from jixiao.core.document.document_text import DocumentText
from jixiao.core.kernel.text import Text
from jixiao.documents.readers.decoding import decoded
from jixiao.documents.readers.text_html import html_spans, html_table
from jixiao.documents.readers.text_lines import Joiner, Line, lines
from jixiao.documents.readers.text_tables import (
    is_prose,
    parted_table,
    pipe_run,
    pipe_table,
    tab_run,
    tab_table,
)
from jixiao.documents.refusal import too_many
from jixiao.documents.sniffing import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.document.block import Block, Table
    from jixiao.core.document.document_text import Form
    from jixiao.documents.limits import Limits

_HEADING = re.compile(r"(#{1,6})\s")
_PARTED = {".csv": (",", ";", "\t"), ".tsv": ("\t",)}


def read_text(content: bytes, name: str, limits: Limits) -> DocumentText:
    """Read a text file. Offsets count the characters of the decoded file; a byte order mark is not one of them."""
    text, warnings = decoded(content, name)
    if len(text) > limits.most_characters:
        raise too_many(name, Text("字符数", "characters"), len(text), limits.most_characters)
    reading = _Reading(text, name, limits)
    form: Form = "markdown" if name.lower().endswith(MARKDOWN) else "text"
    blocks = reading.parted() or tuple(reading.blocks())
    return DocumentText(name, hashlib.sha256(content).hexdigest(), form, text, blocks, (), tuple(warnings))


@dataclass
class _Reading:
    text: str
    name: str
    limits: Limits
    cells: int = 0

    def parted(self) -> tuple[Block, ...]:
        """The one table of a CSV or TSV file; nothing where it is not one after all."""
        for parting in _PARTED.get("." + self.name.lower().rpartition(".")[2], ()):
            if parting in self.text:
                self._hold(self.text.count(parting))
                table = parted_table(self.text, parting)
                if table is not None:
                    return (self._counted(table),)
        return ()

    def blocks(self) -> Iterator[Block]:
        """Paragraphs and tables in the order of the text."""
        parts = [*self._between_html()]
        joiner = Joiner([line for part in parts if isinstance(part, list) for line in part if "\t" not in line.words])
        for part in parts:
            if isinstance(part, list):
                yield from self._plain(part, joiner)
            else:
                yield part

    def _between_html(self) -> Iterator[list[Line] | Table]:
        """The tables that are written as HTML, and the lines before, between and behind them."""
        at = 0
        for start, end in html_spans(self.text):
            table = html_table(self.text, start, end)
            if table is not None:
                yield list(lines(self.text, at, start))
                yield self._counted(table)
                at = end
        yield list(lines(self.text, at, len(self.text)))

    def _plain(self, run: Sequence[Line], joiner: Joiner) -> Iterator[Block]:
        """Tables by tabs and pipes, and the paragraphs between them."""
        first = at = 0
        while at < len(run):
            count, table = self._table(run, at)
            if table is not None:
                yield from _paragraphs(run[first:at], joiner)
                yield self._counted(table)
                first = at + count
            at += max(count, 1)
        yield from _paragraphs(run[first:], joiner)

    def _table(self, run: Sequence[Line], at: int) -> tuple[int, Table | None]:
        """How many lines belong together from here on, and the table that they are, if they are one."""
        if count := pipe_run(run, at):
            self._hold(self._signs("|", run, at, count))
            return count, pipe_table(self.text, run[at : at + count])
        count = tab_run(self.text, run, at)
        if count == 0 or is_prose(self.text, run[at : at + count]):
            return count, None
        self._hold(self._signs("\t", run, at, count))
        return count, tab_table(self.text, run[at : at + count])

    def _signs(self, sign: str, run: Sequence[Line], at: int, count: int) -> int:
        """How often a sign stands in lines, the blanks behind them included."""
        end = run[at + count].left if at + count < len(run) else len(self.text)
        return self.text.count(sign, run[at].left, end)

    def _counted(self, table: Table) -> Table:
        self.cells += len(table.cells)
        self._hold(0)
        return table

    def _hold(self, more: int) -> None:
        """Refuse what is beyond the limit before cells are made of it."""
        if self.cells + more > self.limits.most_cells:
            counted = Text("表格单元格数", "table cells")
            raise too_many(self.name, counted, self.cells + more, self.limits.most_cells)


def _paragraphs(run: Sequence[Line], joiner: Joiner) -> Iterator[Paragraph]:
    heads = {line.start: len(found[1]) for line in run if (found := _HEADING.match(line.words))}
    for start, end in joiner.paragraphs(run):
        yield Paragraph(start, end, heads.get(start))
