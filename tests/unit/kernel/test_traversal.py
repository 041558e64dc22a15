"""Looking through expressions: columns, bounds that always hold, and folding columns that never occur."""

from hypothesis import given, settings

from jixiao.core.kernel import evaluation
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.traversal import bounds, columns, condition_without, largest, walk, without
from tests.unit.kernel.random_expressions import conditions, integers, known_rows, rows

A, B = x.Column("a", 0, 100), x.Column("b", -3, 7)


def test_columns_are_named_once_in_the_order_of_their_first_use():
    node = x.Choice(((x.Compare("<", B, A), x.Sum((A, B))),), x.Column("c", 0, 1))
    assert [column.name for column in columns(node)] == ["b", "a", "c"]


def test_columns_inside_conditions_count():
    condition = x.Negation(x.Every((x.Known(A), x.Some((x.Known(B), x.Compare("==", A, x.ZERO))))))
    assert [column.name for column in columns(condition)] == ["a", "b"]


def test_walking_meets_every_node():
    node = x.Sum((A, x.Product(B, x.Constant(2))))
    assert list(walk(node)) == [node, A, node.terms[1], B, x.Constant(2)]


def test_bounds_of_each_kind_of_node():
    assert bounds(x.Constant(-4)) == (-4, -4)
    assert bounds(A) == (0, 100)
    assert bounds(x.Sum((A, B))) == (-3, 107)
    assert bounds(x.Product(A, B)) == (-300, 700)
    assert bounds(x.Product(B, B)) == (-21, 49)
    assert bounds(x.Quotient(A, x.Constant(7))) == (0, 14)
    assert bounds(x.Extreme("least", (A, x.Constant(60)))) == (0, 60)
    assert bounds(x.Extreme("greatest", (A, x.Constant(60)))) == (60, 100)
    assert bounds(x.Choice(((x.Known(A), A),), x.Constant(-1))) == (-1, 100)


def test_the_largest_value_counts_what_is_met_on_the_way():
    # 100 x 100 is met, though the quotient is small; a comparison inside a choice is computed as well.
    assert largest(x.Quotient(x.Product(A, A), x.Constant(1000))) == 10_000
    compared = x.Compare("<", x.Product(A, x.Constant(50)), x.ZERO)
    assert largest(x.Choice(((compared, x.ONE),), x.ZERO)) == 5000


def test_the_largest_value_counts_partial_sums():
    # a - a cancels in the end, but an engine holds 100 on the way, and does not know that it is the same a.
    assert largest(x.Sum((A, x.Product(A, x.Constant(-1))))) == 200


def test_a_column_that_never_occurs_is_folded_away():
    node = x.choose([(x.Known(A), A), (x.Known(B), B)], x.ZERO)
    assert without(node, frozenset({"a"})) == x.Choice(((x.Known(B), B),), x.ZERO)
    assert without(node, frozenset({"a", "b"})) == x.ZERO


@settings(max_examples=80, deadline=None)
@given(integers(), known_rows)
def test_no_row_leads_out_of_the_bounds(node, row):
    low, high = bounds(node)
    value = evaluation.integer(node)(row)
    assert value is not None
    assert low <= value <= high
    assert largest(node) >= abs(value)


@settings(max_examples=80, deadline=None)
@given(integers(), rows)
def test_folding_a_column_that_is_always_unknown_changes_no_value(node, row):
    row = {**row, "a": None}
    folded = without(node, frozenset({"a"}))
    value = evaluation.integer(node)(row)
    # Folding may only make something known that was not (0 x unknown), never change what was.
    assert value is None or evaluation.integer(folded)(row) == value


@settings(max_examples=80, deadline=None)
@given(conditions(), rows)
def test_folding_changes_no_truth(condition, row):
    row = {**row, "a": None}
    truth = evaluation.condition(condition)(row)
    assert truth is None or evaluation.condition(condition_without(condition, frozenset({"a"})))(row) is truth
