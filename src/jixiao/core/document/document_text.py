"""A document as read: one text, and blocks and pages that point into it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from jixiao.core.document.block import Block, Cell
    from jixiao.core.document.page import Page, Run
    from jixiao.core.kernel.text import Text

Form = Literal["pdf", "docx", "xlsx", "html", "markdown", "text", "picture"]


@dataclass(frozen=True)
class DocumentText:
    """The one text of a document; every offset of blocks, pages, facts and findings counts its characters.

    Blocks are in reading order and do not overlap. `warnings` say what could not be read and why, for people.
    """

    name: str
    sha256: str
    form: Form
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    warnings: tuple[Text, ...] = ()

    def at(self, place: Cell | Block) -> str:
        """The text of a cell or a block."""
        return self.text[place.start : place.end]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.start for page in self.pages]

    def page_of(self, offset: int) -> Page | None:
        """The page on which an offset stands; None where the format has no pages."""
        index = bisect_right(self._page_starts, offset) - 1
        return self.pages[index] if index >= 0 else None

    def boxes(self, start: int, end: int) -> list[tuple[Page, Run]]:
        """The runs, each with its page, that show a stretch of the text."""
        return [
            (page, run)
            for page in self.pages
            if page.start < end and start < page.end
            for run in page.runs
            if run.start < end and start < run.end
        ]
