"""What a hedged figure may mean, as the whole numbers that engines compute with."""

import pytest

from tests.unit.filed import figure

LOW, HIGH = 0, 10**10


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        ("52 人", 52, 52),
        ("约 309 人", 309, 309),
        ("约 310 人", 301, 319),
        ("近 310 人", 301, 310),
        ("超过 310 人", 311, HIGH),
        ("310 人 以上", 310, HIGH),
        ("310 人 以下", LOW, 310),
        ("不足 310 人", LOW, 309),
        ("1.5 万人 以上", 15_000, HIGH),
        ("约 1.5 万人", 14_001, 15_999),
        ("不足 0 人", 0, 0),
        ("约 5 人", 5, 5),
        ("约 10 人", 1, 19),
    ],
)
def test_a_hedge_makes_a_range_and_only_a_hedge_does(written, least, most):
    assert figure("staff_in_post", written).meant(LOW, HIGH) == (least, most)


def test_a_percentage_is_a_range_of_millionths_of_a_percent():
    one = 1_000_000
    assert figure("satisfaction", "95 % 以上").meant(0, 100 * one) == (95 * one, 100 * one)
    assert figure("satisfaction", "不足 95 %").meant(0, 100 * one) == (0, 95 * one - 1)
    assert figure("satisfaction", "约 95 %").meant(0, 100 * one) == (94 * one + 1, 96 * one - 1)


def test_the_range_stays_within_what_the_vocabulary_allows():
    one = 1_000_000
    assert figure("satisfaction", "约 100 %").meant(0, 100 * one) == (1, 100 * one)
    assert figure("satisfaction", "约 99.5 %").meant(0, 100 * one)[1] == 99_600_000 - 1


def test_a_figure_that_its_own_hedge_excludes_is_stood_for_by_its_neighbour():
    numbers = {"不足 60 人": 59, "60 人 以下": 60, "超过 60 人": 61, "60 人 以上": 60, "60 人": 60, "约 60 人": 60}
    assert {text: figure("staff_in_post", text).nearest_meant(LOW, HIGH) for text in numbers} == numbers
