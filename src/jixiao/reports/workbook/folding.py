"""An expression without what nobody states: ways of computing that need an absent input go, and formulas stay short.

Beyond `traversal.without`, which decides conditions, this sees values that can never be known: a sum with an absent
term is absent, and "the figure if it is known, else something absent" is the figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.traversal import condition_without, without

if TYPE_CHECKING:
    from collections.abc import Iterable

# Stands where a value can never be known; printers write it as an unknown.
ABSENT = x.Column("absent", 0, 0)


def folded(node: x.Integer, absent: frozenset[str]) -> x.Integer:
    """The expression for rows in which the absent columns never have a value."""
    return _value(without(node, absent), absent)


def _value(node: x.Integer, absent: frozenset[str]) -> x.Integer:
    match node:
        case x.Constant():
            return node
        case x.Column(name):
            return ABSENT if name in absent else node
        case x.Sum(terms):
            values = [_value(term, absent) for term in terms]
            return ABSENT if ABSENT in values else x.add(*values)
        case x.Product(left, right):
            values = [_value(left, absent), _value(right, absent)]
            return ABSENT if ABSENT in values else x.multiply(*values)
        case x.Quotient(dividend, divisor):
            values = [_value(dividend, absent), _value(divisor, absent)]
            return ABSENT if ABSENT in values else x.quotient(*values)
        case x.Extreme(which, items):
            values = [_value(item, absent) for item in items]
            picked = x.least if which == "least" else x.greatest
            return ABSENT if ABSENT in values else picked(*values)
        case x.Choice(branches, otherwise):
            kept = [(_condition(condition, absent), _value(value, absent)) for condition, value in branches]
            return _chosen(x.choose(kept, _value(otherwise, absent)))
        case _:
            assert_never(node)


def _chosen(node: x.Integer) -> x.Integer:
    """A choice that only asks whether its own figure is known is the figure."""
    if isinstance(node, x.Choice) and node.otherwise == ABSENT and len(node.branches) == 1:
        condition, value = node.branches[0]
        if isinstance(condition, x.Known) and condition.column == value:
            return value
    return node


def _condition(node: x.Condition, absent: frozenset[str]) -> x.Condition:
    match node:
        case x.Always() | x.Known():
            return condition_without(node, absent)
        case x.Compare(operator, left, right):
            return x.compare(_value(left, absent), operator, _value(right, absent))
        case x.Every(items):
            return x.every(*_conditions(items, absent))
        case x.Some(items):
            return x.some(*_conditions(items, absent))
        case x.Negation(item):
            return x.negate(_condition(item, absent))
        case _:
            assert_never(node)


def _conditions(items: Iterable[x.Condition], absent: frozenset[str]) -> list[x.Condition]:
    return [_condition(item, absent) for item in items]
