"""Rationals: exact sums, quotients and comparisons of columns, and the one rounding at the end."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.kernel import evaluation
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import half_up
from jixiao.core.kernel.rational import Rational, choose_rational, round_half_up

A, B, C = (x.Column(name, 0, 10**6) for name in "abc")
SPENT = Rational(A, x.Constant(100))
BUDGET = Rational(B, x.Constant(100))


def value(rational: Rational, **row: int) -> Fraction:
    above = evaluation.integer(rational.above)(row)
    below = evaluation.integer(rational.below)(row)
    assert above is not None
    assert below is not None
    assert below > 0
    return Fraction(above, below)


def rounded(*terms: Rational, places: int = 2, **row: int) -> int | None:
    return evaluation.integer(round_half_up(terms, places))(row)


def test_constants_are_exact():
    third = Rational.of(Fraction(1, 3))
    assert value(third.plus(third).plus(third)) == 1


def test_a_sum_over_the_same_base_keeps_the_base():
    total = SPENT.plus(BUDGET)
    assert total.below == x.Constant(100)
    assert value(total, a=150, b=50) == 2


def test_a_sum_over_two_constants_goes_over_their_least_common_multiple():
    total = Rational(A, x.Constant(4)).plus(Rational(B, x.Constant(6)))
    assert total.below == x.Constant(12)
    assert value(total, a=1, b=1) == Fraction(5, 12)


def test_quarters_over_one_budget_are_summed_over_that_budget_once():
    first = Rational(A, B).times(Fraction(1, 25))
    second = Rational(C, B).times(Fraction(1, 50))
    total = first.plus(second)
    assert total.below == x.Product(B, x.Constant(50))
    assert value(total, a=1, b=7, c=3) == Fraction(1, 175) + Fraction(3, 350)


def test_a_sum_over_different_columns_multiplies_them():
    assert value(Rational(A, B).plus(Rational(A, C)), a=1, b=2, c=3) == Fraction(5, 6)


def test_a_difference_may_be_negative():
    assert value(SPENT.minus(BUDGET), a=1, b=3) == Fraction(-2, 100)


def test_a_quotient_of_two_figures_over_one_base_drops_the_base():
    rate = SPENT.over(BUDGET)
    assert (rate.above, rate.below) == (A, B)


def test_limits_hold_from_both_sides():
    capped = SPENT.at_most(1)
    assert [value(capped, a=n) for n in (99, 100, 101)] == [Fraction(99, 100), 1, 1]
    held = SPENT.minus(Rational.of(1)).at_least(0)
    assert [value(held, a=n) for n in (99, 100, 101)] == [0, 0, Fraction(1, 100)]


def test_a_comparison_is_exact_on_the_line():
    below_a_third = Rational(A, B).relates("<", Fraction(1, 3))
    truth = evaluation.condition(below_a_third)
    assert [truth({"a": n, "b": 300_000}) for n in (99_999, 100_000, 100_001)] == [True, False, False]


def test_only_whole_steps_are_counted():
    assert [value(SPENT.whole_steps(), a=n) for n in (0, 99, 100, 199, 200)] == [0, 0, 1, 1, 2]


def test_a_choice_between_constants_goes_over_one_base():
    chosen = choose_rational([(x.Known(A), Rational.of(Fraction(1, 2)))], Rational.of(Fraction(1, 3)))
    assert chosen.below == x.Constant(6)
    assert value(chosen, a=1) == Fraction(1, 2)


def test_a_choice_between_columns_chooses_above_and_below_the_line_alike():
    chosen = choose_rational([(x.compare(A, "<", C), Rational(A, B))], Rational(C, x.Constant(7)))
    assert value(chosen, a=1, b=5, c=2) == Fraction(1, 5)
    assert value(chosen, a=3, b=5, c=2) == Fraction(2, 7)


def test_ties_round_up():
    thousandths = Rational(A, x.Constant(1000))
    assert [rounded(thousandths, a=n) for n in (1124, 1125, 1126, 1134, 1135)] == [112, 113, 113, 113, 114]


def test_rounding_takes_whole_units_out_first_which_changes_nothing():
    policy, rate = Rational(C, x.Constant(100)), Rational(A, B)
    score = round_half_up((rate, policy), 2)
    # The denominator in the quotient is the budget alone, not budget x 100.
    assert isinstance(score, x.Sum)
    assert C in score.terms
    assert rounded(rate, policy, a=296, b=1950, c=100) == 115


def test_whole_units_alone_need_no_rounding():
    assert round_half_up((Rational(A, x.Constant(100)), Rational(B)), 2) == x.Sum((A, x.Product(B, x.Constant(100))))


def test_terms_are_rounded_together_not_one_by_one():
    third = Rational(A, x.Constant(3))
    assert rounded(third, third, third, a=1) == 100
    assert rounded(third, third, a=1) == 67


fractions = st.fractions(min_value=0, max_value=1000, max_denominator=10**6)


@settings(max_examples=100, deadline=None)
@given(st.lists(fractions, min_size=1, max_size=4), st.integers(0, 4))
def test_rounding_equals_rounding_the_exact_sum(parts, places):
    exact = sum(parts, Fraction(0))
    score = round_half_up(tuple(Rational.of(part) for part in parts), places)
    assert evaluation.integer(score)({}) == int(half_up(exact, places).scaleb(places))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 10**6), fractions)
def test_whatever_the_figures_arithmetic_is_that_of_fractions(a, b, c, factor):
    row = {"a": a, "b": b, "c": c}
    rate, amount = Rational(A, B), Rational(C, x.Constant(100))
    of_rate, of_amount = Fraction(a, b), Fraction(c, 100)
    assert value(rate.plus(amount), **row) == of_rate + of_amount
    assert value(rate.minus(amount), **row) == of_rate - of_amount
    assert value(rate.times(factor), **row) == of_rate * factor
    assert value(rate.at_most(factor), **row) == min(of_rate, factor)
    assert value(rate.at_least(factor), **row) == max(of_rate, factor)
    assert value(amount.over(Rational(B)), **row) == of_amount / b
    assert value(rate.whole_steps(), **row) == a // b


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6), fractions, st.sampled_from(("<", "<=", "==", ">=", ">")))
def test_whatever_the_figures_comparisons_are_those_of_fractions(a, b, limit, relation):
    exact = Fraction(a, b)
    expected = {
        "<": exact < limit,
        "<=": exact <= limit,
        "==": exact == limit,
        ">=": exact >= limit,
        ">": exact > limit,
    }[relation]
    assert evaluation.condition(Rational(A, B).relates(relation, limit))({"a": a, "b": b}) is expected
