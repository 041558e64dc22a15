"""From what a sheet holds to its lights, forecasts, warnings and gaps. Nothing here asks the database."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.numerals import NumberFault, read_decimal
from jixiao.core.kernel.text import Text
from jixiao.core.monitoring import forecast, lights, warnings
from jixiao.core.monitoring.forecast import HAND, LAST_YEAR, MONEY
from jixiao.web.registers.indicators.models import KINDS, OPERATORS

if TYPE_CHECKING:
    from datetime import date

    from jixiao.core.monitoring.forecast import Forecast
    from jixiao.core.monitoring.lights import Judgement, Light
    from jixiao.web.modules.monitoring.models import Sheet
    from jixiao.web.modules.monitoring.rules import Limits

# Lights that want a reason and a measure.
DEVIATES = ("red", "yellow")


@dataclass(frozen=True, slots=True)
class Goal:
    """An indicator of a sheet, judged: what was taken of it, what people wrote, its light, what it will end with."""

    row: dict[str, Any]
    entry: dict[str, str]
    judged: Judgement
    forecast: Forecast | None
    done: Fraction | None

    @property
    def id(self) -> int:
        """The key of the indicator."""
        return int(self.row["id"])

    @property
    def kind(self) -> Text:
        """The name of its kind."""
        return KINDS[self.row["kind"]][1]

    @property
    def is_number(self) -> bool:
        """Whether its target is a number."""
        return bool(self.row["operator"] != "text")

    @property
    def is_typed(self) -> bool:
        """Whether its value is reported by hand."""
        return bool(self.row["binding"] == "hand")

    @property
    def target(self) -> str:
        """The target as people read it."""
        sign = OPERATORS[self.row["operator"]].zh if self.is_number else ""
        unit = self.row["unit"]
        return f"{sign}{self.row['target']}{f' {unit}' if unit else ''}"

    @property
    def deviates(self) -> bool:
        """Whether it wants a reason and a measure."""
        return self.judged.light in DEVIATES


@dataclass(frozen=True, slots=True)
class Judged:
    """A sheet, judged."""

    money: Judgement
    forecast: Forecast
    goals: tuple[Goal, ...]
    goal_light: Light
    light: Light
    warnings: tuple[Text, ...]
    gaps: tuple[tuple[str, Text], ...]


def judge(sheet: Sheet, limits: Limits) -> Judged:
    """Everything that follows from a sheet."""
    money = lights.money_light(sheet.spent, sheet.adjusted, limits.month, limits.money)
    goals = tuple(_goal(row, sheet.entries.get(str(row["id"]), {}), limits) for row in sheet.goals)
    goal_light = lights.worst(goal.judged.light for goal in goals)
    return Judged(
        money,
        money_forecast(sheet, limits.month),
        goals,
        goal_light,
        lights.worst((money.light, goal_light)),
        tuple(_warnings(sheet, limits, goals)),
        tuple(_gaps(sheet, money, goals)),
    )


def keep(sheet: Sheet, limits: Limits, day: date) -> Judged:
    """Judge a sheet and write the outcome into it, unsaved; `day` is since when it is red, if it was not before."""
    found = judge(sheet, limits)
    value = found.forecast.value
    sheet.forecast = None if value is None else int(value)
    sheet.money_light, sheet.goal_light, sheet.light = found.money.light, found.goal_light, found.light
    sheet.gaps = len(found.gaps)
    if found.light != "red":
        sheet.red_since = None
    elif sheet.red_since is None:
        sheet.red_since = day
    return found


# What `keep` writes, for updates.
KEPT = ("forecast", "money_light", "goal_light", "light", "gaps", "red_since")


def money_forecast(sheet: Sheet, month: int) -> Forecast:
    """What will have been spent at the end of the year, by the method that was chosen."""
    done = Fraction(sheet.spent)
    if sheet.method == HAND and sheet.by_hand is not None:
        return forecast.by_hand(Fraction(sheet.by_hand), sheet.because, MONEY)
    if sheet.method == LAST_YEAR:
        return forecast.last_years_pattern(done, sheet.months_before, month, MONEY)
    return forecast.straight_line(done, month, MONEY)


def number_of(words: str | None) -> Fraction | None:
    """A number as printed; None where it is none."""
    try:
        return None if not words else Fraction(read_decimal(words))
    except NumberFault:
        return None


def _goal(row: dict[str, Any], entry: dict[str, str], limits: Limits) -> Goal:
    if row["operator"] == "text":
        return Goal(row, entry, lights.level_light(row["value"]), None, None)
    value, target = number_of(row["value"]), number_of(row["target"])
    if target is None:
        said = Text(f"目标值“{row['target'][:40]}”不是数字，不能判断", "the target is no number, so nothing to judge")
        return Goal(row, entry, lights.Judgement("none", None, (said,)), None, None)
    is_steady = row["unit"].strip() in limits.steady_units
    judged = lights.goal_light(value, target, row["operator"], limits.month, limits.goals, is_steady=is_steady)
    is_share = value is not None and target > 0 and row["operator"] in ("ge", "gt", "eq")
    expected = None if value is None else _expected(value, entry, limits.month, is_steady)
    return Goal(row, entry, judged, expected, value / target if is_share and value is not None else None)


def _expected(value: Fraction, entry: dict[str, str], month: int, is_steady: bool) -> Forecast:
    by_hand = number_of(entry.get("forecast"))
    if entry.get("method") == HAND and by_hand is not None:
        return forecast.by_hand(by_hand, entry.get("because", ""))
    return forecast.as_it_stands(value) if is_steady else forecast.straight_line(value, month)


def _warnings(sheet: Sheet, limits: Limits, goals: tuple[Goal, ...]) -> list[Text]:
    lines = limits.warnings
    if lines is None:
        return []
    done = [goal.done for goal in goals if goal.done is not None]
    found = (
        warnings.slow(sheet.spent, sheet.adjusted, limits.month, lines.lines),
        warnings.drifting(sheet.spent, sheet.adjusted, done, lines.apart),
    )
    return [one for one in found if one is not None]


def _gaps(sheet: Sheet, money: Judgement, goals: tuple[Goal, ...]) -> list[tuple[str, Text]]:
    """What is missing, each with the field where it stands."""
    found: list[tuple[str, Text]] = []
    if money.light in DEVIATES:
        if not sheet.reason:
            found.append(("reason", Text("执行偏慢的原因", "why spending is behind")))
        if not sheet.measure:
            found.append(("measure", Text("改进措施", "what will be done about it")))
    if sheet.method == HAND and (sheet.by_hand is None or not sheet.because):
        found.append(("by_hand", Text("人工预计的金额和理由", "the amount expected by hand, and why")))
    for goal in goals:
        name, key = goal.row["name"], goal.id
        if goal.is_typed and not goal.row["value"]:
            found.append((f"value-{key}", Text(f"“{name}”的完成值", f"the value of “{name}”")))
        if goal.deviates and not (goal.entry.get("reason") and goal.entry.get("measure")):
            field = "measure" if goal.entry.get("reason") else "reason"
            found.append((f"{field}-{key}", Text(f"“{name}”的偏差原因和措施", f"reason and measure for “{name}”")))
        if goal.entry.get("method") == HAND and not (goal.entry.get("forecast") and goal.entry.get("because")):
            found.append((f"forecast-{key}", Text(f"“{name}”的人工预计和理由", f"the forecast of “{name}”, and why")))
    return found
