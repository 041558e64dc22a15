"""Marks: the places of findings in one document, cut where they overlap so that each stretch knows all its findings."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.reports.audit.record import FindingRow

WORST_FIRST = ("error", "suspicious", "rounding")


class Mark(NamedTuple):
    """One place of a finding: `order` 0 is the words at fault, the others are what they were held against."""

    start: int
    end: int
    finding: int
    order: int
    severity: str


class Stretch(NamedTuple):
    """A stretch of the text and every mark that covers it, the worst first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_in(path: str, findings: Iterable[FindingRow]) -> list[Mark]:
    """The places of findings that stand in the document of a path."""
    return [
        Mark(place["start"], place["end"], finding["id"], order, finding["severity"])
        for finding in findings
        for order, place in enumerate(finding["places"])
        if place["path"] == path
    ]


class Stretches:
    """The marked stretches of a document, in the order of its text; none overlaps another."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        """Cut the marks at each other's edges."""
        self._all = list(_cut(marks))
        self._ends = [one.end for one in self._all]

    def within(self, start: int, end: int) -> Iterator[Stretch]:
        """The marked stretches of a part of the text, cut at its edges."""
        for index in range(bisect_left(self._ends, start), len(self._all)):
            one = self._all[index]
            if one.start > end:
                return
            low, high = max(one.start, start), min(one.end, end)
            if low < high or one.start == one.end:
                yield Stretch(low, high, one.marks)


def _cut(marks: Iterable[Mark]) -> Iterator[Stretch]:
    """A sweep from edge to edge; a mark without words is a stretch of its own."""
    opening: dict[int, list[Mark]] = defaultdict(list)
    points: dict[int, list[Mark]] = defaultdict(list)
    edges: set[int] = set()
    for mark in marks:
        edges |= {mark.start, mark.end}
        (opening if mark.start < mark.end else points)[mark.start].append(mark)
    at = 0
    covering: list[Mark] = []
    for edge in sorted(edges):
        if covering:
            yield Stretch(at, edge, _ordered(covering))
        if edge in points:
            yield Stretch(edge, edge, _ordered(points[edge]))
        covering = [one for one in covering if one.end > edge] + opening[edge]
        at = edge


def _ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda one: (WORST_FIRST.index(one.severity), one.order > 0, one.finding)))
