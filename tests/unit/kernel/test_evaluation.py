"""Evaluating with unknowns: three-valued logic after Kleene, as SQL and Polars have it."""

from itertools import product

import pytest

from jixiao.core.kernel import evaluation
from jixiao.core.kernel import expression as x

A, B = x.Column("a", 0, 100), x.Column("b", 0, 100)
UNKNOWN = None

# Conditions that are true, false or unknown in the row below.
ROW = {"a": 5, "b": None}
TRUE_ = x.Compare("<=", A, x.Constant(5))
FALSE_ = x.Compare("<", A, x.Constant(5))
MAYBE = x.Compare("<", B, x.Constant(5))
TRUTHS = {True: TRUE_, False: FALSE_, UNKNOWN: MAYBE}


def truth(condition: x.Condition, row: dict[str, int | None] | None = None) -> bool | None:
    return evaluation.condition(condition)(ROW if row is None else row)


def value(node: x.Integer, row: dict[str, int | None] | None = None) -> int | None:
    return evaluation.integer(node)(ROW if row is None else row)


def test_a_column_is_what_the_row_says():
    assert value(A) == 5
    assert value(B) is UNKNOWN


def test_whether_a_column_is_known_is_never_unknown():
    assert truth(x.Known(A)) is True
    assert truth(x.Known(B)) is False


def test_zero_is_known():
    assert truth(x.Known(A), {"a": 0}) is True


@pytest.mark.parametrize("make", [x.Sum, lambda items: x.Product(*items), lambda items: x.Quotient(*items)])
def test_arithmetic_with_an_unknown_is_unknown(make):
    assert value(make((A, B))) is UNKNOWN
    assert value(make((B, A))) is UNKNOWN


@pytest.mark.parametrize("which", ["least", "greatest"])
def test_the_extreme_of_something_unknown_is_unknown(which):
    assert value(x.Extreme(which, (A, B, x.ZERO))) is UNKNOWN


def test_a_comparison_with_an_unknown_is_unknown():
    assert truth(MAYBE) is UNKNOWN
    assert truth(x.Compare("==", B, B)) is UNKNOWN


AND = {
    (True, True): True,
    (True, False): False,
    (True, UNKNOWN): UNKNOWN,
    (False, False): False,
    (False, UNKNOWN): False,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
OR = {
    (True, True): True,
    (True, False): True,
    (True, UNKNOWN): True,
    (False, False): False,
    (False, UNKNOWN): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}


@pytest.mark.parametrize(("left", "right"), AND)
def test_all_and_any_follow_the_tables_of_kleene_in_either_order(left, right):
    for one, two in ((left, right), (right, left)):
        assert truth(x.Every((TRUTHS[one], TRUTHS[two]))) is AND[left, right]
        assert truth(x.Some((TRUTHS[one], TRUTHS[two]))) is OR[left, right]


def test_the_opposite_of_unknown_is_unknown():
    assert [truth(x.Negation(TRUTHS[one])) for one in (True, False, UNKNOWN)] == [False, True, UNKNOWN]


def test_a_choice_takes_a_branch_only_when_its_condition_is_certainly_true():
    for one in (False, UNKNOWN):
        assert value(x.Choice(((TRUTHS[one], x.Constant(1)),), x.Constant(2))) == 2
    assert value(x.Choice(((TRUE_, x.Constant(1)),), x.Constant(2))) == 1


def test_a_choice_takes_the_first_of_several_true_branches():
    branches = ((MAYBE, x.Constant(1)), (TRUE_, x.Constant(2)), (TRUE_, x.Constant(3)))
    assert value(x.Choice(branches, x.Constant(4))) == 2


def test_a_choice_may_give_something_unknown_but_does_not_look_at_branches_it_does_not_take():
    assert value(x.Choice(((TRUE_, B),), A)) is UNKNOWN
    assert value(x.Choice(((FALSE_, B),), A)) == 5


def test_a_quotient_is_a_floor():
    assert [value(x.Quotient(x.Constant(n), x.Constant(4))) for n in (0, 3, 4, 7, 8)] == [0, 0, 1, 1, 2]


def test_a_quotient_by_zero_is_unknown_as_in_the_engines():
    assert value(x.Quotient(A, B), {"a": 5, "b": 0}) is UNKNOWN


def test_comparisons_hold_on_both_sides_and_on_the_line():
    for operator, truths in (("<", [True, False, False]), ("<=", [True, True, False])):
        found = [truth(x.Compare(operator, A, x.Constant(5)), {"a": n}) for n in (4, 5, 6)]  # type: ignore[arg-type]
        assert found == truths
    assert [truth(x.Compare("==", A, x.Constant(5)), {"a": n}) for n in (4, 5, 6)] == [False, True, False]


def test_integers_have_no_largest_value():
    big = 10**40
    assert value(x.Product(A, A), {"a": big}) == big**2


def test_a_decided_condition_needs_no_row():
    for one, row in product((True, False), ({}, ROW)):
        assert truth(x.Always(one), row) is one
