"""Forecasts: exact until the one rounding, with their steps, and silent where they have nothing to stand on."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.core.monitoring.forecast import (
    MONEY,
    as_it_stands,
    by_hand,
    last_years_pattern,
    straight_line,
)


@pytest.mark.parametrize(("done", "month", "end"), [(700, 7, 1200), (1, 7, 2), (100, 12, 100), (5, 11, 5), (0, 1, 0)])
def test_the_straight_line_goes_on_at_its_pace_and_rounds_once(done, month, end):
    assert straight_line(Fraction(done), month, MONEY).value == Decimal(end)


def test_half_a_fen_is_rounded_up():
    # 3 fen in 8 months make 4.5.
    assert straight_line(Fraction(3), 8, MONEY).value == Decimal(5)


def test_last_years_pattern_takes_the_share_of_the_months():
    months = [0] * 6 + [30] + [0] * 4 + [70]
    found = last_years_pattern(Fraction(60), months, 7, MONEY)
    assert found.value == Decimal(200)
    assert "30.00 %" in found.steps[0].zh


@pytest.mark.parametrize("months", [[], [0] * 12, [0] * 11 + [5], [1] * 7])
def test_without_last_years_months_the_pattern_says_so(months):
    found = last_years_pattern(Fraction(60), months, 7, MONEY)
    assert found.value is None
    assert "不能按此法推算" in found.steps[0].zh


def test_by_hand_names_its_reason():
    found = by_hand(Fraction(123_456_789), "十月集中支付", MONEY)
    assert (found.value, found.steps[0].zh) == (Decimal(123_456_789), "人工预计 123.46 万元，理由：十月集中支付")


def test_a_rate_stays_as_it_is():
    assert as_it_stands(Fraction("95.5")).value == Decimal("95.50")


def test_a_value_of_an_indicator_has_two_decimals():
    assert straight_line(Fraction(1), 7).value == Decimal("1.71")


@pytest.mark.parametrize("month", [0, 13])
def test_there_are_twelve_months(month):
    with pytest.raises(ValueError, match="month"):
        straight_line(Fraction(1), month)
    with pytest.raises(ValueError, match="month"):
        last_years_pattern(Fraction(1), [1] * 12, month)
