"""The interval that a printed number stands for.

`98.39` stands for every value that rounds to it, `约 309` for every value less than one of its last non-zero
digit away, `超 2100` for everything above. Two statements agree when their intervals meet
(XBRL Calculations 1.1 decides consistency the same way).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.core.kernel.numerals import EXACT, decimals_of

HedgeKind = Literal["around", "below_near", "above", "at_least", "at_most", "below"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of values in one unit; `None` is an open end without bound."""

    low: Decimal | None
    high: Decimal | None
    low_closed: bool = True
    high_closed: bool = True

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return _below(self, other) and _below(other, self)

    def scaled(self, factor: Decimal) -> Interval:
        """The same range in another unit; `factor` is positive."""
        return Interval(
            None if self.low is None else EXACT.multiply(self.low, factor),
            None if self.high is None else EXACT.multiply(self.high, factor),
            self.low_closed,
            self.high_closed,
        )


def _below(left: Interval, right: Interval) -> bool:
    """Whether `left` does not begin after `right` ends."""
    if left.low is None or right.high is None:
        return True
    if left.low == right.high:
        return left.low_closed and right.high_closed
    return left.low < right.high


def printed_interval(printed: Decimal, hedge: HedgeKind | None = None) -> Interval:
    """The values that a printed number, with or without a hedge word, stands for (same unit)."""
    half = Decimal(5).scaleb(-decimals_of(printed) - 1)
    if hedge is None:
        # Half up is symmetric for negative numbers, so the closed end is the one nearer to zero; zero has none,
        # since both halves round away from it.
        return Interval(EXACT.subtract(printed, half), EXACT.add(printed, half), printed > 0, printed < 0)
    if hedge in ("around", "below_near"):
        step = _last_digit(printed)
        high = EXACT.add(printed, step) if hedge == "around" else printed
        return Interval(EXACT.subtract(printed, step), high, False, hedge == "below_near")
    if hedge in ("above", "at_least"):
        return Interval(printed, None, hedge == "at_least", False)
    return Interval(None, printed, False, hedge == "at_most")


def _last_digit(printed: Decimal) -> Decimal:
    """The weight of the last non-zero digit: 5000 -> 1000, 11.58 -> 0.01."""
    exponent = printed.normalize(EXACT).as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and printed else Decimal(1)
