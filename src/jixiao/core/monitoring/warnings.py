"""Further warnings of some provinces: a rate that each month must have reached, money and goals that drift apart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import percent, share
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class WarningLines:
    """The lowest rate from a month on, and how far apart money and goals may be."""

    lines: Mapping[int, Fraction]
    apart: Fraction


def slow(spent: int, adjusted: int, month: int, lines: Mapping[int, Fraction]) -> Text | None:
    """A warning where the rate is under the line of the last month that has one."""
    past = [one for one in lines if one <= month]
    if not past or adjusted <= 0:
        return None
    line, rate = lines[max(past)], Fraction(spent, adjusted)
    if rate >= line:
        return None
    return Text(
        f"执行率 {percent(rate)}，低于 {max(past)} 月预警线 {share(line)}",
        f"the rate {percent(rate)} is under the line of month {max(past)}, {share(line)}",
    )


def drifting(spent: int, adjusted: int, done: Sequence[Fraction], apart: Fraction) -> Text | None:
    """A warning where the rate of money and the mean completion of the goals are too far apart.

    `done` is value over target of each indicator that can be measured so; more than all of it counts as all.
    """
    if adjusted <= 0 or not done:
        return None
    rate, mean = Fraction(spent, adjusted), sum((min(one, Fraction(1)) for one in done), Fraction(0)) / len(done)
    if abs(rate - mean) <= apart:
        return None
    return Text(
        f"执行率 {percent(rate)} 与目标平均完成率 {percent(mean)} 相差超过 {share(apart)}",
        f"the rate {percent(rate)} and the mean completion of goals {percent(mean)} are over {share(apart)} apart",
    )
