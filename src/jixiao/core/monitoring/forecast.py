"""What a year will end with, by a named method, with its steps. Exact until the one rounding at the end."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import brief, grouped, half_up, percent, shortest
from jixiao.core.kernel.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

MONTHS = 12
NO_UNIT = same("")
STRAIGHT, LAST_YEAR, HAND, STEADY = "straight_line", "last_year", "hand", "steady"
METHODS = {
    STRAIGHT: Text("按月匀速推算", "straight line"),
    LAST_YEAR: Text("按上年各月规律推算", "last year's pattern of the months"),
    HAND: Text("人工预计", "by hand"),
    STEADY: Text("保持现值", "as it stands"),
}


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a year is expected to end with; no value where the method has nothing to stand on. Steps tell how."""

    method: str
    value: Decimal | None
    steps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """How a forecast is rounded and written: `per` of the counted unit make one of the shown unit."""

    places: int = 2
    per: int = 1
    unit: Text = NO_UNIT

    def said(self, value: Fraction) -> Text:
        """A value with its unit."""
        words = grouped(half_up(value / self.per, 2)) if self.per > 1 else brief(value)
        return Text(f"{words}{f' {self.unit.zh}' if self.unit.zh else ''}", f"{words} {self.unit.en}".strip())


PLAIN = Scale()
# Amounts in whole fen, shown in 万元.
MONEY = Scale(0, 1_000_000, Text("万元", "(10,000 yuan)"))


def straight_line(done: Fraction, month: int, scale: Scale = PLAIN) -> Forecast:
    """The year at the pace of its months so far."""
    _hold_month(month)
    end = done * MONTHS / month
    start, last = scale.said(done), scale.said(end)
    step = Text(
        f"全年预计 = {start.zh} ÷ {month} 个月 × 12 个月 = {last.zh}",
        f"end of the year = {start.en} ÷ {month} months × 12 months = {last.en}",
    )
    return Forecast(STRAIGHT, half_up(end, scale.places), (step, _rounded(scale)))


def last_years_pattern(done: Fraction, months: Sequence[int], month: int, scale: Scale = PLAIN) -> Forecast:
    """The year as last year went on: `months` is what each month of last year had."""
    _hold_month(month)
    before, whole = sum(months[:month]), sum(months)
    if len(months) != MONTHS or before <= 0 or whole < before:
        said = Text(
            "没有可用的上年各月支出，不能按此法推算", "last year's months are not there, so this method cannot tell"
        )
        return Forecast(LAST_YEAR, None, (said,))
    part = Fraction(before, whole)
    end = done / part
    shown = [scale.said(Fraction(one)) for one in (before, whole)]
    start, last = scale.said(done), scale.said(end)
    steps = (
        Text(
            f"上年 1—{month} 月占全年 = {shown[0].zh} ÷ {shown[1].zh} = {percent(part)}",
            f"months 1-{month} of last year = {shown[0].en} ÷ {shown[1].en} = {percent(part)}",
        ),
        Text(
            f"全年预计 = {start.zh} ÷ {percent(part)} = {last.zh}",
            f"end of the year = {start.en} ÷ {percent(part)} = {last.en}",
        ),
        _rounded(scale),
    )
    return Forecast(LAST_YEAR, half_up(end, scale.places), steps)


def by_hand(value: Fraction, reason: str, scale: Scale = PLAIN) -> Forecast:
    """What somebody expects, and why."""
    last = scale.said(value)
    step = Text(f"人工预计 {last.zh}，理由：{reason}", f"expected by hand: {last.en}, because: {reason}")
    return Forecast(HAND, half_up(value, scale.places), (step,))


def as_it_stands(value: Fraction, scale: Scale = PLAIN) -> Forecast:
    """A rate or a score: the best guess for the year is what it is now."""
    words = shortest(value)
    step = Text(
        f"比率类指标不随月份累计，预计保持 {words}", f"a rate does not grow with the months; expected to stay {words}"
    )
    return Forecast(STEADY, half_up(value, scale.places), (step,))


def _rounded(scale: Scale) -> Text:
    if scale.per > 1:
        return Text("四舍五入到分，只舍入一次", "rounded half up to the fen, once")
    return Text(f"四舍五入到 {scale.places} 位小数，只舍入一次", f"rounded half up to {scale.places} decimals, once")


def _hold_month(month: int) -> None:
    if not 1 <= month <= MONTHS:
        raise ValueError(f"there is no month {month}")
