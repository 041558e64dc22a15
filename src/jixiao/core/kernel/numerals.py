"""Printed numbers: exact reading, exact writing, and the one place where rounding happens.

Rounding is half up (四舍五入) everywhere; `half_up` is the only function that decides it.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction

from jixiao.core.kernel.text import Text

MINUS = "\N{MINUS SIGN}"

# Sums and products of stored figures never lose a digit: 60 digits exceed any product of two bounded figures.
EXACT = Context(prec=60)

# Hedge words that stand behind their number and its unit; all others stand before it.
HEDGES_BEHIND = ("左右", "上下", "以上", "以下", "以内", "之内", "多", "余")

_PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?\Z")


class NumberFault(ValueError):
    """A text that cannot be read as one exact number; `text` says why in both languages."""

    def __init__(self, text: Text) -> None:
        """Keep both languages; the English one is the exception's message."""
        self.text = text
        super().__init__(text.en)


def read_decimal(printed: str) -> Decimal:
    """Read a printed number: digits, optional thousands separators, one decimal point.

    Raises `NumberFault` for anything else (exponents, spaces inside, NaN, misplaced separators).
    """
    word = printed.strip().replace(MINUS, "-")
    if not word.isascii() or not _PLAIN.match(word):
        raise NumberFault(Text(f"“{printed[:40]}”不是一个写法明确的数", f"“{printed[:40]}” is not a plain number"))
    if len(word) > 40:
        raise NumberFault(Text("数字过长（超过 40 个字符）", "the number is longer than 40 characters"))
    return Decimal(word.replace(",", ""))


def decimals_of(value: Decimal) -> int:
    """How many digits stand after the decimal point as printed; `44,350.00` has two."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def read_fraction(written: str | int | Decimal) -> Fraction:
    """Read a threshold or a share: `90 %`, `0.5`, `1/3`, `25`.

    Raises `NumberFault` when it is none of these.
    """
    if isinstance(written, int | Decimal):
        return Fraction(written)
    word = written.strip()
    if word.endswith("%"):
        return Fraction(read_decimal(word[:-1].strip())) / 100
    above, slash, below = word.partition("/")
    if slash and read_decimal(below.strip()) != 0:
        return Fraction(read_decimal(above.strip())) / Fraction(read_decimal(below.strip()))
    return Fraction(read_decimal(word))


def half_up(value: Fraction, places: int) -> Decimal:
    """Round an exact value half up (away from zero on ties) to `places` decimals."""
    scaled = abs(value) * 10**places
    steps = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(steps if value >= 0 else -steps).scaleb(-places, EXACT)


def grouped(value: Decimal, places: int | None = None) -> str:
    """Write a number with thousands separators and a true minus sign."""
    shown = value if places is None else half_up(Fraction(value), places)
    return f"{shown:,f}".replace("-", MINUS)


def hedged(shown: str, hedge: str | None) -> str:
    """A number as shown, with its hedge word on the side on which it is written: 约 5 家, 5 家以上."""
    before, behind = sides(hedge)
    return f"{before}{shown}{behind}"


def sides(hedge: str | None) -> tuple[str, str]:
    """What a hedge word puts before a number and what behind it; one of them is empty."""
    return ("", hedge) if hedge in HEDGES_BEHIND else (hedge or "", "")


def percent(value: Fraction, places: int = 2) -> str:
    """Write a ratio as a percentage: 4/17 -> `23.53 %`."""
    return grouped(half_up(value * 100, places)) + " %"


def shortest(value: Fraction) -> str:
    """Write an exact value with as few digits as it needs, or as a fraction when it never ends."""
    below = value.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    if below != 1:
        return f"{value.numerator}/{value.denominator}".replace("-", MINUS)
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return grouped(half_up(value, places))


def share(value: Fraction) -> str:
    """Write an exact ratio as a percentage with as few digits as it needs: 9/10 -> `90 %`."""
    return shortest(value * 100) + " %"


def brief(value: Fraction) -> str:
    """An exact value for an explanation: all its digits when they are few, else six and an ellipsis."""
    exact = shortest(value)
    if "/" not in exact and len(exact) <= 9:
        return exact
    return f"{grouped(half_up(value, 6))}…"
