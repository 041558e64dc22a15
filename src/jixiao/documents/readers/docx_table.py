"""Tables of a DOCX: merged cells have their spans, repeated rows are heads, tables that only lay out are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.documents.readers.building import CellWords
from jixiao.documents.readers.docx_numbering import W, integer, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

_OFF = ("0", "false", "off")


@dataclass(slots=True)
class _Cell:
    """A cell with its column; cells that go on with the one above lengthen that one instead."""

    words: str
    column: int
    column_span: int
    row_span: int = 1


def layout(table: etree._Element) -> bool:
    """Whether a table only frames or lays out: it has one cell, or holds mostly other tables."""
    rows = list(inner(table, "tr"))
    widest = max((sum(1 for _ in inner(row, "tc")) for row in rows), default=0)
    if len(rows) <= 1 and widest <= 1:
        return True
    nested = [table_ for row in rows for cell in inner(row, "tc") for table_ in cell.iter(f"{W}tbl")]
    if not nested:
        return False
    return len(rows) == 1 or widest == 1 or 2 * sum(map(_letters, nested)) > _letters(table)


def _letters(node: etree._Element) -> int:
    return sum(len(words.text or "") for words in node.iter(f"{W}t"))


def rows_of(table: etree._Element, read: Callable[[etree._Element], str]) -> tuple[list[list[CellWords]], int | None]:
    """The rows of a table and how many of them are its head; `read` gives the words of a cell."""
    rows: list[list[_Cell]] = []
    above: dict[int, _Cell] = {}  # column -> the cell that reaches down to the row before
    heads = 0
    for row in inner(table, "tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        if _is_on(properties, "tblHeader") and heads == len(rows):
            heads += 1
        cells, above = _row(row, properties, above, read)
        rows.append(cells)
    words = [[CellWords(cell.words, cell.row_span, cell.column_span) for cell in row] for row in rows]
    return words, heads if 0 < heads < len(rows) else None


def _row(
    row: etree._Element,
    properties: etree._Element | None,
    above: dict[int, _Cell],
    read: Callable[[etree._Element], str],
) -> tuple[list[_Cell], dict[int, _Cell]]:
    """The cells that begin in a row, and those that may go on in the next."""
    cells: list[_Cell] = []
    below: dict[int, _Cell] = {}
    column = min(integer(value(properties, "gridBefore"), 0), 255)
    if column > 0:
        cells.append(_Cell("", 0, column))
    for node in inner(row, "tc"):
        own = node.find(f"{W}tcPr")
        span = min(max(integer(value(own, "gridSpan"), 1), 1), 255)
        merge = own.find(f"{W}vMerge") if own is not None else None
        upper = above.get(column)
        if merge is not None and merge.get(f"{W}val", "continue") == "continue" and upper and upper.column_span == span:
            upper.row_span += 1
            below[column] = upper
        elif value(own, "hMerge") == "continue" and cells:
            cells[-1].column_span += span
        else:
            cells.append(_Cell(read(node), column, span))
            below[column] = cells[-1]
        column += span
    return cells, below


def inner(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row; controls around them are looked through."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from inner(child, name)


def _is_on(properties: etree._Element | None, name: str) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in _OFF
