"""Tables that are written as HTML into a text or Markdown file, at their places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.documents.readers.placing import Placing

if TYPE_CHECKING:
    from jixiao.core.document.block import Table

_TAG = re.compile(r"<(/?)(table|thead|tr|td|th)\b([^<>]{0,2000})>", re.IGNORECASE)
_SPAN = re.compile(r"(rowspan|colspan)\s*=\s*[\"']?\s*(\d{1,5})", re.IGNORECASE)
# What may stand around the words of a cell without being words.
_AROUND = re.compile(r"(?:\s|<[^<>]{0,2000}>|&nbsp;)*")
_LAST_AROUND = re.compile(r"\s|<[^<>]{0,2000}>|&nbsp;")


def html_spans(text: str) -> list[tuple[int, int]]:
    """The outermost `<table>` elements of a text; one that never ends goes to the end of the text."""
    spans, depth, start = [], 0, 0
    for tag in _TAG.finditer(text) if "<" in text else ():
        if tag[2].lower() != "table":
            continue
        if not tag[1]:
            start = tag.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, tag.end()))
    return [*spans, (start, len(text))] if depth else spans


def html_table(text: str, start: int, end: int) -> Table | None:
    """The table of one such element; tables inside its cells stay words of the cell."""
    building = _Building(text)
    depth = 0
    for tag in _TAG.finditer(text, start, end):
        name, closing = tag[2].lower(), bool(tag[1])
        if name == "table":
            depth += -1 if closing else 1
        elif depth == 1:
            building.tag(tag, name, closing)
    building.end_cell(end)
    return building.placing.table(start, end, building.heads or None)


@dataclass
class _Building:
    text: str
    placing: Placing = field(default_factory=Placing)
    heads: int = 0
    _in_head: bool = False
    _open: tuple[int, int, int] | None = None

    def tag(self, tag: re.Match[str], name: str, closing: bool) -> None:
        """One tag of the table itself."""
        self.end_cell(tag.start())
        if name == "thead":
            self._in_head = not closing
        elif closing:
            return
        elif name == "tr":
            self.placing.begin_row()
            self.heads += self._in_head
        else:
            spans = {key.lower(): int(number) for key, number in _SPAN.findall(tag[3])}
            self._open = (tag.end(), spans.get("rowspan", 1), spans.get("colspan", 1))

    def end_cell(self, at: int) -> None:
        """The cell that is open, if one is, ends here: HTML lets its end tag be left out."""
        if self._open is None:
            return
        start, row_span, column_span = self._open
        self._open = None
        start, end = _inner(self.text, start, at)
        self.placing.add(start, end, row_span, column_span)


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of a cell without the tags and blanks around them."""
    found = _AROUND.match(text, start, end)
    first = found.end() if found else start
    last = first
    at = first
    while at < end:  # walk over pieces; only words move the end
        piece = _LAST_AROUND.match(text, at, end)
        at = piece.end() if piece else at + 1
        last = last if piece else at
    return first, last
