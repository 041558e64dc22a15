"""The interval a printed number stands for, with and without a hedge word, and when two of them agree."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.kernel.interval import Interval, printed_interval
from jixiao.core.kernel.numerals import decimals_of, half_up, read_decimal


def holds(interval: Interval, value: Fraction) -> bool:
    above = interval.low is None or (
        value >= Fraction(interval.low) if interval.low_closed else value > Fraction(interval.low)
    )
    below = interval.high is None or (
        value <= Fraction(interval.high) if interval.high_closed else value < Fraction(interval.high)
    )
    return above and below


def shown(printed: str, hedge: str | None = None) -> str:
    """An interval as mathematicians write it: [ ] belong to it, ( ) do not."""
    found = printed_interval(read_decimal(printed), hedge)  # type: ignore[arg-type]
    low = "−∞" if found.low is None else f"{found.low:f}"
    high = "∞" if found.high is None else f"{found.high:f}"
    return f"{'[' if found.low_closed else '('}{low}, {high}{']' if found.high_closed else ')'}"


def test_a_printed_number_stands_for_all_that_rounds_to_it():
    assert shown("98.39") == "[98.385, 98.395)"
    assert shown("44,350.00") == "[44349.995, 44350.005)"
    assert shown("52") == "[51.5, 52.5)"


def test_a_negative_number_is_closed_at_the_end_nearer_to_zero():
    assert shown("-2.5") == "(-2.55, -2.45]"


def test_zero_is_open_at_both_ends_since_halves_round_away_from_it():
    assert shown("0") == "(-0.5, 0.5)"
    assert shown("0.00") == "(-0.005, 0.005)"


@pytest.mark.parametrize(
    ("printed", "hedge", "interval"),
    [
        ("309", "around", "(308, 310)"),
        ("5,000", "around", "(4000, 6000)"),
        ("11.58", "around", "(11.57, 11.59)"),
        ("95", "around", "(94, 96)"),
        ("0", "around", "(-1, 1)"),
        ("5,000", "below_near", "(4000, 5000]"),
        ("95.5", "below_near", "(95.4, 95.5]"),
        ("2,100", "above", "(2100, ∞)"),
        ("95", "at_least", "[95, ∞)"),
        ("10", "at_most", "(−∞, 10]"),
        ("60", "below", "(−∞, 60)"),
    ],
)
def test_each_hedge_word_has_its_own_interval(printed, hedge, interval):
    assert shown(printed, hedge) == interval


def test_two_figures_agree_when_some_value_rounds_to_both():
    coarse, fine = printed_interval(Decimal("98.4")), printed_interval(Decimal("98.39"))
    assert coarse.meets(fine)
    assert fine.meets(coarse)


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        (Interval(Decimal(1), Decimal(2)), Interval(Decimal(2), Decimal(3)), True),
        (Interval(Decimal(1), Decimal(2), True, False), Interval(Decimal(2), Decimal(3)), False),
        (Interval(Decimal(1), Decimal(2)), Interval(Decimal(2), Decimal(3), False, True), False),
        (Interval(Decimal(1), Decimal(2), True, False), Interval(Decimal(2), Decimal(3), False), False),
        (Interval(Decimal(1), Decimal(2)), Interval(Decimal("2.01"), Decimal(3)), False),
        (Interval(None, Decimal(2)), Interval(Decimal(2), None), True),
        (Interval(None, Decimal(2), True, False), Interval(Decimal(2), None), False),
        (Interval(None, None), Interval(Decimal(2), Decimal(2)), True),
        (Interval(Decimal(0), Decimal(9)), Interval(Decimal(4), Decimal(5)), True),
    ],
)
def test_touching_ends_meet_only_when_both_belong_to_their_intervals(left, right, agree):
    assert left.meets(right) is agree
    assert right.meets(left) is agree


def test_95_or_more_agrees_with_95_but_more_than_95_does_not_agree_with_94():
    at_least, above = printed_interval(Decimal(95), "at_least"), printed_interval(Decimal(95), "above")
    assert at_least.meets(printed_interval(Decimal(95)))
    assert at_least.meets(printed_interval(Decimal("94.9"))) is False
    assert above.meets(printed_interval(Decimal(94))) is False


def test_an_interval_changes_units_whole():
    in_yuan = printed_interval(Decimal("44350.00")).scaled(Decimal(10000))
    assert (in_yuan.low, in_yuan.high) == (Decimal("443499950"), Decimal("443500050"))
    assert (in_yuan.low_closed, in_yuan.high_closed) == (True, False)
    assert printed_interval(Decimal(95), "at_least").scaled(Decimal("0.01")).high is None


def test_a_number_with_more_decimals_than_any_engine_keeps_still_agrees_with_itself():
    many = printed_interval(read_decimal("100." + "0" * 33))
    assert many.meets(many)
    assert many.meets(printed_interval(Decimal(100)))


printed_numbers = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=2) | st.integers(
    -(10**6), 10**6
).map(Decimal)


@settings(max_examples=100, deadline=None)
@given(printed_numbers, st.fractions(min_value=-2, max_value=2))
def test_a_value_lies_in_the_interval_exactly_when_it_rounds_to_the_number(printed, steps):
    places = decimals_of(printed)
    value = Fraction(printed) + steps / 10**places
    assert holds(printed_interval(printed), value) is (half_up(value, places) == printed)
