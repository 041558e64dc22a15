"""Units and dimensions: what a printed number counts, and how its exact integer is kept.

Values are kept in the base unit of their dimension as exact Decimals; the engines work on integers
of `10 ** -scale` base units (fen for money, one millionth of a percent for ratios).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import EXACT, NumberFault
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Dimension:
    """A kind of quantity: money, ratio, count, area, score, duration.

    `scale`: decimals of the integer that engines compute with; `limit`: the largest magnitude that is
    accepted, in the base unit, so that no engine can overflow unseen.
    """

    id: str
    base: str
    scale: int
    limit: Decimal

    def to_integer(self, value: Decimal) -> int:
        """The exact integer of a value; raises `NumberFault` when digits or size do not fit."""
        if abs(value) > self.limit:
            raise NumberFault(
                Text(f"数值超出可接受的上限 {self.limit:,f}", f"the value exceeds the limit {self.limit:,f}")
            )
        scaled = value.scaleb(self.scale, EXACT)
        if scaled != scaled.to_integral_value():
            raise NumberFault(
                Text(
                    f"数值精度过高：最多保留基本单位的 {self.scale} 位小数",
                    f"too precise: at most {self.scale} decimals of the base unit are kept",
                )
            )
        return int(scaled)

    def to_decimal(self, integer: int) -> Decimal:
        """The value in the base unit of an engine's integer."""
        return Decimal(integer).scaleb(-self.scale, EXACT)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed: 万元, %, 人. `factor` base units make one of it."""

    symbol: str
    id: str
    dimension: Dimension
    factor: Decimal
    en: str

    def to_base(self, printed: Decimal) -> Decimal:
        """A printed number in the base unit, exact."""
        return EXACT.multiply(printed, self.factor)

    def from_base(self, value: Decimal | Fraction) -> Decimal:
        """A base value in this unit, exact (factors are powers of ten or divide exactly)."""
        exact = (
            EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
            if not isinstance(value, Decimal)
            else value
        )
        return EXACT.divide(exact, self.factor)
