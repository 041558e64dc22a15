"""The forms that a relation between printed figures may take: a signed sum, a ratio, a change, a rate of change.

A form knows the range of its first figure, the result, given the intervals of the others, and which value of one figure
would make it hold. All of it is exact: fractions of decimals.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.kernel.interval import Interval


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, exact; None is without bound, and a closed end belongs to it."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    @staticmethod
    def of(interval: Interval) -> Range:
        """The same range as fractions."""
        low, high = interval.low, interval.high
        return Range(
            None if low is None else Fraction(low),
            None if high is None else Fraction(high),
            interval.low_closed,
            interval.high_closed,
        )

    def meets(self, other: Range) -> bool:
        """Whether some value lies in both."""
        return _begins_before_end(self, other) and _begins_before_end(other, self)

    @property
    def half_width(self) -> Fraction | None:
        """Half of the distance between its ends."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


def _begins_before_end(left: Range, right: Range) -> bool:
    if left.low is None or right.high is None:
        return True
    if left.low == right.high:
        return left.low_closed and right.high_closed
    return left.low < right.high


# A sum of more operands is written with its first and last ones.
MOST_WRITTEN = 7


class Form(Protocol):
    """What all forms answer. Figures come in the order of the form, the result first."""

    def range(self, operands: Sequence[Interval]) -> Range | None:
        """What the result may be, given the other figures; None where that is not defined."""
        ...

    def solve(self, values: Sequence[Fraction], index: int) -> Fraction | None:
        """The value of one figure at which the form holds for the others; None where there is none."""
        ...

    def written(self, words: Sequence[str]) -> str:
        """The arithmetic that gives the result, with the operands as printed."""
        ...


@dataclass(frozen=True, slots=True)
class Sum:
    """The result is the sum of the operands, each with its sign (+1 or -1)."""

    signs: tuple[int, ...]

    def range(self, operands: Sequence[Interval]) -> Range | None:
        """The sum of the intervals."""
        low: Fraction | None = Fraction(0)
        high: Fraction | None = Fraction(0)
        low_closed = high_closed = True
        for sign, one in zip(self.signs, operands, strict=True):
            ends = ((one.low, one.low_closed), (one.high, one.high_closed))
            (least, least_closed), (most, most_closed) = ends if sign > 0 else (ends[1], ends[0])
            low = None if low is None or least is None else low + sign * Fraction(least)
            high = None if high is None or most is None else high + sign * Fraction(most)
            low_closed, high_closed = low_closed and least_closed, high_closed and most_closed
        return Range(low, high, low_closed, high_closed)

    def solve(self, values: Sequence[Fraction], index: int) -> Fraction | None:
        """What is missing from the sum, or the sum itself."""
        total = sum((sign * value for sign, value in zip(self.signs, values[1:], strict=True)), Fraction(0))
        if index == 0:
            return total
        sign = self.signs[index - 1]
        return sign * (values[0] - total) + values[index]

    def written(self, words: Sequence[str]) -> str:
        """`a + b − c`; of many operands the first and the last, with their number."""
        text = words[0] if self.signs[0] > 0 else f"−{words[0]}"
        rest = [f" {'+' if sign > 0 else '−'} {word}" for sign, word in zip(self.signs[1:], words[1:], strict=True)]
        if len(rest) > MOST_WRITTEN:
            rest = [*rest[: MOST_WRITTEN - 1], f" + … [{len(words)}]", rest[-1]]
        return text + "".join(rest)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The result is the first operand divided by the second."""

    def range(self, operands: Sequence[Interval]) -> Range | None:
        """All quotients; not defined where the denominator may be zero."""
        return quotient(Range.of(operands[0]), Range.of(operands[1]))

    def solve(self, values: Sequence[Fraction], index: int) -> Fraction | None:
        """Any of the three from the other two."""
        rate, above, below = values
        if index == 0:
            return above / below if below else None
        if index == 1:
            return rate * below
        return above / rate if rate else None

    def written(self, words: Sequence[str]) -> str:
        """`a ÷ b`."""
        return f"{words[0]} ÷ {words[1]}"


@dataclass(frozen=True, slots=True)
class ChangeRate:
    """The result is how much `now` differs from `before`, in the direction named (sign), as a share of `before`."""

    sign: int

    def range(self, operands: Sequence[Interval]) -> Range | None:
        """Quotient of now and before, less one."""
        found = quotient(Range.of(operands[0]), Range.of(operands[1]))
        if found is None or found.low is None or found.high is None:
            return None
        low, high = self.sign * (found.low - 1), self.sign * (found.high - 1)
        if self.sign > 0:
            return Range(low, high, found.low_closed, found.high_closed)
        return Range(high, low, found.high_closed, found.low_closed)

    def solve(self, values: Sequence[Fraction], index: int) -> Fraction | None:
        """Any of the three from the other two."""
        rate, now, before = values
        factor = 1 + self.sign * rate
        if index == 0:
            return self.sign * (now - before) / before if before else None
        if index == 1:
            return before * factor
        return now / factor if factor else None

    def written(self, words: Sequence[str]) -> str:
        """`(now − before) ÷ before`."""
        first, second = (words[0], words[1]) if self.sign > 0 else (words[1], words[0])
        return f"({first} − {second}) ÷ {words[1]}"


@dataclass(frozen=True, slots=True)
class RateOfAmount:
    """The result is `amount` as a share of what there was before: `now` less the amount (sign +1) or plus it (-1)."""

    sign: int

    def range(self, operands: Sequence[Interval]) -> Range | None:
        """With q = amount / now the rate is q / (1 - sign q), which grows with q."""
        share = quotient(Range.of(operands[0]), Range.of(operands[1]))
        if share is None or share.low is None or share.high is None:
            return None
        if 1 - self.sign * share.high <= 0:
            # A rise by more than there is now: no rate of change is that, for there was less than nothing before.
            return Range(None, Fraction(-1))
        low, high = (end / (1 - self.sign * end) for end in (share.low, share.high))
        return Range(low, high, share.low_closed, share.high_closed)

    def solve(self, values: Sequence[Fraction], index: int) -> Fraction | None:
        """Any of the three from the other two."""
        rate, amount, now = values
        before = now - self.sign * amount
        if index == 0:
            return amount / before if before else None
        if index == 1:
            return rate * now / (1 + self.sign * rate) if 1 + self.sign * rate else None
        return amount / rate + self.sign * amount if rate else None

    def written(self, words: Sequence[str]) -> str:
        """`amount ÷ (now − amount)`."""
        return f"{words[0]} ÷ ({words[1]} {'−' if self.sign > 0 else '+'} {words[0]})"


@dataclass(frozen=True, slots=True)
class AtMost:
    """The result is contained in the operand."""

    def range(self, operands: Sequence[Interval]) -> Range | None:
        """Up to the operand."""
        one = operands[0]
        return Range(None, None if one.high is None else Fraction(one.high), True, one.high_closed)

    def solve(self, values: Sequence[Fraction], index: int) -> Fraction | None:
        """What is printed where it fits, else the whole itself; which whole a part asks for is not known."""
        return min(values[0], values[1]) if index == 0 else None

    def written(self, words: Sequence[str]) -> str:
        """`≤ a`, said as the most there can be."""
        return f"≤ {words[0]}"


def quotient(above: Range, below: Range) -> Range | None:
    """All quotients of values of two ranges; None where the denominator may be zero or a side has no bound."""
    if above.low is None or above.high is None or below.low is None or below.high is None or below.low <= 0:
        return None
    low_under, high_under = (below.high, below.low) if above.low >= 0 else (below.low, below.low)
    if above.high < 0:
        high_under = below.high
    low_closed = above.low_closed and (below.high_closed if above.low >= 0 else below.low_closed)
    high_closed = above.high_closed and (below.low_closed if above.high >= 0 else below.high_closed)
    return Range(above.low / low_under, above.high / high_under, low_closed, high_closed)
