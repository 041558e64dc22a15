"""Places of cells in a table: where a cell stands when cells above it reach down and cells before it are wide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from jixiao.core.document.block import Cell, Table

# Wider or taller spans are mistakes, or meant to fill memory.
MOST_COLUMNS = 256
MOST_ROW_SPAN = 10_000


@dataclass
class Placing:
    """Takes cells row by row and gives each its column."""

    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    _column: int = 0
    _free_from: dict[int, int] = field(default_factory=dict)  # column -> first row that no cell above covers

    def begin_row(self) -> None:
        """The next row."""
        self.row += 1
        self._column = 0

    def add(self, start: int, end: int, row_span: int = 1, column_span: int = 1) -> None:
        """The next cell of the row, at the first place that no cell above covers."""
        if self.row < 0:
            self.begin_row()
        row_span, column_span = min(max(row_span, 1), MOST_ROW_SPAN), min(max(column_span, 1), MOST_COLUMNS)
        while self._free_from.get(self._column, 0) > self.row:
            self._column += 1
        self.cells.append(Cell(self.row, self._column, start, end, row_span, column_span))
        for column in range(self._column, self._column + column_span):
            self._free_from[column] = self.row + row_span
        self._column += column_span

    def table(self, start: int, end: int, heads: int | None = None) -> Table | None:
        """The table of all cells; spans end where the table ends; None without any cell."""
        if not self.cells:
            return None
        rows = self.row + 1
        columns = max(cell.column + cell.column_span for cell in self.cells)
        cells = tuple(
            cell if cell.row + cell.row_span <= rows else replace(cell, row_span=rows - cell.row) for cell in self.cells
        )
        return Table(start, end, rows, columns, cells, heads)
