"""Printed numbers: what is read, what is refused, and how everything is rounded (half up, 四舍五入)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.core.kernel.numerals import (
    NumberFault,
    brief,
    decimals_of,
    grouped,
    half_up,
    percent,
    read_decimal,
    read_fraction,
    share,
    shortest,
)

READ = [
    ("0", "0"),
    ("44,350.00", "44350.00"),
    ("1,234,567.8", "1234567.8"),
    ("44350", "44350"),
    ("007", "7"),
    ("+12.5", "12.5"),
    ("-2,300.96", "-2300.96"),
    ("−2,300.96", "-2300.96"),
    (" 98.39 ", "98.39"),
    ("9" * 40, "9" * 40),
]

REFUSED = [
    "",
    " ",
    "-",
    ".5",
    "5.",
    "1e5",
    "1E+5",
    "NaN",
    "Infinity",
    "0x1F",
    "1_000",
    "1 000",
    "44 350.00",
    "44，350.00",
    "44,35.00",
    "4,4350",
    ",350",
    "1,234567",
    "1,234.5,6",
    "1.2.3",
    "--5",
    "１２",
    "一百",
    "12万",
    "12%",
    "٣",
    "9" * 41,
]


@pytest.mark.parametrize(("printed", "value"), READ)
def test_a_plain_number_is_read_exactly(printed, value):
    assert read_decimal(printed) == Decimal(value)


@pytest.mark.parametrize("printed", REFUSED)
def test_anything_but_a_plain_number_is_refused(printed):
    with pytest.raises(NumberFault):
        read_decimal(printed)


def test_a_refusal_speaks_both_languages_and_shows_what_it_was_given():
    with pytest.raises(NumberFault) as caught:
        read_decimal("1e5")
    assert "“1e5”" in caught.value.text.zh
    assert "“1e5”" in caught.value.text.en


def test_a_refusal_does_not_repeat_a_whole_page():
    with pytest.raises(NumberFault) as caught:
        read_decimal("x" * 10_000)
    assert len(caught.value.text.zh) < 100


def test_the_decimals_are_those_printed():
    assert [decimals_of(read_decimal(word)) for word in ("44,350.00", "888.3", "52", "0.50")] == [2, 1, 0, 2]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("90%", Fraction(9, 10)),
        ("90 %", Fraction(9, 10)),
        ("0.5", Fraction(1, 2)),
        ("1/3", Fraction(1, 3)),
        (" 2 / 6 ", Fraction(1, 3)),
        ("12.5%", Fraction(1, 8)),
        ("-10%", Fraction(-1, 10)),
        (25, Fraction(25)),
        (Decimal("0.7"), Fraction(7, 10)),
    ],
)
def test_a_threshold_is_read_exactly_however_it_is_written(written, value):
    assert read_fraction(written) == value


@pytest.mark.parametrize("written", ["", "%", "50%%", "1/0", "1/", "/3", "1/2/3", "1/3%", "1e2", "half"])
def test_a_threshold_that_is_no_number_is_refused(written):
    with pytest.raises(NumberFault):
        read_fraction(written)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("1.125", 2, "1.13"),
        ("-1.125", 2, "-1.13"),
        ("1.12499999999999999999", 2, "1.12"),
        ("1.135", 2, "1.14"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("-2.5", 0, "-3"),
        ("0.004", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        ("5.14905", 2, "5.15"),
    ],
)
def test_a_tie_rounds_away_from_zero_on_both_sides(value, places, rounded):
    assert str(half_up(Fraction(value), places)) == rounded


def test_rounding_never_sees_a_float():
    # 1.005 as a float lies below the tie; as it is printed, it lies on it.
    assert str(half_up(Fraction("1.005"), 2)) == "1.01"


def test_zero_has_no_sign():
    assert str(half_up(Fraction(-1, 1000), 2)) == "0.00"
    assert percent(Fraction(-1, 10**6)) == "0.00 %"


def test_numbers_are_grouped_by_thousands_with_a_true_minus_sign():
    assert grouped(Decimal("1234567.80")) == "1,234,567.80"
    assert grouped(Decimal("-2300.96")) == "−2,300.96"
    assert grouped(Decimal("999.995"), 2) == "1,000.00"


def test_what_is_written_is_read_back():
    for word in ("1,234,567.80", "−2,300.96", "0.00"):
        assert grouped(read_decimal(word)) == word


def test_a_ratio_is_written_as_a_percentage():
    assert percent(Fraction(16, 68)) == "23.53 %"
    assert percent(Fraction(40, 78)) == "51.28 %"
    assert percent(Fraction(1, 3), 0) == "33 %"
    assert percent(Fraction(-1, 8)) == "−12.50 %"


def test_an_exact_value_is_written_with_as_few_digits_as_it_needs():
    assert shortest(Fraction(9, 10)) == "0.9"
    assert shortest(Fraction(25)) == "25"
    assert shortest(Fraction(3, 8)) == "0.375"
    assert shortest(Fraction(12345)) == "12,345"
    assert shortest(Fraction(-1, 2)) == "−0.5"


def test_a_value_that_never_ends_is_written_as_a_fraction():
    assert shortest(Fraction(1, 3)) == "1/3"
    assert shortest(Fraction(-2, 7)) == "−2/7"


def test_a_share_is_written_as_briefly_as_it_can_be():
    assert share(Fraction(9, 10)) == "90 %"
    assert share(Fraction(1, 8)) == "12.5 %"
    assert share(Fraction(1, 3)) == "100/3 %"


def test_an_explanation_shows_few_digits_whole_and_many_with_an_ellipsis():
    assert brief(Fraction("5.14905")) == "5.14905"
    assert brief(Fraction(296, 1950)) == "0.151795…"
    assert brief(Fraction(2, 3)) == "0.666667…"
