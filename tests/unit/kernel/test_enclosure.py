"""Enclosures: what an expression may give while columns lie in ranges; never too small, and exact in the end."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.kernel import evaluation
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.enclosure import Span, enclosure, is_constant, truths
from tests.unit.kernel.random_expressions import COLUMNS, conditions, integers

A, B = x.Column("a", 0, 10**16), x.Column("b", 0, 10**16)


def test_each_kind_of_node_has_its_enclosure():
    box = {"a": (2, 5), "b": (3, 4)}
    assert enclosure(x.Constant(7), box) == Span(7, 7)
    assert enclosure(A, box) == Span(2, 5)
    assert enclosure(x.Sum((A, B)), box) == Span(5, 9)
    assert enclosure(x.Product(A, x.Constant(-2)), box) == Span(-10, -4)
    assert enclosure(x.Quotient(A, B), box) == Span(0, 1)
    assert enclosure(x.Extreme("least", (A, B)), box) == Span(2, 4)
    assert enclosure(x.Extreme("greatest", (A, B)), box) == Span(3, 5)


def test_a_branch_that_cannot_be_taken_is_left_out_and_one_that_must_be_ends_the_choice():
    three = x.Choice(((x.compare(A, "<", x.Constant(2)), x.Constant(10)),), x.Constant(20))
    assert enclosure(three, {"a": (0, 1)}) == Span(10, 10)
    assert enclosure(three, {"a": (1, 2)}) == Span(10, 20)
    assert enclosure(three, {"a": (2, 9)}) == Span(20, 20)


def test_what_is_not_known_stays_unknown():
    box = {"a": (1, 2), "b": None}
    assert enclosure(x.Sum((A, B)), box) is None
    assert truths(x.compare(A, "<", B), box) == {None}
    assert truths(x.Known(B), box) == {False}
    assert enclosure(x.Choice(((x.compare(A, "<", B), A),), x.ZERO), box) == Span(0, 0)
    assert enclosure(x.Choice(((x.compare(A, "<", x.Constant(2)), B),), A), box) == Span(1, 2, True)


def test_a_comparison_is_open_only_where_the_ranges_overlap():
    assert truths(x.compare(A, "<=", B), {"a": (1, 3), "b": (3, 5)}) == {True}
    assert truths(x.compare(A, "<", B), {"a": (1, 3), "b": (3, 5)}) == {True, False}
    assert truths(x.compare(A, "<", B), {"a": (5, 6), "b": (3, 5)}) == {False}
    assert truths(x.compare(A, "==", B), {"a": (1, 3), "b": (4, 5)}) == {False}
    assert truths(x.compare(A, "==", B), {"a": (4, 4), "b": (4, 4)}) == {True}


def test_a_column_that_stands_twice_is_seen_through_by_halving():
    # a / (52 + a) > 10 % for every a from 6 on, however large.
    share = x.compare(x.multiply(A, 10), ">", x.add(A, x.Constant(52)))
    points = x.choose([(share, x.Constant(0))], x.Constant(50))
    assert is_constant([points], {"a": (6, 10**10)}, [0])
    assert is_constant([points], {"a": (5, 10**10)}, [0]) is False
    assert is_constant([points], {"a": (0, 5)}, [50])


def test_a_band_in_the_middle_is_found_though_both_ends_agree():
    inside = x.every(x.compare(A, ">=", x.Constant(40)), x.compare(A, "<=", x.Constant(41)))
    points = x.choose([(inside, x.ONE)], x.ZERO)
    assert is_constant([points], {"a": (0, 10**6)}, [0]) is False
    assert is_constant([points], {"a": (42, 10**6)}, [0])


def test_what_never_changes_but_cannot_be_decided_in_time_is_not_called_certain():
    # a x b = b x a, always; halving two huge ranges does not get there.
    even = x.choose([(x.compare(x.Product(A, B), "==", x.Product(B, A)), x.ONE)], x.ZERO)
    assert is_constant([even], {"a": (0, 10**16), "b": (0, 10**16)}, [1]) is False


ranges = {
    column.name: st.none()
    | st.tuples(st.integers(max(column.low, -4), 4), st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    for column in COLUMNS
}
boxes = st.fixed_dictionaries(ranges)


def rows_of(box):
    choices = [[None] if ends is None else range(ends[0], ends[1] + 1) for ends in box.values()]
    return [dict(zip(box, values, strict=True)) for values in product(*choices)]


@settings(max_examples=60, deadline=None)
@given(integers(), boxes)
def test_no_row_of_the_box_leads_out_of_the_enclosure(node, box):
    span = enclosure(node, box)
    for value in map(evaluation.integer(node), rows_of(box)):
        if value is None:
            assert span is None or span.may_be_unknown
        else:
            assert span is not None
            assert span.low <= value <= span.high


@settings(max_examples=60, deadline=None)
@given(conditions(), boxes)
def test_no_row_of_the_box_has_a_truth_that_was_not_foreseen(condition, box):
    assert set(map(evaluation.condition(condition), rows_of(box))) <= truths(condition, box)


@settings(max_examples=60, deadline=None)
@given(integers(), boxes)
def test_a_box_this_small_is_always_decided(node, box):
    values = set(map(evaluation.integer(node), rows_of(box)))
    for value in values:
        assert is_constant([node], box, [value]) is (len(values) == 1)
