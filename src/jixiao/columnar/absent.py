"""Expressions for a table that lacks some of the columns: whatever needs them is unknown, and is left out.

`traversal.without` folds the questions whether a column is known; here the values that could only be null go too.
What remains of them is the one column `NULL`, which an engine fills with nulls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.traversal import columns, condition_without, without

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.kernel.traversal import Node

NULL = x.Column("null", 0, 0)
UNKNOWN = x.Compare("==", NULL, x.ZERO)


def integer_without(node: x.Integer, absent: frozenset[str]) -> x.Integer:
    """The integer in a table without these columns."""
    return _integer(without(node, absent), absent)


def truth_without(node: x.Condition, absent: frozenset[str]) -> x.Condition:
    """The condition in a table without these columns."""
    return _condition(condition_without(node, absent), absent)


def needs_null(nodes: Iterable[Node]) -> bool:
    """Whether the column of nulls is still read."""
    return NULL in columns(*nodes)


def _integer(node: x.Integer, absent: frozenset[str]) -> x.Integer:
    match node:
        case x.Constant():
            return node
        case x.Column(name):
            return NULL if name in absent else node
        case x.Sum(terms):
            items = tuple(_integer(term, absent) for term in terms)
            return NULL if NULL in items else x.Sum(items)
        case x.Product(left, right):
            a, b = _integer(left, absent), _integer(right, absent)
            return NULL if NULL in (a, b) else x.Product(a, b)
        case x.Quotient(dividend, divisor):
            a, b = _integer(dividend, absent), _integer(divisor, absent)
            return NULL if NULL in (a, b) else x.Quotient(a, b)
        case x.Extreme(which, parts):
            items = tuple(_integer(part, absent) for part in parts)
            return NULL if NULL in items else x.Extreme(which, items)
        case x.Choice(branches, otherwise):
            folded = [(_condition(c, absent), _integer(v, absent)) for c, v in branches]
            kept = [(c, v) for c, v in folded if not _is_never_true(c)]
            return x.choose(kept, _integer(otherwise, absent))
        case _:
            assert_never(node)


def _condition(node: x.Condition, absent: frozenset[str]) -> x.Condition:
    match node:
        case x.Always() | x.Known():
            return node
        case x.Compare(operator, left, right):
            a, b = _integer(left, absent), _integer(right, absent)
            return UNKNOWN if NULL in (a, b) else x.compare(a, operator, b)
        case x.Every(items):
            return x.every(*(_condition(item, absent) for item in items))
        case x.Some(items):
            return x.some(*(_condition(item, absent) for item in items))
        case x.Negation(item):
            inner = _condition(item, absent)
            return UNKNOWN if inner == UNKNOWN else x.negate(inner)
        case _:
            assert_never(node)


def _is_never_true(node: x.Condition) -> bool:
    """Whether a branch under this condition is never taken, because it is false or unknown in every row."""
    match node:
        case x.Every(items):
            return any(map(_is_never_true, items))
        case x.Some(items):
            return all(map(_is_never_true, items))
        case _:
            return node in (x.FALSE, UNKNOWN)
