"""Warnings by month, and of money and goals that drift apart: on both sides of each line."""

from fractions import Fraction

import pytest

from jixiao.core.monitoring.warnings import drifting, slow

LINES = {4: Fraction(1, 4), 6: Fraction(2, 5), 8: Fraction(3, 5), 10: Fraction(4, 5)}


@pytest.mark.parametrize(
    ("spent", "month", "warns"),
    [
        (0, 3, False), (249, 4, True), (250, 4, False), (249, 5, True), (399, 7, True), (400, 7, False),
        (599, 8, True), (600, 9, False), (799, 12, True), (800, 12, False),
    ],
)  # fmt: skip
def test_the_last_line_that_is_past_holds(spent, month, warns):
    assert (slow(spent, 1000, month, LINES) is not None) == warns


def test_without_a_budget_there_is_no_warning():
    assert slow(0, 0, 8, LINES) is None
    assert drifting(0, 0, [Fraction(1)], Fraction(1, 10)) is None
    assert drifting(1, 2, [], Fraction(1, 10)) is None


@pytest.mark.parametrize(
    ("spent", "done", "warns"),
    [(50, ["0.6"], False), (50, ["0.61"], True), (50, ["0.4"], False), (50, ["0.39"], True), (90, ["3", "1"], False)],
)
def test_money_and_goals_may_be_ten_points_apart(spent, done, warns):
    found = drifting(spent, 100, [Fraction(one) for one in done], Fraction(1, 10))
    assert (found is not None) == warns
