"""Tables without ruling lines: lines whose numbers stand under one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.documents.readers.page.joint import NUMBER
from jixiao.documents.readers.page.line import Line, Word
from jixiao.documents.readers.page.table import PageTable, TextCell

if TYPE_CHECKING:
    from collections.abc import Sequence

APART = 130  # a gap between columns, in hundredths of an em
FEWEST_ROWS = 3  # lines with numbers that make a table
LEADING = 320  # lines farther apart are not one table, in hundredths of an em
_MONEY = re.compile(r"\d[.．]\d|\d[,，]\d{3}")


@dataclass(slots=True)
class _Row:
    """A line in stretches that wide gaps part."""

    line: Line
    stretches: list[Line]

    @property
    def numbers(self) -> list[Line]:
        return [part for part in self.stretches[1:] if NUMBER.fullmatch(part.text.replace(" ", ""))]


def unruled_tables(lines: list[Line], ruled: Sequence[PageTable]) -> list[Line | PageTable]:
    """The lines, with those that make a table put together."""
    rows = [_Row(line, stretches(line)) for line in lines]
    found: list[Line | PageTable] = []
    index = 0
    while index < len(rows):
        end = _end(rows, index, ruled) if len(rows[index].stretches) > 1 else index
        table = _table(rows[index:end])
        if table is None:
            found.append(rows[index].line)
            index += 1
        else:
            found.append(table)
            index = end
    return found


def stretches(line: Line) -> list[Line]:
    """The parts of a line that wide gaps part."""
    parts: list[list[Word]] = []
    for word in line.words:
        if parts and (word.left - parts[-1][-1].right) * 100 <= APART * line.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    if len(parts) == 1:
        return [line]
    return [_stretch(words, line) for words in parts]


def _stretch(words: list[Word], line: Line) -> Line:
    first = words[0]
    bare = [Word(first.text, first.left, first.right, first.top, first.bottom), *words[1:]]
    made = Line(bare, first.left, words[-1].right, line.base, line.size)
    made.text = "".join([word.joint + word.text for word in bare])
    return made


def _end(rows: list[_Row], start: int, ruled: Sequence[PageTable]) -> int:
    """Where lines that may belong to the table at `start` end; a label without numbers may stand between."""
    end, last = start + 1, start + 1
    while end < len(rows):
        before, row = rows[end - 1].line, rows[end]
        if (row.line.base - before.base) * 100 > LEADING * max(before.size, row.line.size):
            break
        if any(before.base < table.top < row.line.base for table in ruled):
            break
        if row.numbers:
            last = end + 1
        elif end - last >= 2:
            break
        end += 1
    return last


def _table(rows: list[_Row]) -> PageTable | None:
    counted = [row for row in rows if row.numbers]
    if len(counted) < FEWEST_ROWS:
        return None
    money = sum(1 for row in counted if any(_MONEY.search(part.text) for part in row.numbers))
    if money * 2 < len(counted):
        return None
    columns = _columns([part for row in counted for part in row.stretches])
    if len(columns) < 2 or not _aligned(counted, columns):
        return None
    cells = [cell for index, row in enumerate(rows) for cell in _cells(index, row, columns)]
    top, bottom = rows[0].line.top, rows[-1].line.bottom
    return PageTable(columns[0][0], columns[-1][1], top, bottom, len(rows), len(columns), cells)


def _columns(parts: list[Line]) -> list[tuple[int, int]]:
    """Stretches of the breadth of the page that the rows fill."""
    columns: list[tuple[int, int]] = []
    for part in sorted(parts, key=lambda one: one.left):
        if columns and part.left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], part.right))
        else:
            columns.append((part.left, part.right))
    return columns


def _aligned(rows: list[_Row], columns: list[tuple[int, int]]) -> bool:
    """Whether the numbers of most rows end where others of their column end."""
    ends: dict[int, list[int]] = {}
    for row in rows:
        for part in row.numbers:
            ends.setdefault(_column(part, columns)[0], []).append(part.right)
    size = rows[0].line.size
    counted = aligned = 0
    for places in ends.values():
        middle = sorted(places)[len(places) // 2]
        counted += len(places)
        aligned += sum(1 for place in places if abs(place - middle) <= size)
    return aligned * 10 >= counted * 7


def _column(part: Line, columns: list[tuple[int, int]]) -> tuple[int, int]:
    """The first and last column that a stretch covers; the nearest where it covers none."""
    covered = [i for i, (left, right) in enumerate(columns) if part.left < right and left < part.right]
    if not covered:
        centre = (part.left + part.right) // 2
        nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) // 2 - centre))
        return nearest, nearest
    return covered[0], covered[-1]


def _cells(index: int, row: _Row, columns: list[tuple[int, int]]) -> list[TextCell]:
    taken: list[TextCell] = []
    for part in row.stretches:
        first, last = _column(part, columns)
        before = taken[-1] if taken else None
        if before is not None and before.column + before.columns > first:
            first = before.column + before.columns
        if before is not None and first > last:
            before.lines.append(part)
            continue
        taken.append(TextCell(index, first, 1, last - first + 1, [part]))
    filled = {column for cell in taken for column in range(cell.column, cell.column + cell.columns)}
    empty = [TextCell(index, column, 1, 1, []) for column in range(len(columns)) if column not in filled]
    return sorted([*taken, *empty], key=lambda cell: cell.column)
