"""Pages and boxes: where a stretch of text stands on paper; lengths in hundredths of a point, from the top left."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, `start` to `end` of the document's text, that stands on one line of a page."""

    start: int
    end: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number (from 1), its stretch of the text, its size, and its runs in the order of the text."""

    number: int
    start: int
    end: int
    width: int = 0
    height: int = 0
    runs: tuple[Run, ...] = ()
