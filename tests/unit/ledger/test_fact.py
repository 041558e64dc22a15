"""A fact is a figure as printed; its value, its precision and its interval follow from that."""

from decimal import Decimal

import pytest

from tests.unit.filed import figure


def test_the_value_is_in_the_base_unit_and_exact():
    fact = figure("initial_budget", "44,350.00 万元")
    assert fact.value == Decimal("443500000")
    assert fact.integer == 44_350_000_000
    assert figure("execution_rate", "98.39 %").value == Decimal("0.9839")


def test_the_printed_decimals_are_kept():
    assert figure("initial_budget", "44,350.00 万元").decimals == 2
    assert figure("staff_in_post", "52 人").decimals == 0


@pytest.mark.parametrize(
    ("concept", "written", "step"),
    [
        ("initial_budget", "44,350.00 万元", 10_000),
        ("initial_budget", "888.3 万元", 100_000),
        ("initial_budget", "18189780.64 元", 1),
        ("initial_budget", "44,350 元", 100),
        ("execution_rate", "98.39 %", 10_000),
        ("execution_rate", "100 %", 1_000_000),
        ("staff_in_post", "52 人", 1),
        ("budget_adjustment", "-2,300.96 万元", 10_000),
    ],
)
def test_the_step_is_one_in_the_last_printed_place(concept, written, step):
    assert figure(concept, written).step == step


def test_the_interval_is_that_of_the_printed_number_in_the_base_unit():
    interval = figure("initial_budget", "44,350.00 万元").interval
    assert (interval.low, interval.high) == (Decimal("443499950"), Decimal("443500050"))


@pytest.mark.parametrize(
    "written", ["44,350.00 万元", "98.39 %", "约 309 家", "超过 2,100 家", "95 %以上", "不足 60 %"]
)
def test_a_fact_is_written_as_it_was_printed(written):
    concept = "satisfaction" if "%" in written else "initial_budget" if "元" in written else "petitions"
    spaced = written.replace("以上", " 以上")
    assert str(figure(concept, spaced)).replace(" ", "") == written.replace(" ", "")


def test_a_hedge_word_stands_where_documents_put_it():
    assert str(figure("satisfaction", "95 % 以上")) == "95 %以上"
    assert str(figure("satisfaction", "约 95 %")) == "约95 %"


def test_a_minus_sign_is_a_true_one():
    assert str(figure("budget_adjustment", "-2,300.96 万元")) == "−2,300.96 万元"
