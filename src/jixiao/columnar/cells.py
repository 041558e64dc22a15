"""Whether a cell can be read exactly, and if not, why: the one place where reasons of rejected rows are worded.

Engines only decide whether a cell is fine (`polars_cells`, `sql_cells`); for a rejected row this module says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import EXACT, MINUS, NumberFault, grouped, read_decimal
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.columnar.table import InputColumn

# Integers of a column, whatever its scale, have at most so many digits: that fits 64 bits, and every limit.
DIGITS = 18


@dataclass(frozen=True, slots=True)
class Span:
    """Which raw integers of a given scale are accepted, and how they become integers of the column's scale.

    integer = raw x `factor` / `divisor`, where one of the two is 1; raw must be a multiple of `divisor`.
    """

    low: int
    high: int
    factor: int
    divisor: int


def span(column: InputColumn, scale: int) -> Span:
    """The accepted raw integers of a column that is stored with `scale` decimals."""
    if scale <= column.scale:
        factor = 10 ** (column.scale - scale)
        return Span(-(-column.low // factor), column.high // factor, factor, 1)
    divisor = 10 ** (scale - column.scale)
    return Span(column.low * divisor, column.high * divisor, 1, divisor)


def plain_pattern(column: InputColumn) -> str:
    """Nothing but digits and a point: what nearly every cell holds, and what every engine converts exactly."""
    fraction = f"([.][0-9]{{1,{column.scale}}})?" if column.scale else ""
    return f"[0-9]{{1,{DIGITS - column.scale}}}{fraction}"


def number_pattern(column: InputColumn) -> str:
    """The texts that hold an exact number of the column's scale, after spaces are cut and U+2212 is a hyphen.

    A subset of what `read_decimal` accepts; one pattern for all engines. Digits are spelt out, because some
    engines take the digits of every script for a digit.
    """
    whole = DIGITS - column.scale
    grouped_ = f"[0-9]{{1,3}}(,[0-9]{{3}}){{1,{whole // 3 - 1}}}"
    fraction = f"([.]([0-9]{{1,{column.scale}}}0*|0+))?" if column.scale else "([.]0+)?"
    return f"[+-]?([0-9]{{1,{whole}}}|{grouped_}){fraction}"


def reason(column: InputColumn, value: Decimal | int | str | bool | None) -> Text | None:
    """Why a cell is refused; None when it is fine or empty."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        word = value.strip()
        if not word or word in column.words:
            return None
        try:
            value = read_decimal(word)
        except NumberFault as fault:
            return fault.text
        return _beyond(column, value) or _not_plain(column, word)
    return None if value is None else _beyond(column, Decimal(value))


def _not_plain(column: InputColumn, word: str) -> Text | None:
    """A number that is fine but written so that engines do not read it: with zeros before it, for example."""
    if re.fullmatch(number_pattern(column), word.replace(MINUS, "-")):
        return None
    return Text("数字写得过长：去掉前面多余的 0", "written too long: leave out the zeros before it")


def _beyond(column: InputColumn, value: Decimal) -> Text | None:
    scaled = value.scaleb(column.scale, EXACT)
    unit = column.unit if column.unit != "0/1" else ""
    low, high = column.decimal(column.low), column.decimal(column.high)
    if scaled < 0 <= column.low:
        return Text("不能为负", "may not be negative")
    if scaled < column.low:
        return Text(f"低于下限 {grouped(low)} {unit}".rstrip(), f"below the least value {grouped(low)}")
    if scaled > column.high:
        return Text(f"超过上限 {grouped(high)} {unit}".rstrip(), f"above the greatest value {grouped(high)}")
    if scaled != scaled.to_integral_value():
        if column.kind == "met":
            return Text("只能是 0 或 1", "must be 0 or 1")
        places = column.scale
        return Text(f"精度过高：最多 {places} 位小数", f"too precise: at most {places} decimals")
    if column.allowed is not None and int(scaled) not in column.allowed:
        listed = "、".join(f"{word} = {grouped(column.decimal(n))}" for word, n in column.words.items())
        return Text(f"不是选项之一：{listed}", f"not one of the options: {listed}")
    return None


def empty_key(name: str) -> Text:
    """Why a row without a key is refused."""
    return Text(f"{name} 为空，无法知道是哪个单位、哪一年", f"{name} is empty: the row cannot be told from others")
