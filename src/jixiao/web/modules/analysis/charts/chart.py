"""A picture as data: what the script draws, and the table that says the same without it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jixiao.core.kernel.text import Text
from jixiao.web.platform.manifest import Cell
from jixiao.web.platform.money import in_ten_thousands, share

EMPTY = Cell("—")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; numbers stand on the right."""

    title: Text
    unit: Text | None = None
    is_number: bool = True


def plain(zh: str, en: str) -> Head:
    """The head of a column of words."""
    return Head(Text(zh, en), is_number=False)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: which kind, what it draws, the words around it, the rows behind it.

    `data` is read by static/analysis/charts.js, which knows every `kind`. `rows` are cells in the order of `heads`; the
    first names the row. `foot` totals.
    """

    id: str
    kind: str
    title: Text
    unit: Text
    source: Text
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    data: dict[str, Any] = field(default_factory=dict)
    note: Text | None = None
    foot: tuple[Cell, ...] = ()
    is_open: bool = False


def money(fen: int, url: str = "") -> Cell:
    """An amount: shown in 万元, kept exact."""
    return Cell(in_ten_thousands(fen), url, amount=Decimal(fen).scaleb(-6))


def percent(part: int, whole: int, url: str = "") -> Cell:
    """A share; nothing where there is no whole."""
    return EMPTY if whole <= 0 else Cell(share(part, whole), url, amount=hundredths(part, whole).scaleb(-2))


def hundredths(part: int, whole: int) -> Decimal:
    """A share in hundredths of a per cent, rounded half up: 8534 is 85.34 %."""
    sign = -1 if part < 0 else 1
    return Decimal(sign * ((abs(part) * 20_000 + whole) // (2 * whole)))


def points(value: Decimal | None, url: str = "") -> Cell:
    """A score."""
    return EMPTY if value is None else Cell(two(value), url, amount=value)


def two(value: Decimal) -> str:
    """A number with two decimals, rounded half up."""
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
