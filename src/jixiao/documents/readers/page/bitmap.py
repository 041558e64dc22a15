"""Ruling lines of a picture: rows and columns of dark points too long to be strokes of writing. Needs numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.documents.readers.page.ruling import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator

DARK = 150  # of 255
FILLED = 92  # so many hundredths of a line are dark; scans have holes
THICKEST = 10  # points; a thicker bar is no line
STEEPEST, STEP = 45, 0.001  # slants that are tried: so many steps of so many radians either way
SIEVE = 3  # every third column tells the slant of a page


def rulings(grey: Any, shortest: int, scale: float) -> tuple[list[Ruling], list[Ruling]]:  # noqa: ANN401  # numpy
    """Level and upright lines of a grey picture, at least `shortest` points long; `scale` makes points lengths."""
    import numpy

    # A slanting line wanders from one row to the next: a point counts if its neighbour above or below is dark.
    dark = grey < DARK
    level = dark.copy()
    level[1:] |= dark[:-1]
    upright = dark.copy()
    upright[:, 1:] |= dark[:, :-1]
    return (
        list(_lines(numpy, level, shortest, scale)),
        list(_lines(numpy, upright.T, shortest, scale)),
    )


def slant(grey: Any) -> float:  # noqa: ANN401  # numpy
    """By how many radians the page falls: the slant at which its dark points gather on the fewest rows."""
    import numpy

    down, across = numpy.nonzero(grey[:, ::SIEVE] < DARK)
    if not len(down):
        return 0.0

    def gathered(steps: int) -> int:
        rows = numpy.rint(down - across * (SIEVE * steps * STEP)).astype(numpy.int64)
        counts = numpy.bincount(rows - rows.min())
        return int((counts * counts).sum())

    return max(range(-STEEPEST, STEEPEST + 1), key=gathered) * STEP


def _lines(numpy: Any, dark: Any, shortest: int, scale: float) -> Iterator[Ruling]:  # noqa: ANN401
    rows, breadth = dark.shape
    if breadth <= shortest:
        return
    sums = numpy.zeros((rows, breadth + 1), dtype=numpy.int32)
    numpy.cumsum(dark, axis=1, out=sums[:, 1:])
    full = (sums[:, shortest:] - sums[:, :-shortest]) * 100 >= FILLED * shortest
    busy = numpy.flatnonzero(full.any(axis=1))
    for first, last in _neighbours(busy.tolist()):
        if last - first >= THICKEST:
            continue
        edges = numpy.diff(full[first : last + 1].any(axis=0).astype(numpy.int8), prepend=0, append=0)
        for start, end in zip(numpy.flatnonzero(edges == 1), numpy.flatnonzero(edges == -1), strict=True):
            # A window that begins here is full for `shortest` points more.
            at, begin, stop = (first + last) / 2, int(start), int(end) + shortest - 1
            yield Ruling(int(at * scale), int(begin * scale), int(stop * scale))


def _neighbours(places: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of every group of places without a gap; a thick bar between lines is cut at the thickest."""
    first = last = None
    for place in places:
        if last is not None and first is not None and place != last + 1:
            yield first, last
            first = place
        first = place if first is None else first
        last = place
    if first is not None and last is not None:
        yield first, last
