"""Tables: grids with the pieces that stand in their cells."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from jixiao.documents.readers.page.joint import NUMBER, joint
from jixiao.documents.readers.page.line import Line, Piece, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.documents.readers.page.grid import Grid, Space

LOWEST_ROW = 500  # a lower row without text is a double line
SAME_COLUMN = 300  # dividing lines of two pages no farther apart are the same


@dataclass(slots=True)
class TextCell:
    """A cell with its lines."""

    row: int
    column: int
    rows: int
    columns: int
    lines: list[Line]


@dataclass(slots=True)
class PageTable:
    """A table on a page with its extent."""

    left: int
    right: int
    top: int
    bottom: int
    rows: int
    columns: int
    cells: list[TextCell]
    across: tuple[int, ...] = ()  # where its dividing lines stand, if they are drawn


def tables(grids: Sequence[Grid], found: Sequence[Piece]) -> tuple[list[PageTable], list[Piece]]:
    """The tables that hold text, and the pieces that stand outside of them."""
    rest = list(found)
    made = []
    for grid in grids:
        if len(grid.spaces) < 2:
            continue
        inside, outside = _inside(grid, rest)
        table = _table(grid, inside)
        if table is not None:
            made.append(table)
            rest = outside
    return made, rest


Held = dict[tuple[int, int], list[Piece]]


def _inside(grid: Grid, found: Iterable[Piece]) -> tuple[Held, list[Piece]]:
    """Pieces by the space they stand in, and the others."""
    covering = {
        (row, column): (space.row, space.column)
        for space in grid.spaces
        for row in range(space.row, space.row + space.rows)
        for column in range(space.column, space.column + space.columns)
    }
    held: Held = {}
    outside = []
    for piece in found:
        start, end = grid.place(piece.left, piece.middle), grid.place(piece.right, piece.middle)
        if start is not None and end is not None and covering[start] == covering[end]:
            held.setdefault(covering[start], []).append(piece)
            continue
        for part in _parted(piece, grid):
            place = grid.place((part.left + part.right) // 2, part.middle)
            if place is None:
                outside.append(part)
            else:
                held.setdefault(covering[place], []).append(part)
    return held, outside


def _parted(piece: Piece, grid: Grid) -> list[Piece]:
    """A piece that crosses a dividing line, parted there, but never inside a number."""
    parts = [[piece.glyphs[0]]]
    for glyph in piece.glyphs[1:]:
        before = parts[-1][-1]
        one_number = before.sign.of_number and glyph.sign.of_number
        crossing = grid.place(before.centre, piece.middle) != grid.place(glyph.centre, piece.middle)
        if crossing and not one_number:
            parts.append([glyph])
        else:
            parts[-1].append(glyph)
    return [Piece(part).measured() for part in parts]


def _table(grid: Grid, held: Held) -> PageTable | None:
    cells = [_cell(space, held.get((space.row, space.column), [])) for space in grid.spaces]
    if sum(1 for cell in cells if cell.lines) < 2:
        return None
    rows = len(grid.down) - 1
    for row in range(rows - 1, -1, -1):
        if grid.down[row + 1] - grid.down[row] < LOWEST_ROW and _is_empty(cells, row):
            _drop(cells, row)
            rows -= 1
    for row in range(rows - 1, -1, -1):
        rows += _divided(cells, row)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PageTable(
        grid.across[0], grid.across[-1], grid.down[0], grid.down[-1], rows, len(grid.across) - 1, cells, grid.across
    )  # fmt: skip


def _is_empty(cells: list[TextCell], row: int) -> bool:
    return not any(cell.lines for cell in cells if cell.row == row and cell.rows == 1)


def _drop(cells: list[TextCell], row: int) -> None:
    """Take a row out that is only the distance between two lines."""
    cells[:] = [cell for cell in cells if cell.row != row or cell.rows > 1]
    for cell in cells:
        if cell.row > row:
            cell.row -= 1
        elif cell.row + cell.rows > row:
            cell.rows -= 1


def _cell(space: Space, held: list[Piece]) -> TextCell:
    return TextCell(space.row, space.column, space.rows, space.columns, lines(held) if held else [])


def _divided(cells: list[TextCell], row: int) -> int:
    """Divide a ruled row whose cells hold a column of numbers: its rows are not ruled. Says how many rows it adds."""
    inside = [cell for cell in cells if cell.row <= row < cell.row + cell.rows]
    if any(cell.rows > 1 for cell in inside):
        return 0
    stacks = [cell.lines for cell in inside if _is_stack(cell.lines)]
    most = max((len(stack) for stack in stacks), default=0)
    if not any(len(cell.lines) >= most > 0 and not any(_number(line) for line in cell.lines) for cell in inside):
        return 0  # no cell names as many things as there are numbers
    anchors = sorted({line.base: line for stack in stacks for line in stack}.values(), key=lambda line: line.base)
    bounds = _bounds(anchors)
    added = len(bounds) - 1
    if added <= 0:
        return 0
    for cell in cells:
        if cell.row > row:
            cell.row += added
    for cell in inside:
        cells.remove(cell)
        parts = [TextCell(row + index, cell.column, 1, cell.columns, []) for index in range(len(bounds))]
        for line in cell.lines:
            index = sum(1 for bound in bounds[1:] if line.base > bound)
            parts[index].lines.append(line)
        cells.extend(parts)
    return added


def _bounds(anchors: list[Line]) -> list[int]:
    """The upper bounds of the rows that numbers stand in; numbers on nearly one line are one row."""
    rows: list[int] = []
    for line in anchors:
        if not rows or line.base - rows[-1] > line.size // 2:
            rows.append(line.base)
    return [rows[0] - 10**6, *((before + after) // 2 for before, after in pairwise(rows))]


def _number(line: Line) -> bool:
    return NUMBER.fullmatch(line.text.replace(" ", "")) is not None


def carry_columns(before: PageTable, table: PageTable) -> None:
    """Give a table that goes on from the page before the columns it has there.

    A last page with the total alone does not draw them all.
    """
    if not before.across or not 2 <= len(table.across) < len(before.across):
        return
    places = [_nearest(place, before.across) for place in table.across]
    if None in places or places[0] != 0 or places[-1] != before.columns:
        return
    starts = [place for place in places if place is not None]
    for cell in table.cells:
        last = starts[cell.column + cell.columns]
        cell.column = starts[cell.column]
        cell.columns = last - cell.column
    table.columns, table.across = before.columns, before.across


def _nearest(place: int, places: Sequence[int]) -> int | None:
    return next((index for index, one in enumerate(places) if abs(one - place) <= SAME_COLUMN), None)


def _is_stack(held: list[Line]) -> bool:
    """Whether a cell holds several numbers, one below the other; one that was too long for its line is not several."""
    if len(held) < 2 or not all(_number(line) for line in held):
        return False
    return all(joint(before.text, line.text, in_cell=True) for before, line in pairwise(held))
