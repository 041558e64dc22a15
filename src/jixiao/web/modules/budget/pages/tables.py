"""A table as data: shown on a page in the language of the reader, and exported as it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is words, fen (shown in 万元), count or rate."""

    title: Text
    kind: str = "words"

    @property
    def is_number(self) -> bool:
        """Whether its cells stand at the right."""
        return self.kind != "words"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open something; an amount opens as well."""

    words: Text | str | int
    url: str


@dataclass(frozen=True, slots=True)
class State:
    """A state: its word, and the class of its light."""

    words: Text
    light: str = "none"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the page writes it."""

    kind: str
    value: Any
    url: str = ""
    light: str = ""
    is_number: bool = False
    is_text: bool = False


@dataclass
class Table:
    """Columns, rows and a foot; `name` is what its sheet is called, `empty` what stands there without any row."""

    name: Text
    columns: Sequence[Column]
    rows: list[Sequence[Any]]
    foot: Sequence[Any] | None = None
    empty: Text = field(default_factory=lambda: Text("还没有记录。", "Nothing yet."))

    def body(self) -> Iterator[list[Shown]]:
        """The rows as the page writes them."""
        for row in self.rows:
            yield self.shown(row)

    def last(self) -> list[Shown]:
        """The foot as the page writes it."""
        return self.shown(self.foot or ())

    def shown(self, row: Sequence[Any]) -> list[Shown]:
        """A row as the page writes it."""
        return [_shown(column, cell) for column, cell in zip(self.columns, row, strict=True)]

    def heads(self) -> list[str]:
        """The heads of the export, with the unit of amounts."""
        return [column.title.zh + ("（万元）" if column.kind == "fen" else "") for column in self.columns]

    def written(self) -> Iterator[list[str | int | None]]:
        """The rows of the export, with the foot; whole numbers are amounts in fen."""
        for row in (*self.rows, *([self.foot] if self.foot else [])):
            yield [_written(column, cell) for column, cell in zip(self.columns, row, strict=True)]


def _shown(column: Column, cell: Any) -> Shown:  # noqa: ANN401 - a cell is words, a number, a link or a state
    url = cell.url if isinstance(cell, Link) else ""
    value = cell.words if isinstance(cell, Link) else cell
    if isinstance(value, State):
        return Shown("state", value.words, light=value.light)
    is_text = isinstance(value, Text)
    return Shown(column.kind, "" if value is None else value, url, "", column.is_number, is_text)


def _written(column: Column, cell: Any) -> str | int | None:  # noqa: ANN401 - the same
    value = cell.words if isinstance(cell, Link | State) else cell
    if isinstance(value, Text):
        return value.zh
    if value is None or (column.kind == "fen" and isinstance(value, int)):
        return value
    return str(value)
