"""A page laid out: its lines and tables in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.documents.readers.page.grid import grids
from jixiao.documents.readers.page.line import Line, Piece, lines, pieces
from jixiao.documents.readers.page.table import PageTable, tables
from jixiao.documents.readers.page.unruled import unruled_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.documents.readers.page.glyph import Glyph
    from jixiao.documents.readers.page.ruling import Ruling

Item = Line | PageTable


@dataclass(slots=True)
class LaidPage:
    """A page as displayed, `width` by `height`; its lines were read after so many quarter turns."""

    number: int
    width: int
    height: int
    turns: int = 0
    items: list[Item] = field(default_factory=list)
    astray: list[tuple[int, Line]] = field(default_factory=list)  # lines that run another way, with their turns
    slant: float = 0.0  # of a scan: by how many radians its lines fell before they were straightened

    @property
    def across(self) -> int:
        """The width of the page as it is read."""
        return self.height if self.turns % 2 else self.width

    @property
    def down(self) -> int:
        """The height of the page as it is read."""
        return self.width if self.turns % 2 else self.height


def items(glyphs: Iterable[Glyph], level: Iterable[Ruling], upright: Iterable[Ruling]) -> list[Item]:
    """Lines and tables of a page, from top to bottom."""
    return items_of_pieces(pieces(glyphs), level, upright)


def items_of_pieces(found: list[Piece], level: Iterable[Ruling], upright: Iterable[Ruling]) -> list[Item]:
    """The same, of signs that are pieces already."""
    ruled, rest = tables(grids(level, upright), found)
    everything: list[Item] = [*ruled, *unruled_tables(lines(rest), ruled)]
    return sorted(everything, key=lambda item: (_head(item, ruled), item.left))


def _head(item: Item, ruled: list[PageTable]) -> int:
    """Where an item begins; what stands beside a table is read with it, not torn by it."""
    if isinstance(item, Line):
        return next((table.top for table in ruled if table.top < item.base < table.bottom), item.top)
    return item.top
