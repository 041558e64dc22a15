"""How reports write numbers: points with their decimals, true minus signs, exact base values, printed precision."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import MINUS, grouped, half_up
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.core.ledger.fact import Fact

ABSENT = "—"


def points(value: Decimal | Fraction | None, places: int = 2) -> str:
    """Points for people: `5.15`; a dash for none."""
    return ABSENT if value is None else grouped(half_up(Fraction(value), places))


def exact(value: Decimal | Fraction | None, places: int = 2) -> str | None:
    """Points for machines: at least `places` decimals and a plain hyphen; None stays None."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent <= -places:
            return f"{value:f}"
    return f"{half_up(Fraction(value), places):f}"


def signed(value: Decimal | None, places: int = 2) -> str:
    """A difference with its sign: `+0.10`, `−0.05`, `0.00`; a dash for none."""
    if value is None:
        return ABSENT
    words = points(abs(value), places)
    if value == 0:
        return words
    return ("+" if value > 0 else MINUS) + words


def base_value(fact: Fact, vocabulary: Vocabulary) -> str:
    """The exact value in the base unit: `443,500,000.00 元`; ratios as they are kept: `0.1105`."""
    unit = vocabulary.unit_for(fact.concept.dimension)
    if fact.concept.dimension.id == "count":
        return f"{grouped(fact.value)} {fact.unit.symbol}"
    if fact.concept.dimension.id == "ratio":
        return grouped(fact.value)
    return f"{grouped(fact.value)} {unit.symbol}"


def range_of(fact: Fact) -> Text:
    """Every value that the printed figure stands for, in its printed unit."""
    interval = fact.interval
    ends = [None if end is None else grouped(fact.unit.from_base(end)) for end in (interval.low, interval.high)]
    low, high = ends
    from_sign = "≥" if interval.low_closed else ">"
    to_sign = "≤" if interval.high_closed else "<"
    unit = fact.unit.symbol
    if low is None or high is None:
        word = f"{to_sign} {high} {unit}" if low is None else f"{from_sign} {low} {unit}"
        return Text(word, word)
    return Text(f"{from_sign} {low}，{to_sign} {high} {unit}", f"{from_sign} {low}, {to_sign} {high} {unit}")
