"""A sheet as a table: rows and columns that hold nothing are left out, merged cells have their spans."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.documents.readers.building import Building, CellWords
from jixiao.documents.refusal import too_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.documents.limits import Limits

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_NOTE = re.compile(r"[备附]?注|说明|本表|填[报表制]|制表|审核|单位|联系|[（(]注")
_MOST_MERGED = 50_000

Area = tuple[int, int, int, int]  # first row, first column, last row, last column


def place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 1, of a reference such as `B12`."""
    found = _PLACE.match(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def area(reference: str) -> Area | None:
    """The corners of a reference such as `A1:D1`."""
    first, _, last = reference.partition(":")
    start, end = place(first), place(last)
    if start is None or end is None or end < start:
        return None
    return (*start, *end)


def _is_note(row: dict[int, str]) -> bool:
    return len(row) == 1 and all(_NOTE.match(words) or "。" in words for words in row.values())


@dataclass
class Sheet:
    """The cells of a sheet that hold something."""

    limits: Limits
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    uncounted: int = 0  # formulas without a stored result
    hidden: bool = False
    _cells: int = 0
    _next: tuple[int, int] = (1, 1)

    def add(self, reference: str | None, words: str, name: str) -> None:
        """A cell; without a reference it follows the one before."""
        self._cells += 1
        if self._cells > self.limits.most_cells:
            raise too_many(name, Text("表格单元格数", "table cells"), self._cells, self.limits.most_cells)
        row, column = place(reference or "") or self._next
        self.rows.setdefault(row, {})[column] = words
        self._next = (row, column + 1)

    def end_row(self) -> None:
        """The row ends."""
        self._next = (self._next[0] + 1, 1)

    def merge(self, corners: Area | None) -> None:
        """Cells that are shown as one."""
        if corners is not None and len(self.merged) < _MOST_MERGED:
            self.merged.append(corners)

    def write(self, building: Building, name: str, repeated: int) -> None:
        """The name of the sheet, and its table; `repeated` is the last row that is printed on every page."""
        building.paragraph(name, level=1)
        if self.uncounted:
            building.warn(
                f"工作表“{name}”有 {self.uncounted} 个公式没有保存结果，请在 Excel 中打开并保存后重试",
                f"{self.uncounted} formulas of the sheet “{name}” have no stored result; open and save it in Excel",
            )
        if self.hidden:
            building.warn(
                f"工作表“{name}”有隐藏的行或列，已一并读取",
                f"the sheet “{name}” has hidden rows or columns; they are read",
            )
        lead, kept, tail = self._parted()
        self._say(building, lead)
        if kept:
            heads = bisect_right(kept, repeated)
            building.table(self._table(kept), heads if 0 < heads < len(kept) else None)
        self._say(building, tail)

    def _say(self, building: Building, rows: list[int]) -> None:
        for row in rows:
            for words in self.rows[row].values():
                building.paragraph(words)

    def _parted(self) -> tuple[list[int], list[int], list[int]]:
        """The rows before the table, its own, and those behind it: titles and notes are single cells."""
        rows = sorted(self.rows)
        first, last = 0, len(rows)
        while first < last and len(self.rows[rows[first]]) == 1:
            first += 1
        while last > first and _is_note(self.rows[rows[last - 1]]):
            last -= 1
        return rows[:first], rows[first:last], rows[last:]

    def _table(self, kept: list[int]) -> Iterator[list[CellWords]]:
        columns = sorted({column for row in kept for column in self.rows[row]})
        corners, covered = self._spans(kept, columns)
        for number, row in enumerate(kept):
            words = self.rows[row]
            yield [
                CellWords(words.get(column, ""), *corners.get((number, at), (1, 1)))
                for at, column in enumerate(columns)
                if (number, at) not in covered
            ]

    def _spans(
        self, kept: list[int], columns: list[int]
    ) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
        """How far merged cells reach, counted in the rows and columns that are left; and the places they cover."""
        corners: dict[tuple[int, int], tuple[int, int]] = {}
        taken: set[tuple[int, int]] = set()
        looked_at = 0
        for top, left, bottom, right in self.merged:
            row, row_end = bisect_left(kept, top), bisect_right(kept, bottom)
            column, column_end = bisect_left(columns, left), bisect_right(columns, right)
            if row == row_end or column == column_end or kept[row] != top or columns[column] != left:
                continue
            looked_at += (row_end - row) * (column_end - column)
            if looked_at > 2 * self.limits.most_cells:
                break  # merged areas never overlap in a file that a spreadsheet has written
            places = [(r, c) for r in range(row, row_end) for c in range(column, column_end)]
            if taken.isdisjoint(places):
                corners[row, column] = (row_end - row, column_end - column)
                taken.update(places)
        return corners, taken - corners.keys()
