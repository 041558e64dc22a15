"""Building expressions: what is constant is folded, so that printed rules stay short; nothing else changes."""

from jixiao.core.kernel import expression as x

A, B = x.Column("a", 0, 100), x.Column("b", 0, 100)


def number(value: int) -> x.Constant:
    return x.Constant(value)


KNOWN_A, KNOWN_B = x.Known(A), x.Known(B)


def test_constants_of_a_sum_are_gathered_at_its_end():
    assert x.add(number(2), A, number(3)) == x.Sum((A, number(5)))


def test_sums_inside_sums_are_opened():
    assert x.add(x.add(A, number(1)), x.add(B, number(2))) == x.Sum((A, B, number(3)))


def test_nothing_is_added_to_a_single_term():
    assert x.add(A) == A
    assert x.add(A, number(0)) == A
    assert x.add(A, number(3), number(-3)) == A


def test_an_empty_sum_is_zero():
    assert x.add() == x.ZERO


def test_constants_of_a_product_are_multiplied_and_stand_on_the_right():
    assert x.multiply(number(2), number(3)) == number(6)
    assert x.multiply(number(2), A) == x.Product(A, number(2))
    assert x.multiply(x.multiply(A, 2), 3) == x.Product(A, number(6))


def test_a_product_with_one_is_the_factor_and_with_zero_is_zero():
    assert x.multiply(A, 1) == A
    assert x.multiply(A, 0) == x.ZERO


def test_a_constant_is_multiplied_into_a_sum():
    assert x.multiply(x.add(A, number(5)), 2) == x.Sum((x.Product(A, number(2)), number(10)))


def test_a_product_of_two_columns_stays():
    assert x.multiply(A, B) == x.Product(A, B)


def test_a_difference_is_a_sum():
    assert x.subtract(A, number(3)) == x.Sum((A, number(-3)))


def test_only_constant_quotients_are_folded_and_they_are_floors():
    assert x.quotient(number(7), number(2)) == number(3)
    assert x.quotient(A, x.ONE) == A
    assert x.quotient(A, number(2)) == x.Quotient(A, number(2))


def test_extremes_of_constants_are_folded_and_repeated_items_counted_once():
    assert x.least(number(3), number(2)) == number(2)
    assert x.greatest(number(3), number(2)) == number(3)
    assert x.least(A, A) == A
    assert x.greatest(A, B, A) == x.Extreme("greatest", (A, B))


def test_a_branch_that_is_certain_ends_the_choice():
    assert x.choose([(x.TRUE, A), (KNOWN_B, B)], x.ZERO) == A
    assert x.choose([(KNOWN_A, A), (x.TRUE, B)], x.ZERO) == x.Choice(((KNOWN_A, A),), B)


def test_a_branch_that_can_never_be_taken_falls_away():
    assert x.choose([(x.FALSE, A)], B) == B
    assert x.choose([(x.FALSE, A), (KNOWN_B, B)], x.ZERO) == x.Choice(((KNOWN_B, B),), x.ZERO)


def test_branches_at_the_end_that_give_the_same_as_otherwise_fall_away():
    assert x.choose([(KNOWN_A, A), (KNOWN_B, x.ZERO)], x.ZERO) == x.Choice(((KNOWN_A, A),), x.ZERO)


def test_a_branch_in_the_middle_that_gives_the_same_as_otherwise_stays_since_it_shields_the_next():
    branches = [(KNOWN_A, x.ZERO), (KNOWN_B, B)]
    assert x.choose(branches, x.ZERO) == x.Choice(tuple(branches), x.ZERO)


def test_comparisons_are_turned_so_that_printers_know_three_operators_only():
    assert x.compare(A, ">", B) == x.Compare("<", B, A)
    assert x.compare(A, ">=", B) == x.Compare("<=", B, A)
    assert x.compare(A, "==", B) == x.Compare("==", A, B)


def test_comparisons_of_constants_are_decided():
    two, three = number(2), number(3)
    decided = {"<": True, "<=": True, "==": False, ">=": False, ">": False}
    assert {sign: x.compare(two, sign, three) for sign in decided} == {  # type: ignore[arg-type]
        sign: x.Always(value) for sign, value in decided.items()
    }
    assert x.compare(two, "<=", two) == x.TRUE
    assert x.compare(two, "<", two) == x.FALSE


def test_conditions_that_decide_everything_stand_alone():
    assert x.every(KNOWN_A, x.FALSE) == x.FALSE
    assert x.some(KNOWN_A, x.TRUE) == x.TRUE


def test_conditions_that_decide_nothing_fall_away():
    assert x.every(KNOWN_A, x.TRUE) == KNOWN_A
    assert x.some(KNOWN_A, x.FALSE) == KNOWN_A
    assert x.every() == x.TRUE
    assert x.some() == x.FALSE


def test_nested_and_repeated_conditions_are_gathered():
    assert x.every(KNOWN_A, x.every(KNOWN_B, KNOWN_A)) == x.Every((KNOWN_A, KNOWN_B))
    assert x.some(x.some(KNOWN_A, KNOWN_B), KNOWN_B) == x.Some((KNOWN_A, KNOWN_B))
    # "all" inside "any" is another matter.
    assert x.some(x.every(KNOWN_A, KNOWN_B)) == x.Every((KNOWN_A, KNOWN_B))


def test_two_negations_cancel():
    assert x.negate(x.negate(KNOWN_A)) == KNOWN_A
    assert x.negate(x.TRUE) == x.FALSE
