"""Tables as lines of filled cells, and runs of tables that only page furniture separates."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.document.block import Table
from jixiao.core.document.statement import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jixiao.core.document.document_text import DocumentText

_BLANKS = re.compile(r"\s+")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_FURNITURE = re.compile(
    r"[-—–_·.\s]*\d{1,4}[-—–_·.\s]*|第\d+页(?:[/,，]?共\d+页)?|\d+/\d+|[(（]?(?:续上?表|接上表|续)[)）]?\d*|单位[:：].{1,6}"
)


# A running head is one line, on every page; titles of tables repeat less.
MOST_RUNNING = 40
LEAST_REPEATED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table with its filled cells by column; a merged cell stands at its first column only."""

    block: int
    row: int
    cells: Mapping[int, Piece]

    @property
    def columns(self) -> list[int]:
        """The filled columns from left to right."""
        return sorted(self.cells)

    def in_order(self) -> list[Piece]:
        """The filled cells from left to right."""
        return [self.cells[column] for column in self.columns]


def squeezed(words: str) -> str:
    """Words without any blanks, full-width letters and digits as plain ones: how names and heads are compared."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", words))


def piece_of(document: DocumentText, start: int, end: int) -> Piece | None:
    """The words of a stretch without blanks around them; line breaks inside are not part of the words."""
    printed = document.text[start:end]
    words = printed.strip()
    if not words:
        return None
    begin = start + len(printed) - len(printed.lstrip())
    return Piece(begin, begin + len(words), _BREAKS.sub("", words))


def lines_of(document: DocumentText, block: int, table: Table) -> list[Line]:
    """The rows of a table, top to bottom, with what stands in them."""
    rows: list[dict[int, Piece]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        piece = piece_of(document, cell.start, cell.end)
        if piece is not None and cell.row < table.rows:
            rows[cell.row][cell.column] = piece
    return [Line(block, number, cells) for number, cells in enumerate(rows)]


def is_furniture(words: str) -> bool:
    """Whether a line is a page's own (its number, 续表), not the document's."""
    plain = squeezed(words)
    return not plain or _FURNITURE.fullmatch(plain) is not None


def _running_words(document: DocumentText) -> frozenset[str]:
    """What stands above or below every page: short paragraphs that a document with pages repeats often."""
    if not document.pages:
        return frozenset()
    short = (words for block in document.blocks if len(words := squeezed(document.at(block))) <= MOST_RUNNING)
    return frozenset(words for words, times in Counter(short).items() if times >= LEAST_REPEATED)


def table_runs(document: DocumentText) -> Iterator[list[Line]]:
    """Lines of tables that follow one another with nothing but page furniture between them."""
    running = _running_words(document)
    run: list[Line] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            run.extend(lines_of(document, number, block))
        elif run and not is_furniture(words := document.at(block)) and squeezed(words) not in running:
            yield run
            run = []
    if run:
        yield run
