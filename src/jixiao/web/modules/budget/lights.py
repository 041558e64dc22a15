"""The light of execution: the rate against the straight line of the year, as a word, a shape and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.platform.money import share

if TYPE_CHECKING:
    from datetime import date

# Per cent of the straight line: common in provincial platforms, unverified as an official rule.
SLOW, STEADY = 60, 80


@dataclass(frozen=True, slots=True)
class Light:
    """A state: the name of its class and shape, and its word."""

    name: str
    word: Text


GOOD = Light("good", Text("正常", "on time"))
WARN = Light("warn", Text("偏慢", "slow"))
BAD = Light("bad", Text("滞后", "behind"))
NONE = Light("none", Text("未到时", "too early"))


@dataclass(frozen=True, slots=True)
class Progress:
    """Spending against the year: months done, rate, what the straight line asks for, the light."""

    months: int
    rate: str
    line: str
    light: Light


def months_done(year: int, day: date) -> int:
    """The months of a year that are over on a day."""
    if year == day.year:
        return day.month - 1
    return 12 if year < day.year else 0


def light_of(spent: int, adjusted: int, months: int) -> Light:
    """The light of an amount spent after so many months."""
    if adjusted <= 0 or months <= 0:
        return NONE
    # spent / adjusted against months / 12, in whole numbers.
    reached, asked = spent * 12 * 100, adjusted * months
    if reached < SLOW * asked:
        return BAD
    return WARN if reached < STEADY * asked else GOOD


def progress(spent: int, adjusted: int, year: int, day: date, stage: str) -> Progress:
    """How far spending is; before a budget is carried out there is nothing to judge."""
    months = months_done(year, day) if stage in ("executing", "closed") else 0
    return Progress(months, share(spent, adjusted), share(months, 12), light_of(spent, adjusted, months))
