"""Evaluating integer expressions in Python, by closures, with unknown values as `None`.

This is one of the printers of the expression: the others (Polars, SQL) live in `jixiao.columnar`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from jixiao.core.kernel import expression as x

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Row = Mapping[str, int | None]
    Value = Callable[[Row], int | None]
    Truth = Callable[[Row], bool | None]


def integer(node: x.Integer) -> Value:
    """A function from a row (column name -> integer or None) to the value, or None when it is unknown."""
    match node:
        case x.Constant(value):
            return lambda row: value
        case x.Column(name):
            return lambda row: row[name]
        case x.Sum(terms):
            return _total([integer(term) for term in terms])
        case x.Product(left, right):
            return _both(integer(left), integer(right), lambda a, b: a * b)
        case x.Quotient(dividend, divisor):
            return _both(integer(dividend), integer(divisor), _floor)
        case x.Extreme(which, items):
            return _pick(min if which == "least" else max, [integer(item) for item in items])
        case x.Choice(branches, otherwise):
            return _choice([(condition(c), integer(v)) for c, v in branches], integer(otherwise))
        case _:
            assert_never(node)


def condition(node: x.Condition) -> Truth:
    """A function from a row to true, false or None (unknown)."""
    match node:
        case x.Always(value):
            return lambda row: value
        case x.Known(column):
            name = column.name
            return lambda row: row[name] is not None
        case x.Compare(operator, left, right):
            return _comparison(operator, integer(left), integer(right))
        case x.Every(items):
            return _connective([condition(item) for item in items], decisive=False)
        case x.Some(items):
            return _connective([condition(item) for item in items], decisive=True)
        case x.Negation(item):
            return _negation(condition(item))
        case _:
            assert_never(node)


def _floor(dividend: int, divisor: int) -> int | None:
    # The engines answer null for a zero divisor; a definition guards against it, so this is never shown.
    return dividend // divisor if divisor else None


def _both(left: Value, right: Value, operation: Callable[[int, int], int | None]) -> Value:
    def value(row: Row) -> int | None:
        a, b = left(row), right(row)
        return None if a is None or b is None else operation(a, b)

    return value


def _total(terms: list[Value]) -> Value:
    def value(row: Row) -> int | None:
        total = 0
        for term in terms:
            part = term(row)
            if part is None:
                return None
            total += part
        return total

    return value


def _pick(which: Callable[[list[int]], int], items: list[Value]) -> Value:
    def value(row: Row) -> int | None:
        values = [item(row) for item in items]
        known = [item for item in values if item is not None]
        return which(known) if len(known) == len(values) else None

    return value


def _choice(branches: list[tuple[Truth, Value]], otherwise: Value) -> Value:
    def value(row: Row) -> int | None:
        for holds, branch in branches:
            if holds(row) is True:
                return branch(row)
        return otherwise(row)

    return value


def _comparison(operator: x.Operator, left: Value, right: Value) -> Truth:
    def truth(row: Row) -> bool | None:
        a, b = left(row), right(row)
        if a is None or b is None:
            return None
        return a < b if operator == "<" else a <= b if operator == "<=" else a == b

    return truth


def _connective(items: list[Truth], *, decisive: bool) -> Truth:
    def truth(row: Row) -> bool | None:
        unknown = False
        for item in items:
            value = item(row)
            if value is decisive:
                return decisive
            unknown = unknown or value is None
        return None if unknown else not decisive

    return truth


def _negation(item: Truth) -> Truth:
    def truth(row: Row) -> bool | None:
        value = item(row)
        return None if value is None else not value

    return truth
