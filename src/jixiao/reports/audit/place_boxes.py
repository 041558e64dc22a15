"""Where a stretch of a document's text stands on paper: a box for every line that shows some of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.page import Run

# Page, left, top, right, bottom; lengths in hundredths of a point from the top left of the page as displayed.
Box = list[int]


def place_boxes(document: DocumentText, start: int, end: int) -> list[Box]:
    """The boxes of `start` to `end`, in the order of the text; none where the format has no pages."""
    found: list[Box] = []
    last: Run | None = None
    for page, run in document.boxes(start, end):
        left, right = _extent(document.text, run, max(start, run.start), min(end, run.end))
        box = [page.number, left, run.top, right, run.bottom]
        if last is not None and not _is_upright(last) and not _is_upright(run) and _continues(found[-1], box):
            before = found[-1]
            found[-1] = [page.number, before[1], min(before[2], run.top), right, max(before[4], run.bottom)]
        else:
            found.append(box)
        last = run
    return found


def _is_upright(run: Run) -> bool:
    """Whether the type of a run goes up or down the page as displayed."""
    return run.end - run.start > 1 and run.right - run.left < run.bottom - run.top


def _extent(text: str, run: Run, start: int, end: int) -> tuple[int, int]:
    """Left and right of a part of a run; all of it where its type goes up or down."""
    if _is_upright(run):
        return run.left, run.right
    width = run.right - run.left
    whole = max(1, _breadth(text[run.start : run.end]))
    before, until = _breadth(text[run.start : start]), _breadth(text[run.start : end])
    return run.left + width * before // whole, run.left + -(-width * until // whole)


def _breadth(words: str) -> int:
    """Columns that words take: a sign of Chinese type is twice as wide as a digit."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)


def _continues(last: Box, box: Box) -> bool:
    """Whether a box goes on where the last one ends: same page, same line, no gap wider than the line is high."""
    height = min(last[4] - last[2], box[4] - box[2])
    overlap = min(last[4], box[4]) - max(last[2], box[2])
    return last[0] == box[0] and overlap * 2 > height and -height < box[1] - last[3] < height and box[3] >= last[3]
