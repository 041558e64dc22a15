"""Figures as people say them: 14.49 亿元 rather than 1449156100.00."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from jixiao.core.kernel.numerals import half_up
from jixiao.core.kernel.text import Text, same

WAN, YI = 10**4, 10**8
THOUSAND, MILLION = 10**3, 10**6
# Beyond this nothing is a figure of a department; a record that says so is shown as it stands.
_DIGITS = 40


def number(words: object) -> Decimal | None:
    """A number of a record; None for what is none."""
    if not isinstance(words, str) or not words or len(words) > _DIGITS:
        return None
    try:
        value = Decimal(words)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 18 else None


def said(value: Decimal, unit: str) -> Text:
    """A value with its unit, in the measure that reads best."""
    if unit == "CNY":
        return _yuan(value)
    if unit == "RATIO":
        return same(f"{_plain(value * 100, 2)} %")
    return same(_plain(value, None))


def wan(value: Decimal) -> str:
    """Yuan as 万元 with two decimals, for tables."""
    return _plain(value / WAN, 2)


def _yuan(value: Decimal) -> Text:
    size = abs(value)
    if size >= YI:
        return Text(f"{_plain(value / YI, 2)} 亿元", f"{_plain(value / MILLION, 1)} million yuan")
    if size >= WAN:
        english = f"{_plain(value / MILLION, 2)} million yuan" if size >= MILLION else f"{_plain(value, 0)} yuan"
        return Text(f"{_plain(value / WAN, 2)} 万元", english)
    return Text(f"{_plain(value, None)} 元", f"{_plain(value, None)} yuan")


def _plain(value: Decimal, places: int | None) -> str:
    """With separators and the true minus sign; `places` None keeps what is there, without zeros at the end."""
    if places is None:
        shown = f"{value:,f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    else:
        shown = f"{half_up(Fraction(value), places):,f}"
    return shown.replace("-", "−")
