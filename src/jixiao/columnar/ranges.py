"""How large the integers of an expression may get, and so how wide an engine must compute each of them.

The bounds of the core hold where a value is defined. An engine computes every row and masks afterwards, so
here a quotient whose divisor may be zero or negative counts with the full size of its dividend. Results are
remembered by node, because expressions share their parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from jixiao.core.kernel import expression as x

if TYPE_CHECKING:
    from collections.abc import Iterable

NARROW = 2**63 - 1
WIDE = 2**127 - 1

Range = tuple[int, int]


class Ranges:
    """Ranges and widths of integer nodes, each worked out once."""

    def __init__(self) -> None:
        """Start with nothing known. The nodes are kept, so that an id is never reused for another node."""
        self._known: dict[int, tuple[x.Integer, Range]] = {}
        self._wide: dict[int, tuple[x.Integer, bool]] = {}

    def of(self, node: x.Integer) -> Range:
        """The least and the greatest value in any row, defined or not."""
        if id(node) not in self._known:
            self._known[id(node)] = node, self._range(node)
        return self._known[id(node)][1]

    def size(self, *nodes: x.Integer) -> int:
        """The largest magnitude among the nodes' values."""
        return max((max(abs(low), abs(high)) for low, high in map(self.of, nodes)), default=0)

    def is_wide(self, node: x.Integer) -> bool:
        """Whether the value is kept in 128 bits; a quotient that fits is brought back to 64."""
        if id(node) not in self._wide:
            wide = self.size(node) > NARROW or (not isinstance(node, x.Quotient) and self.computes_wide(node))
            self._wide[id(node)] = node, wide
        return self._wide[id(node)][1]

    def computes_wide(self, node: x.Integer) -> bool:
        """Whether the operation itself - its operands, partial sums and result - needs 128 bits."""
        match node:
            case x.Constant() | x.Column():
                return self.size(node) > NARROW
            case x.Sum(terms):
                # Engines add from left to right: no partial sum exceeds the sum of the magnitudes.
                return self._any_wide(terms) or sum(map(self.size, terms)) > NARROW
            case x.Product(left, right):
                return self._any_wide((left, right)) or self.size(node) > NARROW
            case x.Quotient(dividend, divisor):
                return self._any_wide((dividend, divisor))
            case x.Extreme(_, items):
                return self._any_wide(items)
            case x.Choice(branches, otherwise):
                return self._any_wide((*(value for _, value in branches), otherwise))
            case _:
                assert_never(node)

    def _any_wide(self, nodes: Iterable[x.Integer]) -> bool:
        return any(self.is_wide(node) for node in nodes)

    def _range(self, node: x.Integer) -> Range:
        match node:
            case x.Constant(value):
                return value, value
            case x.Column(_, low, high):
                return low, high
            case x.Sum(terms):
                ranges = [self.of(term) for term in terms]
                return sum(low for low, _ in ranges), sum(high for _, high in ranges)
            case x.Product(left, right):
                corners = [a * b for a in self.of(left) for b in self.of(right)]
                return min(corners), max(corners)
            case x.Quotient(dividend, divisor):
                return _quotient(self.of(dividend), self.of(divisor))
            case x.Extreme(which, items):
                pick = min if which == "least" else max
                ranges = [self.of(item) for item in items]
                return pick(low for low, _ in ranges), pick(high for _, high in ranges)
            case x.Choice(branches, otherwise):
                ranges = [self.of(value) for _, value in branches] + [self.of(otherwise)]
                return min(low for low, _ in ranges), max(high for _, high in ranges)
            case _:
                assert_never(node)


def _quotient(dividend: Range, divisor: Range) -> Range:
    if dividend[0] >= 0 and divisor[0] > 0:
        return dividend[0] // divisor[1], dividend[1] // divisor[0]
    size = max(abs(dividend[0]), abs(dividend[1]))
    return -size, size


def may_be_null(node: x.Integer) -> bool:
    """Whether the value can be unknown in some row: a column in it, or a divisor that may be zero."""
    match node:
        case x.Constant():
            return False
        case x.Column() | x.Quotient():
            return True
        case x.Sum(terms):
            return any(map(may_be_null, terms))
        case x.Product(left, right):
            return may_be_null(left) or may_be_null(right)
        case x.Extreme(_, items):
            return any(map(may_be_null, items))
        case x.Choice(branches, otherwise):
            return any(may_be_null(value) for _, value in branches) or may_be_null(otherwise)
        case _:
            assert_never(node)
