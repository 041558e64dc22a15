"""Lights: how far money and goals are, held against the months that are over. Compared exactly, never by a quotient."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.numerals import grouped, half_up, percent, share, shortest
from jixiao.core.kernel.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterable

Light = Literal["red", "yellow", "green", "blue", "none"]
# The worst first; what cannot be told does not make anything worse.
WORST_FIRST: tuple[Light, ...] = ("red", "yellow", "green", "blue", "none")
NAMES: dict[Light, Text] = {
    "red": Text("红灯", "red"),
    "yellow": Text("黄灯", "yellow"),
    "green": Text("绿灯", "green"),
    "blue": Text("蓝灯", "blue"),
    "none": Text("不能判断", "cannot tell"),
}
MONTHS = 12
# The three levels of a qualitative indicator, in the words of the ministry's forms (财预〔2020〕10号).
LEVELS: dict[str, Light] = {
    "达成预期指标": "green",
    "部分达成预期指标并具有一定效果": "yellow",
    "未达成预期指标且效果较差": "red",
}
_SMALLER = frozenset({"le", "lt"})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares of the time schedule: under `red_below` red, from `green_from` green, from `over_from` blue if given."""

    red_below: Fraction
    green_from: Fraction
    over_from: Fraction | None = None

    def __post_init__(self) -> None:
        """Raises `ValueError` for thresholds that are out of order."""
        if not 0 < self.red_below < self.green_from or (self.over_from and self.over_from <= self.green_from):
            raise ValueError("thresholds must rise")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A light, the share of the schedule that it stands on where there is one, and the arithmetic in steps."""

    light: Light
    share: Fraction | None
    steps: tuple[Text, ...]


def money_light(spent: int, adjusted: int, month: int, limits: Thresholds) -> Judgement:
    """The light of an amount spent up to the end of a month, both in fen."""
    _hold_month(month)
    if adjusted <= 0:
        said = Text("没有调整后预算，不判断执行进度", "there is no adjusted budget, so nothing to judge")
        return Judgement("none", None, (said,))
    rate = Fraction(spent, adjusted)
    steps = (
        Text(
            f"执行率 = 已支出 ÷ 调整后预算 = {_wan(spent)} ÷ {_wan(adjusted)} = {percent(rate)}（万元）",
            f"rate = spent ÷ adjusted budget = {_wan(spent)} ÷ {_wan(adjusted)} = {percent(rate)} (10,000 yuan)",
        ),
        _schedule(month),
    )
    return _against_schedule(Fraction(spent), Fraction(adjusted), month, limits, steps)


def goal_light(
    value: Fraction | None, target: Fraction, operator: str, month: int, limits: Thresholds, *, is_steady: bool = False
) -> Judgement:
    """The light of an indicator with a number for its target.

    `is_steady`: it does not grow with the months (a rate, a score), so it is held against the whole target.
    """
    _hold_month(month)
    if value is None:
        return Judgement("none", None, (Text("没有截至本月的完成值", "no value has been reported up to this month"),))
    if target <= 0 or operator in _SMALLER:
        return _kept(value, target, operator)
    if operator == "eq" and value > target:
        said = f"{shortest(value)} > {shortest(target)}"
        return Judgement("red", None, (Text(f"{said}，超出应等于的目标", f"{said}: more than the target to be met"),))
    wanted = limits if operator != "eq" else Thresholds(limits.red_below, limits.green_from)
    done = value / target
    first = Text(
        f"完成率 = 完成值 ÷ 目标值 = {shortest(value)} ÷ {shortest(target)} = {percent(done)}",
        f"completion = value ÷ target = {shortest(value)} ÷ {shortest(target)} = {percent(done)}",
    )
    if is_steady:
        second = Text(
            "比率类指标不随月份累计，与全年目标比", "a rate does not grow with the months: held to its target"
        )
        return _against_schedule(value, target, MONTHS, wanted, (first, second))
    return _against_schedule(value, target, month, wanted, (first, _schedule(month)))


def level_light(words: str | None) -> Judgement:
    """The light of a qualitative indicator, by the level that was reported."""
    if not words:
        return Judgement("none", None, (Text("没有截至本月的完成情况", "nothing has been reported up to this month"),))
    light = LEVELS.get(words.strip())
    if light is None:
        said = Text(f"“{words[:40]}”不是三档之一，不能判断", f"“{words[:40]}” is none of the three levels")
        return Judgement("none", None, (said,))
    ways = {"green": "达成", "yellow": "部分达成", "red": "未达成"}
    name = NAMES[light]
    said = Text(f"定性指标三档：{ways[light]} → {name.zh}", f"three levels of a qualitative indicator → {name.en}")
    return Judgement(light, None, (same(words.strip()), said))


def worst(lights: Iterable[Light]) -> Light:
    """The worst of several lights."""
    return min(lights, key=WORST_FIRST.index, default="none")


def is_kept(value: Fraction, target: Fraction, operator: str) -> bool:
    """Whether a target is met as it stands."""
    return {
        "ge": value >= target, "gt": value > target, "le": value <= target, "lt": value < target, "eq": value == target,
    }[operator]  # fmt: skip


def _kept(value: Fraction, target: Fraction, operator: str) -> Judgement:
    """Smaller is better, or there is nothing to divide by: on target or not."""
    sign = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}[operator]
    is_met = is_kept(value, target, operator)
    light: Light = "green" if is_met else "red"
    why = (
        Text("越小越好的指标：达标为绿灯，否则为红灯", "smaller is better: green on target, else red")
        if operator in _SMALLER
        else Text("目标为零，不能按比例：达标为绿灯，否则为红灯", "nothing to divide by: green on target, else red")
    )
    held = f"{shortest(value)} {sign} {shortest(target)}"
    met = Text(f"{held}：{'达标' if is_met else '未达标'}", f"{held}: {'met' if is_met else 'not met'}")
    return Judgement(light, None, (why, met))


def _against_schedule(
    part: Fraction, whole: Fraction, month: int, limits: Thresholds, steps: tuple[Text, ...]
) -> Judgement:
    """Part / whole against month / 12, multiplied out: part x 12 against the limit x whole x month."""
    reached, asked = part * MONTHS, whole * month
    if reached < limits.red_below * asked:
        light: Light = "red"
        bound = f"< {share(limits.red_below)}"
    elif reached < limits.green_from * asked:
        light, bound = "yellow", f"≥ {share(limits.red_below)}, < {share(limits.green_from)}"
    elif limits.over_from is not None and reached >= limits.over_from * asked:
        light, bound = "blue", f"≥ {share(limits.over_from)}"
    else:
        light, bound = "green", f"≥ {share(limits.green_from)}"
    relative, name = reached / asked, NAMES[light]
    quotient = f"{percent(part / whole)} ÷ {percent(Fraction(month, MONTHS))} = {percent(relative)}"
    last = Text(
        f"相对进度 = {quotient}，{bound} → {name.zh}", f"share of the schedule = {quotient}, {bound} → {name.en}"
    )
    return Judgement(light, relative, (*steps, last))


def _schedule(month: int) -> Text:
    said = f"{month} ÷ {MONTHS} = {percent(Fraction(month, MONTHS))}"
    return Text(f"序时进度 = {said}", f"time schedule = {said}")


def _wan(fen: int) -> str:
    return grouped(half_up(Fraction(fen, 1_000_000), 2))


def _hold_month(month: int) -> None:
    if not 1 <= month <= MONTHS:
        raise ValueError(f"there is no month {month}")
