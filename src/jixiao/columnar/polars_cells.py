"""Cells as Polars reads them: each input column as Int64, and whether a cell must be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from jixiao.columnar.cells import DIGITS, number_pattern, plain_pattern, span
from jixiao.columnar.scoring_plan import PREFIX
from jixiao.core.kernel.numerals import MINUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.columnar.stored import Stored
    from jixiao.columnar.table import InputColumn

# Below every limit, so that the check of limits refuses it.
UNREADABLE = -(2**63)


class Cell(NamedTuple):
    """The integer (anything where the cell is bad, null where it is empty), and whether the cell is bad."""

    value: pl.Expr
    bad: pl.Expr


def cell(column: InputColumn, found: Stored) -> Cell:
    """How to read a column that is stored so; texts are read by `read_texts` before.

    `bad` is false or null for an empty cell.
    """
    raw = pl.col(column.name)
    if found.kind == "empty":
        return Cell(raw.cast(pl.Int64), pl.lit(False))
    if found.kind == "boolean":
        return Cell(raw.cast(pl.Int64), pl.lit(False))
    if found.kind == "text":
        return _number(column, pl.col(text_name(column)), column.scale, is_narrow=True)
    if found.kind == "decimal":
        raw = raw.to_physical()
    if found.digits <= DIGITS + (found.kind == "integer"):
        raw = raw.cast(pl.Int64, wrap_numerical=True)
    return _number(column, raw, found.scale, is_narrow=found.digits <= DIGITS + 1)


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


def read_texts(columns: Sequence[InputColumn], frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the integers of its text columns beside them, under the names of `text_name`.

    Integers are of the column's scale; null for an empty cell, `UNREADABLE` where there is no such number. Most
    columns hold digits and a point, nothing else: that is cheap to see and to read.
    """
    plain = frame.select(_is_plain(column).all().alias(column.name) for column in columns).row(0, named=True)
    return frame.with_columns(
        (_plain(column) if plain[column.name] else _any(column)).alias(text_name(column)) for column in columns
    )


def text_name(column: InputColumn) -> str:
    """The column that holds the integers of a text column."""
    return f"{PREFIX}number_{column.name}"


def _is_plain(column: InputColumn) -> pl.Expr:
    return pl.col(column.name).cast(pl.String).str.contains(f"^{plain_pattern(column)}$")


def _plain(column: InputColumn) -> pl.Expr:
    words = pl.col(column.name).cast(pl.String)
    if column.scale == 0:
        return words.cast(pl.Int64)
    return words.cast(pl.Decimal(38, column.scale)).to_physical().cast(pl.Int64, wrap_numerical=True)


def _any(column: InputColumn) -> pl.Expr:
    word = pl.col(column.name).cast(pl.String).str.strip_chars()
    if column.words:
        word = word.replace({option: f"{column.decimal(worth):f}" for option, worth in column.words.items()})
    word = word.str.replace(MINUS, "-", literal=True)
    fits = word.str.contains(f"^{number_pattern(column)}$")
    digits = pl.when(fits).then(word.str.replace_all(",", "", literal=True))
    number = digits.cast(pl.Decimal(38, column.scale)).to_physical().cast(pl.Int64, wrap_numerical=True)
    return pl.when(number.is_null() & (word != "")).then(pl.lit(UNREADABLE)).otherwise(number)
