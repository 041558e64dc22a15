"""Blocks: what a document is made of. A place is a stretch `start` to `end` of the document's text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; lines that the page broke belong together. `level` is given where the format marks a heading."""

    start: int
    end: int
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; empty when `start == end`. A merged cell stands once, at its top left, with its spans."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Table:
    """A table as it stands on one page, or as a format delivers it; cells in order of row and column.

    `heads` is the number of head rows where the format says so (`thead`, a repeated row), else None.
    """

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    heads: int | None = None

    @cached_property
    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """Every row with the cell that covers each column; a merged cell covers all of its places."""
        places: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(self.rows, cell.row + cell.row_span)):
                for column in range(cell.column, min(self.columns, cell.column + cell.column_span)):
                    places[row][column] = cell
        return tuple(tuple(row) for row in places)


Block = Paragraph | Table
