"""What a sample document is made of, before any format: headings, paragraphs, tables with merged heads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the head rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its title and the unit that stands above it; every row of the body has every column."""

    title: str
    unit: str
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return sum(head.columns for head in self.heads[0])

    @property
    def placed_heads(self) -> list[list[tuple[int, Head]]]:
        """Every head row as pairs of column and cell; a cell of a row above may cover places of a row below."""
        covered: set[tuple[int, int]] = set()
        placed = []
        for number, heads in enumerate(self.heads):
            row, column = [], 0
            for head in heads:
                while (number, column) in covered:
                    column += 1
                row.append((column, head))
                places = range(column, column + head.columns)
                covered |= {(below, place) for below in range(number, number + head.rows) for place in places}
            placed.append(row)
        return placed


Piece = Heading | Words | Grid


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A document: its title lines, and its pieces in order. `name` becomes the file's name."""

    name: str
    title: tuple[str, ...]
    pieces: tuple[Piece, ...]


def plain(*rows: tuple[str, ...]) -> tuple[tuple[Head, ...], ...]:
    """Head rows without merged cells."""
    return tuple(tuple(Head(text) for text in row) for row in rows)
