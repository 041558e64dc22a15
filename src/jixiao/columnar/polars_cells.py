"""Cells as Polars reads them: each input column as Int64, and whether a cell must be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from jixiao.columnar.cells import number_pattern, span
from jixiao.core.kernel.numerals import MINUS

if TYPE_CHECKING:
    from jixiao.columnar.stored import Stored
    from jixiao.columnar.table import InputColumn

FITS_64_BITS = 18


class Cell(NamedTuple):
    """The integer (anything where the cell is bad, null where it is empty), and whether the cell is bad."""

    value: pl.Expr
    bad: pl.Expr


def cell(column: InputColumn, found: Stored) -> Cell:
    """How to read a column that is stored so. `bad` is false or null for an empty cell."""
    raw = pl.col(column.name)
    if found.kind == "empty":
        return Cell(raw.cast(pl.Int64), pl.lit(False))
    if found.kind == "boolean":
        return Cell(raw.cast(pl.Int64), pl.lit(False))
    if found.kind == "text":
        return _text(column, raw.cast(pl.String))
    if found.kind == "decimal":
        raw = raw.to_physical()
    if found.digits <= FITS_64_BITS + (found.kind == "integer"):
        raw = raw.cast(pl.Int64, wrap_numerical=True)
    return _number(column, raw, found.scale, is_narrow=found.digits <= FITS_64_BITS + 1)


def _number(column: InputColumn, raw: pl.Expr, scale: int, *, is_narrow: bool) -> Cell:
    accepted = span(column, scale)
    width = pl.Int64 if is_narrow else pl.Int128
    low, high = _held(accepted.low, is_narrow), _held(accepted.high, is_narrow)
    if not is_narrow:
        raw = raw.cast(pl.Int128)
    bad = (raw < pl.lit(low, dtype=width)) | (raw > pl.lit(high, dtype=width))
    if column.allowed is not None:
        worth = [_raw(number, accepted.factor, accepted.divisor) for number in column.allowed]
        bad = ~raw.is_in(pl.Series([one for one in worth if one is not None], dtype=width).implode())
    elif accepted.divisor > 1:
        bad = bad | (raw % pl.lit(accepted.divisor, dtype=width) != pl.lit(0, dtype=width))
    value = raw
    if accepted.divisor > 1:
        value = raw // pl.lit(accepted.divisor, dtype=width)
    elif accepted.factor > 1:
        value = raw * pl.lit(accepted.factor, dtype=width)
    return Cell(value if is_narrow else value.cast(pl.Int64, wrap_numerical=True), bad)


def _held(limit: int, is_narrow: bool) -> int:
    """A limit inside the width that it is compared in."""
    most = 2**63 - 1 if is_narrow else 2**127 - 1
    return max(-most, min(most, limit))


def _raw(number: int, factor: int, divisor: int) -> int | None:
    """The raw integer that stands for a number of the column's scale, if there is one."""
    return None if number % factor else number // factor * divisor


def _text(column: InputColumn, raw: pl.Expr) -> Cell:
    word = raw.str.strip_chars()
    if column.words:
        written = {option: f"{column.decimal(worth):f}" for option, worth in column.words.items()}
        word = word.replace(written)
    word = word.str.replace(MINUS, "-", literal=True)
    filled = pl.when(word != "").then(word)
    is_number = filled.str.contains(f"^{number_pattern(column)}$")
    digits = pl.when(is_number).then(filled.str.replace_all(",", "", literal=True))
    physical = digits.cast(pl.Decimal(38, column.scale)).to_physical()
    number = _number(column, physical, column.scale, is_narrow=False)
    return Cell(number.value, ~is_number | number.bad)
