"""Finding facts by where they stand in the text, and the page of an offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.reports.facts.record import Record


class FactIndex:
    """The facts of a record in the order of the text."""

    def __init__(self, record: Record) -> None:
        """Sort them once."""
        facts = record["facts"]
        self._order = sorted(range(len(facts)), key=lambda number: facts[number]["source"]["start"])
        self._starts = [facts[number]["source"]["start"] for number in self._order]
        self._ends = [facts[number]["source"]["end"] for number in self._order]
        self._pages = [(page["start"], page["number"]) for page in record["pages"]]
        self._page_starts = [start for start, _ in self._pages]

    def within(self, start: int, end: int) -> list[int]:
        """The numbers of the facts whose figure stands within a stretch."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [self._order[at] for at in range(low, high) if self._ends[at] <= end]

    def page_of(self, offset: int) -> int | None:
        """The page of an offset; None where the format has no pages."""
        at = bisect_right(self._page_starts, offset) - 1
        return self._pages[at][1] if at >= 0 else None
