"""Tables as one thing over all the pages that carry them: parts joined, repeated heads dropped, torn rows mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from jixiao.core.document.block import Paragraph, Table
from jixiao.documents.structure.heads import (
    CODE_PARTS,
    TOTALS,
    Units,
    class_code,
    is_amount,
    is_line_of_numbers,
    is_nothing,
    is_numbered,
    is_year,
    plain,
    unit_named,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.document.block import Cell
    from jixiao.core.document.document_text import DocumentText

# A line above a table with more characters than this, or with a full stop, is text and not its title.
MOST_TITLE = 48
# So many lines above a table may belong to it: number, title, unit of account, unit of money.
MOST_LINES = 6
MOST_HEAD_WORD = 40
_FURNITURE = re.compile(r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/共]\s*\d{1,4}\s*页?)?)?[-—–·\s]*\Z")
_LEDGER_LINE = re.compile(r"(?:编制|部门|填报|预算|主管)?(?:部门|单位)(?:名称)?[:：]|单位[:：]|金额单位")
_TABLE_NUMBER = re.compile(r"(?:附?表\s*[\d一二三四五六七八九十]+(?:[-—－]\d+)?|公开\s*\d+\s*表|附件\s*\d+)\s*[:：]?\Z")
_HEAD_WORD = re.compile(
    r"(?:项目|名称|编码|级指标|[数额量率费类款项]|单位|科目|序号|年度|[合小总]计|支出|收入|拨款|经费|指标值|完成值|备注|内容)(?:\(.{1,6}\))?\Z"
)
_NOTE = re.compile(r"(?:注|备注|说明|资料来源)[:：]")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table: the block and row it comes from, the cell that covers each column, and the words of each."""

    block: int
    row: int
    cells: tuple[Cell | None, ...]
    words: tuple[str, ...]

    def starts(self, column: int) -> bool:
        """Whether the cell in a column begins here, and is not the rest of one merged from above or the left."""
        cell = self.cells[column]
        return cell is not None and (column == 0 or self.cells[column - 1] is not cell) and cell.row == self.row


@dataclass
class GridTable:
    """A table over all of its parts; rows before `heads` are its head."""

    parts: list[int]
    rows: list[GridRow]
    heads: int
    title: str = ""
    unit: str = ""
    width: int = 0
    last_width: int = 0
    figures: frozenset[int] = frozenset()


def joined_tables(document: DocumentText, units: Units) -> list[GridTable]:
    """The tables of a document in reading order, each with all of its parts."""
    tables: list[GridTable] = []
    above: list[str] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            above.extend(_lines(document.at(block)))
            continue
        part = _part(document, index, block, above, units)
        if tables and _continues(tables[-1], part, above, units):
            _join(tables[-1], part, units)
        else:
            tables.append(part)
        above = []
    for table in tables:
        _even_out(table)
    return tables


def _lines(words: str) -> list[str]:
    return [line for line in words.split("\n") if line.strip() and not _FURNITURE.match(line.strip())]


def _part(document: DocumentText, index: int, table: Table, above: Sequence[str], units: Units) -> GridTable:
    """One block as a table of its own, with what stands above it."""
    rows = [
        GridRow(index, number, cells, tuple(document.at(cell).strip() if cell is not None else "" for cell in cells))
        for number, cells in enumerate(table.grid)
    ]
    rows = [row for row in rows if any(row.words)]
    part = GridTable([index], rows, count_heads(rows, units), width=table.columns)
    part.last_width = table.columns
    part.figures = _figure_columns(part.rows[part.heads :], units)
    part.rows = [_shifted(row, part.figures, units) for row in part.rows]
    if table.heads is not None and 0 < table.heads < part.heads:
        part.heads = _at_least(rows, table.heads, part.heads)
    near = _near(above)
    captions = [word for row in rows[: part.heads] for word in dict.fromkeys(row.words) if word]
    part.title = _title(near) or _caption(rows[: part.heads])
    part.unit = next((unit for line in reversed([*captions, *near]) if (unit := unit_named(line, units))), "")
    return part


def _at_least(rows: Sequence[GridRow], stated: int, counted: int) -> int:
    """The head rows that a format states, and those below that can only belong to them.

    Word often repeats the first row only, Markdown knows no other. A head that still covers several columns has its own
    heads below; so has one over a row that is blank or merged at its beginning, that parts the class code, or that only
    numbers the columns.
    """
    for number in range(stated, counted):
        first = plain(rows[number].words[0])
        is_own = bool(first) and rows[number].starts(0) and first not in CODE_PARTS
        if is_own and not _covers(rows[number - 1], rows[number]) and not is_line_of_numbers(rows[number].words):
            return number
    return counted


def _covers(above: GridRow, row: GridRow) -> bool:
    """Whether heads stand over several columns: merged, or followed by a blank that has a head of its own below."""
    merged = any(cell is not None and cell is after for cell, after in pairwise(above.cells))
    pairs = zip(above.words[1:], row.words[1:], strict=False)
    return merged or any(below and not word for word, below in pairs)


def _near(above: Sequence[str]) -> list[str]:
    """The lines directly above a table that may belong to it, in reading order."""
    lines = above[-MOST_LINES:]
    near = takewhile(
        lambda line: len(plain(line)) <= MOST_TITLE and "。" not in line and not _NOTE.match(line), lines[::-1]
    )
    return list(near)[::-1]


def _title(near: Sequence[str]) -> str:
    """The title among the lines: the one nearest the table that is neither number nor unit, its number before it."""
    for index in range(len(near) - 1, -1, -1):
        line = _LEDGER_LINE.split(near[index])[0].strip()
        if not line or _TABLE_NUMBER.match(line) or line.endswith(("：", ":", "，", "；")):
            continue
        if not _is_title(line) and any(_is_title(each) for each in near[:index]):
            continue
        number = near[index - 1].strip() if index and _TABLE_NUMBER.match(near[index - 1].strip()) else ""
        return f"{number} {line}".strip()
    return ""


def _is_title(line: str) -> bool:
    return plain(line).rstrip("）)").endswith(("表", "情况", "明细", "一览", "清单")) or "表" in line


def _caption(heads: Sequence[GridRow]) -> str:
    """A title inside the table: the only words of a row at its top."""
    for row in heads:
        words = list(dict.fromkeys(word for word in row.words if word))
        if len(words) == 1 and len(words[0]) <= MOST_TITLE and _is_title(words[0]):
            return " ".join(words[0].split())
    return ""


def count_heads(rows: Sequence[GridRow], units: Units) -> int:
    """How many rows stand before the first row of data."""
    for number, row in enumerate(rows):
        if is_data(row, units):
            return number
    # A table without a figure: its first row, and what follows while rows only add to it.
    return min(len(rows), 1)


def is_data(row: GridRow, units: Units) -> bool:
    """Whether a row states figures, or is one that could: with a class code, numbered, a total, or dashes."""
    if is_line_of_numbers(row.words):
        return False
    words = [word for column, word in enumerate(row.words) if word and row.starts(column)]
    if any(plain(word) in TOTALS for word in words[:2]) and len(words) < 3:
        return True
    if len([word for word in words if is_nothing(word)]) > 1 or (words and is_numbered(words[0])):
        return True
    amounts = [word for word in words if is_amount(word, units)]
    return any(not is_year(word) for word in amounts) or (len(amounts) > 1) or any(class_code(word) for word in words)


def _continues(table: GridTable, part: GridTable, above: Sequence[str], units: Units) -> bool:
    """Whether a part goes on with a table: under the same title, or with nothing between them and no own head."""
    repeated = _repeated(table, part, units)
    if above:
        is_same = part.title != "" and plain(part.title) == plain(table.title)
        return is_same and (repeated > 0 or part.width == table.width)
    if repeated or _repeats_inner_head(table, part, units):
        return True
    return abs(part.width - table.last_width) <= 2 and not _has_own_head(part, units)


def _repeated(table: GridTable, part: GridTable, units: Units) -> int:
    """How many rows at the top of a part repeat the head of the table."""
    count = 0
    for mine, other in zip(table.rows, part.rows, strict=False):
        if _signature(mine) != _signature(other) or is_data(mine, units):
            break
        count += 1
    if count:
        return count
    heads = [_signature(row) for row in table.rows[: table.heads]]
    first = _signature(part.rows[0]) if part.rows else ()
    return len(heads) - heads.index(first) if first in heads and not is_data(part.rows[0], units) else 0


def _repeats_inner_head(table: GridTable, part: GridTable, units: Units) -> bool:
    """Whether a part begins with the head of a table that began inside this one."""
    first = _signature(part.rows[0]) if part.rows and not is_data(part.rows[0], units) else ()
    return len(first) > 2 and any(_signature(row) == first for row in table.rows)


def _signature(row: GridRow) -> tuple[str, ...]:
    return tuple(word for column, cell in enumerate(row.words) if (word := plain(cell)) and row.starts(column))


def _has_own_head(part: GridTable, units: Units) -> bool:
    """Whether the rows before the data name the columns in which the figures stand, in words that heads have."""
    heads = part.rows[: part.heads]
    data = next((row for row in part.rows[part.heads :] if is_data(row, units)), None)
    if not heads or data is None:
        return False
    figures = [column for column, word in enumerate(data.words) if is_amount(word, units)]
    named = [column for column in figures if 0 < len(plain(heads[-1].words[column])) <= MOST_HEAD_WORD]
    words = [plain(word) for row in heads for column, word in enumerate(row.words) if word and row.starts(column)]
    usual = [word for word in words if _HEAD_WORD.search(word)]
    return bool(figures) and 2 * len(named) > len(figures) and 2 * len(usual) > len(words)


def _join(table: GridTable, part: GridTable, units: Units) -> None:
    """Add the rows of a part, moved by a column where their figures then stand under those of the first part.

    A row that the page broke goes on where it stopped.
    """
    repeated = _repeated(table, part, units)
    if repeated and len(table.parts) == 1:
        # What is repeated is the head: rows of data without a figure were taken for it.
        table.heads = min(table.heads, repeated) if table.heads > repeated else table.heads
    rows = [_shifted(row, table.figures, units) for row in part.rows[repeated:]]
    table.unit = table.unit or part.unit
    table.parts.extend(part.parts)
    if rows and _is_torn(table, rows[0], units):
        table.rows[-1] = _mended(table.rows[-1], rows[0])
        rows = rows[1:]
    table.rows.extend(rows)
    table.width, table.last_width = max(table.width, part.width), part.width


def _is_torn(table: GridTable, row: GridRow, units: Units) -> bool:
    """Whether the first row of a part only goes on with the words of the row before."""
    data = table.rows[table.heads :]
    if not data or is_data(row, units) or any(plain(word) in TOTALS for word in row.words):
        return False
    goes_on = [above for at, above in enumerate(data[-1].words[: len(row.words)]) if row.words[at] and row.starts(at)]
    if any(is_amount(above, units) for above in goes_on):
        return False  # No figure goes on in words.
    stating = [each for each in data if any(is_amount(word, units) for word in each.words)]
    return data[-1] in stating and 10 * len(stating) >= 8 * len(data)


def _mended(row: GridRow, rest: GridRow) -> GridRow:
    words = list(row.words)
    for column, word in enumerate(rest.words[: len(words)]):
        if word and rest.starts(column):
            words[column] += word
    return replace(row, words=tuple(words))


def _even_out(table: GridTable) -> None:
    """Give all rows one width."""
    table.width = max((len(row.words) for row in table.rows), default=0)
    table.rows = [_padded(row, 0, table.width - len(row.words)) for row in table.rows]


def _figure_columns(rows: Sequence[GridRow], units: Units) -> frozenset[int]:
    width = max((len(row.words) for row in rows), default=0)
    counted = {
        column: sum(1 if is_amount(word, units) else -1 for row in rows if (word := _word(row, column)))
        for column in range(width)
    }
    return frozenset(column for column, count in counted.items() if count > 0)


def _word(row: GridRow, column: int) -> str:
    return row.words[column] if column < len(row.words) else ""


def _shifted(row: GridRow, figures: frozenset[int], units: Units) -> GridRow:
    places = {column for column, word in enumerate(row.words) if is_amount(word, units) and not is_year(word)}
    if len(places) < 2 or places <= figures:
        return row
    if {place + 1 for place in places} <= figures:
        return _padded(row, 1, 0)
    if not row.words[0] and {place - 1 for place in places} <= figures:
        return replace(row, cells=row.cells[1:], words=row.words[1:])
    return row


def _padded(row: GridRow, left: int, right: int) -> GridRow:
    nothing, blank = (None,), ("",)
    return replace(
        row, cells=nothing * left + row.cells + nothing * right, words=blank * left + row.words + blank * right
    )
