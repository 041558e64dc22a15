"""A document with one stretch of its text replaced: every block, cell, page and run keeps the words that it had."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jixiao.core.document.block import Table

if TYPE_CHECKING:
    from jixiao.core.document.block import Block
    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.page import Page

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """Where offsets go when the text from `start` to `end` is replaced by `length` characters."""

    start: int
    end: int
    length: int

    def offset(self, at: int) -> int:
        """An offset of the old text in the new one; one inside the replaced stretch stays inside."""
        if at <= self.start:
            return at
        return at + self.length - (self.end - self.start) if at >= self.end else min(at, self.start + self.length)

    def span(self, start: int, end: int) -> Span:
        """A stretch of the old text in the new one."""
        return self.offset(start), self.offset(end)


def edges(document: DocumentText) -> list[int]:
    """Where blocks, cells and pages begin and end, in order."""
    blocks = document.blocks
    cells = [cell for block in blocks if isinstance(block, Table) for cell in block.cells]
    return sorted({at for one in (*blocks, *cells, *document.pages) for at in (one.start, one.end)})


def crosses(edges: list[int], start: int, end: int) -> bool:
    """Whether one of the edges, given in order, stands inside a stretch."""
    return bisect_right(edges, start) < bisect_left(edges, end)


def shifted(document: DocumentText, start: int, end: int, new: str) -> DocumentText:
    """The document with `new` in place of its text from `start` to `end`.

    Raises ValueError where there is nothing to replace, nothing to put there, or a block, cell or page ends inside.
    """
    if not 0 <= start < end <= len(document.text) or not new:
        raise ValueError(f"nothing to replace from {start} to {end}, or nothing to put there")
    if crosses(edges(document), start, end):
        raise ValueError(f"from {start} to {end} there is more than one block, cell or page")
    text = document.text[:start] + new + document.text[end:]
    if len(new) == end - start:
        return replace(document, text=text)
    shift = Shift(start, end, len(new))
    blocks = tuple(_block(shift, block) for block in document.blocks)
    return replace(document, text=text, blocks=blocks, pages=tuple(_page(shift, page) for page in document.pages))


def _block(shift: Shift, block: Block) -> Block:
    start, end = shift.span(block.start, block.end)
    if not isinstance(block, Table):
        return replace(block, start=start, end=end)
    cells = (replace(cell, start=shift.offset(cell.start), end=shift.offset(cell.end)) for cell in block.cells)
    return replace(block, start=start, end=end, cells=tuple(cells))


def _page(shift: Shift, page: Page) -> Page:
    runs = (replace(run, start=shift.offset(run.start), end=shift.offset(run.end)) for run in page.runs)
    return replace(page, start=shift.offset(page.start), end=shift.offset(page.end), runs=tuple(runs))
