"""Grids: what ruling lines enclose, with merged cells as they are drawn."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from jixiao.documents.readers.page.ruling import TOUCHING, Ruling, distinct, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A side that is not drawn (tables open to the left and right) is where the lines end, if they end so far out.
OPEN_SIDE = 900
# More lines than this are a drawing, not a table.
MOST_LINES = 1200
MOST_SPACES = 40_000


@dataclass(frozen=True, slots=True)
class Space:
    """A cell of a grid: its first row and column and its spans."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Places of the dividing lines, from left to right and from top to bottom, and the spaces between them."""

    across: tuple[int, ...]
    down: tuple[int, ...]
    spaces: tuple[Space, ...]

    def place(self, left: int, top: int) -> tuple[int, int] | None:
        """Row and column of a point; None outside."""
        column = bisect_right(self.across, left) - 1
        row = bisect_right(self.down, top) - 1
        inside = 0 <= column < len(self.across) - 1 and 0 <= row < len(self.down) - 1
        return (row, column) if inside else None


def grids(horizontal: Iterable[Ruling], vertical: Iterable[Ruling]) -> list[Grid]:
    """The grids of a page, from top to bottom."""
    level, upright = joined(horizontal), joined(vertical)
    if len(level) + len(upright) > MOST_LINES:
        return []
    found = [_grid(*group) for group in _connected(level, upright)]
    return sorted((grid for grid in found if grid is not None), key=lambda grid: (grid.down[0], grid.across[0]))


def _connected(level: list[Ruling], upright: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that cross or touch one another, directly or through others."""
    groups: list[tuple[list[Ruling], list[Ruling]]] = []
    for line in level:
        groups.append(([line], []))
    for line in upright:
        touched = [group for group in groups if any(_meet(one, line) for one in group[0])]
        if not touched:
            continue
        first = touched[0]
        first[1].append(line)
        for other in touched[1:]:
            first[0].extend(other[0])
            first[1].extend(other[1])
            groups.remove(other)
    return groups


def _meet(level: Ruling, upright: Ruling) -> bool:
    return (
        level.start - TOUCHING <= upright.at <= level.end + TOUCHING
        and upright.start - TOUCHING <= level.at <= upright.end + TOUCHING
    )


def _grid(level: list[Ruling], upright: list[Ruling]) -> Grid | None:
    across, down = _places(upright, level), _places(level, upright)
    if len(across) < 2 or len(down) < 2 or (len(across) - 1) * (len(down) - 1) > MOST_SPACES:
        return None
    spaces = _spaces(across, down, level, upright)
    return Grid(tuple(across), tuple(down), tuple(spaces))


def _places(lines: list[Ruling], crossing: list[Ruling]) -> list[int]:
    """Where lines of one direction stand, and the open ends of the lines that cross them."""
    if not lines or not crossing:
        return []
    places = distinct(line.at for line in lines)
    first, last = min(line.start for line in crossing), max(line.end for line in crossing)
    if places[0] - first > OPEN_SIDE:
        places.insert(0, first)
    if last - places[-1] > OPEN_SIDE:
        places.append(last)
    return places


def _spaces(across: list[int], down: list[int], level: list[Ruling], upright: list[Ruling]) -> list[Space]:
    rows, columns = len(down) - 1, len(across) - 1
    right_closed = _closed(across[1:-1], down, upright)  # [column][row]: a line on the right of the column
    below_closed = _closed(down[1:-1], across, level)  # [row][column]: a line below the row
    taken = [[False] * columns for _ in range(rows)]
    found = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = 1
            while (
                column + wide < columns and not right_closed[column + wide - 1][row] and not taken[row][column + wide]
            ):
                wide += 1
            high = 1
            while row + high < rows and _open_below(row + high - 1, column, column + wide, below_closed, right_closed):
                high += 1
            for r in range(row, row + high):
                taken[r][column : column + wide] = [True] * wide
            found.append(Space(row, column, high, wide))
    return found


def _open_below(
    row: int, first: int, last: int, below_closed: list[list[bool]], right_closed: list[list[bool]]
) -> bool:
    """Whether the columns from first up to last go on into the next row, undivided."""
    if any(below_closed[row][column] for column in range(first, last)):
        return False
    return not any(right_closed[column][row + 1] for column in range(first, last - 1))


def _closed(inner: list[int], others: list[int], lines: Sequence[Ruling]) -> list[list[bool]]:
    """For each inner place, and each stretch between other places: whether a line stands there."""
    closed = []
    for place in inner:
        near = [line for line in lines if abs(line.at - place) <= TOUCHING]
        stretch = []
        for start, end in pairwise(others):
            quarter = (end - start) // 4
            stretch.append(any(line.start <= start + quarter and line.end >= end - quarter for line in near))
        closed.append(stretch)
    return closed
