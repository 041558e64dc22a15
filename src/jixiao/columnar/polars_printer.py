"""Printing expressions for Polars: 64-bit integers where every intermediate value fits, else 128-bit ones.

Polars overflows in silence, so each operation is cast to the width that its operands and its result need.
Its horizontal least and greatest pass over nulls, so they are taken only where nothing is null.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, assert_never

import polars as pl

from jixiao.columnar.ranges import Ranges, may_be_null
from jixiao.core.kernel import expression as x

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.columnar.sharing import Plan
    from jixiao.core.kernel.traversal import Node

    Rename = Callable[[str], str]


class PolarsPrinter:
    """Expressions over integer columns of a frame; null is unknown.

    `plan` names parts that are columns already (see `layers`); `rename` gives the frame's name of an input.
    """

    def __init__(self, plan: Plan | None = None, rename: Rename = str) -> None:
        """Print without shared parts unless a plan says otherwise."""
        self._plan = plan
        self._rename = rename
        self._ranges = Ranges()

    def integer(self, node: x.Integer) -> pl.Expr:
        """The expression of an integer: Int64, or Int128 where `Ranges.is_wide` says so."""
        name = self._plan.name(node) if self._plan else None
        return self.definition(node) if name is None else pl.col(name)

    def condition(self, node: x.Condition) -> pl.Expr:
        """The expression of a condition, with null for unknown."""
        name = self._plan.name(node) if self._plan else None
        return self._truth(node) if name is None else pl.col(name)

    def definition(self, node: x.Integer) -> pl.Expr:
        """The expression of a node itself, even where the plan has a name for it."""
        wide = self._ranges.computes_wide(node)
        match node:
            case x.Constant(value):
                return pl.lit(value, dtype=pl.Int128 if wide else pl.Int64)
            case x.Column(name):
                return pl.col(self._rename(name))
            case x.Sum(terms):
                return reduce(operator.add, [self._at(term, wide) for term in terms])
            case x.Product(left, right):
                return self._at(left, wide) * self._at(right, wide)
            case x.Quotient(dividend, divisor):
                floor = self._at(dividend, wide) // self._at(divisor, wide)
                is_narrowed = wide and not self._ranges.is_wide(node)
                return floor.cast(pl.Int64, wrap_numerical=True) if is_narrowed else floor
            case x.Extreme(which, items):
                return self._extreme(which == "least", items, wide)
            case x.Choice(branches, otherwise):
                return self._choice(branches, otherwise, wide)
            case _:
                assert_never(node)

    def _at(self, node: x.Integer, wide: bool) -> pl.Expr:
        """The operand in the width of its operation."""
        if isinstance(node, x.Constant):
            return pl.lit(node.value, dtype=pl.Int128 if wide else pl.Int64)
        printed = self.integer(node)
        return printed.cast(pl.Int128) if wide and not self._ranges.is_wide(node) else printed

    def _extreme(self, is_least: bool, items: tuple[x.Integer, ...], wide: bool) -> pl.Expr:
        certain = [self._at(item, wide) for item in items if not may_be_null(item)]
        open_ = [self._at(item, wide) for item in items if may_be_null(item)]
        result = open_[0] if open_ else certain.pop()
        if len(open_) > 1:
            known = reduce(operator.and_, [item.is_not_null() for item in open_])
            pick = pl.min_horizontal(open_) if is_least else pl.max_horizontal(open_)
            result = pl.when(known).then(pick)
        for item in certain:
            # A null is not beaten by a number: the comparison is null, and the null stays.
            beaten = item < result if is_least else item > result
            result = pl.when(beaten).then(item).otherwise(result)
        return result

    def _choice(self, branches: tuple[tuple[x.Condition, x.Integer], ...], otherwise: x.Integer, wide: bool) -> pl.Expr:
        first, value = branches[0]
        chain = pl.when(self.condition(first)).then(self._at(value, wide))
        for condition, value in branches[1:]:
            chain = chain.when(self.condition(condition)).then(self._at(value, wide))  # type: ignore[assignment]  # a chain either way
        return chain.otherwise(self._at(otherwise, wide))

    def _truth(self, node: x.Condition) -> pl.Expr:
        match node:
            case x.Always(value):
                return pl.lit(value)
            case x.Known(column):
                return pl.col(self._rename(column.name)).is_not_null()
            case x.Compare(relation, left, right):
                wide = self._ranges.is_wide(left) or self._ranges.is_wide(right)
                a, b = self._at(left, wide), self._at(right, wide)
                return a < b if relation == "<" else a <= b if relation == "<=" else a == b
            case x.Every(items):
                return reduce(operator.and_, map(self.condition, items))
            case x.Some(items):
                return reduce(operator.or_, map(self.condition, items))
            case x.Negation(item):
                return ~self.condition(item)
            case _:
                assert_never(node)

    def named(self, node: Node) -> pl.Expr:
        """The definition of a part that a plan names."""
        return self.definition(node) if isinstance(node, x.Integer) else self._truth(node)


def layers(plan: Plan, rename: Rename = str) -> list[list[pl.Expr]]:
    """For each layer of a plan, then for its outputs, the columns to add to the frame."""
    printer = PolarsPrinter(plan, rename)
    steps = [[printer.named(node).alias(name) for name, node in layer.items()] for layer in plan.layers]
    final = [
        (printer.integer(node) if isinstance(node, x.Integer) else printer.condition(node)).alias(name)
        for name, node in plan.outputs.items()
    ]
    return [*steps, final]
