"""Money is whole fen: read exactly, written as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("words", "unit", "fen"),
    [
        ("12.5", 10_000, 12_500_000),
        ("1,234.56", 1, 123_456),
        ("￥１２．５", 10_000, 12_500_000),
        ("0.000001", 10_000, 1),
        ("-3", 1, -300),
        ("−3", 1, -300),
        ("0", 10_000, 0),
    ],
)
def test_amounts_are_read_to_the_fen(words, unit, fen):
    from jixiao.web.platform.money import fen_of

    assert fen_of(words, unit) == fen


@pytest.mark.parametrize("words", ["", "abc", "1e9", "NaN", "1,23", "0.0000001", "99999999999999", "=1+1", "9" * 60])
def test_what_is_no_amount_is_refused_in_words(words):
    from jixiao.web.platform.money import fen_of
    from jixiao.web.platform.refusals import Refused

    with pytest.raises(Refused):
        fen_of(words)


@given(st.integers(-(10**16), 10**16))
def test_an_input_reads_back_to_the_same_fen(fen):
    from jixiao.web.platform.money import as_input, fen_of

    assert fen_of(as_input(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (12_345_678, "12.35"),
        (5_000, "0.01"),
        (4_999, "0.00"),
        (-12_500_000, "−12.50"),
        (-1, "0.00"),
        (10**14, "100,000,000.00"),
    ],
)
def test_ten_thousands_are_rounded_half_up(fen, shown):
    from jixiao.web.platform.money import in_ten_thousands

    assert in_ten_thousands(fen) == shown


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("一般公共预算拨款", "general_public"), ("一般公共预算", "general_public"),
        ("政府性基金预算", "government_fund"),
        (" 国有资本经营预算 ", "state_capital"), ("general public budget", "general_public"), ("专款", None),
    ],
)  # fmt: skip
def test_money_goes_by_the_names_that_people_use(words, code):
    from jixiao.web.modules.budget import codes

    assert codes.fund_type(words) == code


def test_a_share_of_nothing_is_a_dash():
    from jixiao.web.platform.money import share

    assert (share(5, 0), share(1, 3), share(2, 3), share(0, 5)) == ("—", "33.33 %", "66.67 %", "0.00 %")


@pytest.mark.parametrize(
    ("spent", "light"), [(0, "bad"), (499, "bad"), (500, "warn"), (666, "warn"), (667, "good"), (1000, "good")]
)
def test_the_light_compares_the_rate_with_the_straight_line(spent, light):
    from jixiao.web.modules.budget.lights import light_of

    assert light_of(spent, 1000, 10).name == light


def test_there_is_no_light_before_the_first_month_is_over():
    from jixiao.web.modules.budget.lights import light_of

    assert (light_of(0, 1000, 0).name, light_of(0, 0, 5).name) == ("none", "none")
