"""Where figures stand: the sentence or the row of a table around a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from jixiao.core.document.block import Table

if TYPE_CHECKING:
    from jixiao.core.document.document_text import DocumentText

# A sentence ends here; a full stop between digits is a decimal point, so only the full-width one counts.
_END = re.compile("[。！？；;!?]|\n[ \t]*\n")
# What is shown around a number where a sentence or a row has no end in sight.
MOST = 300


class Places:
    """The blocks of a document, to be asked for the words around a number."""

    def __init__(self, document: DocumentText) -> None:
        """Index the blocks by where they begin."""
        self.document = document
        self._starts = [block.start for block in document.blocks]
        self._rows: dict[int, list[tuple[int, int]]] = {}

    def context(self, start: int, end: int) -> tuple[int, str]:
        """The row of the table, or the sentence, in which a stretch stands, and where it begins; cut if very long."""
        low, high = self._around(start, end)
        text = self.document.text
        while low < start and text[low].isspace():
            low += 1
        while high > end and text[high - 1].isspace():
            high -= 1
        low = max(low, start - MOST)
        return low, text[low : min(high, end + MOST)]

    def _around(self, start: int, end: int) -> tuple[int, int]:
        index = bisect_right(self._starts, start) - 1
        block = self.document.blocks[index] if index >= 0 else None
        if block is None or block.end < end:
            return self._sentence(0, len(self.document.text), start, end)
        if not isinstance(block, Table):
            return self._sentence(block.start, block.end, start, end)
        rows = self._rows_of(index, block)
        at = bisect_right(rows, start, key=lambda row: row[0]) - 1
        return rows[at] if at >= 0 and end <= rows[at][1] else (start, end)

    def _rows_of(self, index: int, table: Table) -> list[tuple[int, int]]:
        if index not in self._rows:
            spans: dict[int, tuple[int, int]] = {}
            for cell in table.cells:
                low, high = spans.get(cell.row, (cell.start, cell.end))
                spans[cell.row] = (min(low, cell.start), max(high, cell.end))
            self._rows[index] = [spans[row] for row in sorted(spans)]
        return self._rows[index]

    def _sentence(self, low: int, high: int, start: int, end: int) -> tuple[int, int]:
        text = self.document.text
        low = max(low, start - 2 * MOST)
        before = [match.end() for match in _END.finditer(text, low, start)]
        after = _END.search(text, end, min(high, end + 2 * MOST))
        return (before[-1] if before else low), (after.end() if after else min(high, end + 2 * MOST))
