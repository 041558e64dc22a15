"""Units and dimensions: exact in the base unit, whole numbers for the engines, and a limit on both ends."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.core.kernel.numerals import NumberFault
from jixiao.core.kernel.units import Dimension, Unit

MONEY = Dimension("money", "CNY", 2, Decimal("100000000000000"))
RATIO = Dimension("ratio", "RATIO", 8, Decimal("1000"))
COUNT = Dimension("count", "PIECE", 0, Decimal("10000000000"))
TEN_THOUSAND = Unit("万元", "CNY_10K", MONEY, Decimal("10000"), "ten thousand yuan")
PERCENT = Unit("%", "PERCENT", RATIO, Decimal("0.01"), "percent")


def test_money_becomes_fen():
    assert MONEY.to_integer(TEN_THOUSAND.to_base(Decimal("44350.00"))) == 44_350_000_000


def test_a_percentage_becomes_a_hundred_millionth_of_one():
    assert RATIO.to_integer(PERCENT.to_base(Decimal("98.39"))) == 98_390_000


def test_the_integer_gives_the_value_back():
    for dimension, value in ((MONEY, "443500000.01"), (RATIO, "0.98390001"), (COUNT, "52")):
        assert dimension.to_decimal(dimension.to_integer(Decimal(value))) == Decimal(value)


def test_a_value_on_the_limit_is_accepted_and_one_step_beyond_is_refused():
    assert MONEY.to_integer(Decimal("100000000000000")) == 10**16
    assert MONEY.to_integer(Decimal("-100000000000000")) == -(10**16)
    for beyond in ("100000000000000.01", "-100000000000000.01"):
        with pytest.raises(NumberFault, match="exceeds the limit 100,000,000,000,000"):
            MONEY.to_integer(Decimal(beyond))


def test_a_hundredth_of_a_fen_is_refused_not_rounded():
    assert MONEY.to_integer(Decimal("0.01")) == 1
    with pytest.raises(NumberFault, match="at most 2 decimals"):
        MONEY.to_integer(Decimal("0.001"))


def test_trailing_zeros_are_not_precision():
    assert MONEY.to_integer(Decimal("1.10000000000000000000")) == 110


def test_a_percentage_keeps_six_decimals_and_refuses_the_seventh():
    assert RATIO.to_integer(PERCENT.to_base(Decimal("98.123456"))) == 98_123_456
    with pytest.raises(NumberFault, match="at most 8 decimals"):
        RATIO.to_integer(PERCENT.to_base(Decimal("98.1234567")))


def test_half_a_person_is_refused():
    with pytest.raises(NumberFault, match="at most 0 decimals"):
        COUNT.to_integer(Decimal("0.5"))


def test_a_value_returns_to_the_unit_it_was_printed_in():
    assert TEN_THOUSAND.from_base(Decimal("443500000.00")) == Decimal("44350")
    assert PERCENT.from_base(Fraction(1, 8)) == Decimal("12.5")


def test_no_digit_is_lost_between_units():
    printed = Decimal("9999999999.9999")
    assert TEN_THOUSAND.to_base(printed) == Decimal("99999999999999")
    assert TEN_THOUSAND.from_base(TEN_THOUSAND.to_base(printed)) == printed
