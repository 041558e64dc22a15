"""Flat words: a stretch of a document without the blanks and line ends that pages put in, each at its place."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from jixiao.core.document.block import Paragraph

if TYPE_CHECKING:
    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place
    from jixiao.core.document.block import Block, Cell, Table


_NUMBER = re.compile(r"[\s\d.,，%％−-]*")


class Flat:
    """The flat words of `start` to `end` of a document; `place` tells where some of them stand."""

    def __init__(self, audited: Audited, start: int, end: int) -> None:
        """Keep the stretch; where its characters stand is worked out when it is first asked."""
        self.start, self.end = start, end
        self.words = "".join(audited.document.text[start:end].split())
        self._audited = audited

    @cached_property
    def _offsets(self) -> list[int]:
        text = self._audited.document.text
        return [index for index in range(self.start, self.end) if not text[index].isspace()]

    def place(self, start: int, end: int) -> Place:
        """Where the flat characters `start` to `end` (more than none) stand in the document."""
        return self._audited.place(self._offsets[start], self._offsets[end - 1] + 1)

    def of(self, match: re.Match[str], group: int | str = 0) -> Place:
        """Where a match in `words`, or a group of it, stands."""
        return self.place(*match.span(group))

    @property
    def whole(self) -> Place:
        """Where the stretch stands."""
        return self._audited.place(self.start, self.end)


def flat_of(audited: Audited, at: Block | Cell) -> Flat:
    """The flat words of a block or a cell; the signs by which Markdown marks a heading are none."""
    made = audited.once("flat stretches", _none_yet)
    found = made.get((at.start, at.end))
    if found is None:
        marked = isinstance(at, Paragraph) and at.level is not None
        lead = re.match(r"#+", audited.document.at(at)) if marked else None
        found = Flat(audited, at.start + (lead.end() if lead is not None else 0), at.end)
        made[at.start, at.end] = found
    return found


def _none_yet(_audited: Audited) -> dict[tuple[int, int], Flat]:
    return {}


def flat_paragraphs(audited: Audited) -> tuple[Flat, ...]:
    """Every paragraph that has words, in the order of the text."""
    return audited.once("flat paragraphs", _paragraphs)


def flat_cells(audited: Audited) -> tuple[Flat, ...]:
    """Every cell that has words and not a number only, in the order of the text."""
    return audited.once("flat cells", _cells)


def _paragraphs(audited: Audited) -> tuple[Flat, ...]:
    found = (flat_of(audited, block) for block in audited.paragraphs)
    return tuple(one for one in found if one.words)


def _cells(audited: Audited) -> tuple[Flat, ...]:
    worded = (cell for table in audited.tables for cell in worded_cells(audited, table))
    return tuple(one for cell in worded if (one := flat_of(audited, cell)).words)


def worded_cells(audited: Audited, table: Table) -> list[Cell]:
    """The cells of a table that hold more than a number."""
    text = audited.document.text
    return [one for one in table.cells if not _NUMBER.fullmatch(text, one.start, one.end)]
