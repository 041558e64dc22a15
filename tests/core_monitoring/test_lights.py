"""Lights on both sides of every threshold, exactly; what has no schedule is judged by itself."""

from fractions import Fraction

import pytest

from jixiao.core.kernel.numerals import percent
from jixiao.core.monitoring.lights import (
    LEVELS,
    Thresholds,
    goal_light,
    is_kept,
    level_light,
    money_light,
    worst,
)

MONEY = Thresholds(Fraction(3, 5), Fraction(4, 5))
GOALS = Thresholds(Fraction(3, 5), Fraction(4, 5), Fraction(6, 5))


# 1,200 fen over twelve months: the schedule of month 7 asks for 700, of which 60 % are 420 and 80 % are 560.
@pytest.mark.parametrize(
    ("spent", "light"),
    [(-1, "red"), (0, "red"), (419, "red"), (420, "yellow"), (559, "yellow"), (560, "green"), (1200, "green")],
)
def test_the_money_light_turns_exactly_at_its_thresholds(spent, light):
    assert money_light(spent, 1200, 7, MONEY).light == light


# 12 x 10^15 + 1 fen: a quotient in floats would not see the one fen.
@pytest.mark.parametrize(("less", "light"), [(1, "red"), (0, "yellow")])
def test_a_single_fen_decides_however_large_the_budget_is(less, light):
    adjusted = 12 * 10**15
    assert money_light(adjusted * 7 * 3 // 60 - less, adjusted, 7, MONEY).light == light


@pytest.mark.parametrize("adjusted", [0, -5])
def test_without_a_budget_there_is_nothing_to_judge(adjusted):
    found = money_light(0, adjusted, 7, MONEY)
    assert (found.light, found.share) == ("none", None)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_there_are_twelve_months(month):
    with pytest.raises(ValueError, match="month"):
        money_light(1, 1, month, MONEY)
    with pytest.raises(ValueError, match="month"):
        goal_light(Fraction(1), Fraction(1), "ge", month, GOALS)


def test_the_steps_of_the_money_light_are_its_arithmetic():
    steps = [step.zh for step in money_light(50_000_000, 150_000_000, 7, MONEY).steps]
    assert steps == [
        "执行率 = 已支出 ÷ 调整后预算 = 50.00 ÷ 150.00 = 33.33 %（万元）",
        "序时进度 = 7 ÷ 12 = 58.33 %",
        "相对进度 = 33.33 % ÷ 58.33 % = 57.14 %，< 60 % → 红灯",
    ]


# Target 120 in month 6 asks for 60: 36 are 60 %, 48 are 80 %, 72 are 120 %.
@pytest.mark.parametrize(
    ("value", "light"),
    [
        ("35.99", "red"), ("36", "yellow"), ("47.99", "yellow"), ("48", "green"), ("71.99", "green"), ("72", "blue"),
        ("500", "blue"),
    ],
)  # fmt: skip
def test_the_goal_light_turns_exactly_at_its_thresholds(value, light):
    assert goal_light(Fraction(value), Fraction(120), "ge", 6, GOALS).light == light


@pytest.mark.parametrize(
    ("value", "light"), [("56.99", "red"), ("57", "yellow"), ("75.99", "yellow"), ("76", "green"), ("114", "blue")]
)
def test_a_rate_is_held_against_its_whole_target(value, light):
    assert goal_light(Fraction(value), Fraction(95), "ge", 6, GOALS, is_steady=True).light == light


@pytest.mark.parametrize(
    ("operator", "value", "light"),
    [
        ("le", "5", "green"), ("le", "5.01", "red"), ("lt", "5", "red"), ("lt", "4.99", "green"), ("le", "0", "green"),
        ("eq", "5.01", "red"), ("eq", "5", "green"), ("eq", "1.49", "red"), ("eq", "1.5", "yellow"),
    ],
)  # fmt: skip
def test_smaller_is_better_and_equal_are_judged_by_themselves(operator, value, light):
    assert goal_light(Fraction(value), Fraction(5), operator, 6, GOALS).light == light


@pytest.mark.parametrize(
    ("operator", "value", "light"),
    [("le", "0", "green"), ("le", "1", "red"), ("eq", "0", "green"), ("eq", "1", "red"), ("ge", "0", "green"),
     ("ge", "-1", "red"), ("gt", "0", "red")],
)  # fmt: skip
def test_a_target_of_zero_is_judged_apart(operator, value, light):
    found = goal_light(Fraction(value), Fraction(0), operator, 6, GOALS)
    assert (found.light, found.share) == (light, None)


def test_no_value_is_no_light():
    assert goal_light(None, Fraction(1), "ge", 6, GOALS).light == "none"
    assert level_light(None).light == level_light("").light == "none"


@pytest.mark.parametrize(("words", "light"), [*LEVELS.items(), ("还行", "none")])
def test_qualitative_indicators_have_three_levels(words, light):
    assert level_light(words).light == light


@pytest.mark.parametrize(
    ("lights", "found"),
    [
        (("green", "red", "blue"), "red"), (("yellow", "green"), "yellow"), (("blue", "green"), "green"),
        (("none", "blue"), "blue"), (("none",), "none"), ((), "none"),
    ],
)  # fmt: skip
def test_the_worst_light_holds_and_what_cannot_be_told_makes_nothing_worse(lights, found):
    assert worst(lights) == found


@pytest.mark.parametrize("limits", [(0, 1, None), (2, 1, None), (1, 1, None), (1, 2, 2)])
def test_thresholds_rise(limits):
    with pytest.raises(ValueError, match="rise"):
        Thresholds(*(None if one is None else Fraction(one) for one in limits))


def test_a_light_says_the_share_that_it_stands_on():
    found = goal_light(Fraction(45), Fraction(120), "ge", 6, GOALS)
    assert found.share is not None
    assert (percent(found.share), found.light) == ("75.00 %", "yellow")
    assert is_kept(Fraction(1), Fraction(1), "eq")
