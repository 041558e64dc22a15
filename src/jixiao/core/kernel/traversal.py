"""Looking through expressions: their parts, columns and bounds, and folding columns that never occur."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from jixiao.core.kernel import expression as x

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Node = x.Integer | x.Condition


def parts(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node."""
    match node:
        case x.Constant() | x.Column() | x.Always():
            return ()
        case x.Known(column):
            return (column,)
        case x.Sum(terms):
            return terms
        case x.Product(left, right) | x.Quotient(left, right) | x.Compare(_, left, right):
            return (left, right)
        case x.Extreme(_, items) | x.Every(items) | x.Some(items):
            return items
        case x.Choice(branches, otherwise):
            return (*(part for branch in branches for part in branch), otherwise)
        case x.Negation(item):
            return (item,)
        case _:
            assert_never(node)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for part in parts(node):
        yield from walk(part)


def columns(*nodes: Node) -> tuple[x.Column, ...]:
    """The columns that the nodes read, each once, in order of first use."""
    found = (part for node in nodes for part in walk(node) if isinstance(part, x.Column))
    return tuple(dict.fromkeys(found))


def bounds(node: x.Integer) -> tuple[int, int]:
    """The least and the greatest value that the expression can take, whatever the row."""
    return Extents().bounds(node)


def largest(*nodes: Node) -> int:
    """The largest magnitude of any intermediate value: decides how wide an engine's integers must be."""
    extents = Extents()
    return max(extents.largest(node) for node in nodes)


class Extents:
    """Bounds of expressions; parts that stand in several places are worked out once."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        # By identity: hashing a node walks all of it. The node is kept, so that its identity stays its own.
        self._known: dict[int, tuple[Node, int, int, int]] = {}

    def bounds(self, node: x.Integer) -> tuple[int, int]:
        """The least and the greatest value that the expression can take, whatever the row."""
        _, low, high, _ = self._of(node)
        return low, high

    def largest(self, node: Node) -> int:
        """The largest magnitude of any intermediate value."""
        return self._of(node)[3]

    def _of(self, node: Node) -> tuple[Node, int, int, int]:
        found = self._known.get(id(node))
        if found is None:
            low, high, biggest = self._extent(node)
            found = self._known[id(node)] = (node, low, high, max(biggest, abs(low), abs(high)))
        return found

    def _extent(self, node: Node) -> tuple[int, int, int]:
        """Least, greatest, and the largest magnitude met below the node."""
        below = [self._of(part) for part in parts(node)]
        biggest = max((extent[3] for extent in below), default=0)
        match node:
            case x.Constant(value):
                return value, value, 0
            case x.Column(_, low, high):
                return low, high, 0
            case x.Sum():
                # Engines add from left to right, so partial sums count as well.
                partial = sum(max(abs(extent[1]), abs(extent[2])) for extent in below)
                return sum(e[1] for e in below), sum(e[2] for e in below), max(biggest, partial)
            case x.Product() | x.Quotient():
                return (*_of_two(node, below[0][1:3], below[1][1:3]), biggest)
            case x.Extreme(which):
                pick = min if which == "least" else max
                return pick(e[1] for e in below), pick(e[2] for e in below), biggest
            case x.Choice(branches):
                values = [*below[1 : 2 * len(branches) : 2], below[-1]]
                return min(e[1] for e in values), max(e[2] for e in values), biggest
            case _:
                return 0, 0, biggest


def _of_two(node: x.Product | x.Quotient, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    if isinstance(node, x.Product):
        corners = [a * b for a in left for b in right]
        return min(corners), max(corners)
    return max(left[0], 0) // max(right[1], 1), left[1] // max(right[0], 1)


def without(node: x.Integer, absent: frozenset[str]) -> x.Integer:
    """The integer expression for inputs in which the named columns do not occur at all."""
    return given(node, dict.fromkeys(absent))


def condition_without(node: x.Condition, absent: frozenset[str]) -> x.Condition:
    """The condition for inputs in which the named columns do not occur at all."""
    return condition_given(node, dict.fromkeys(absent))


def given(node: x.Integer, values: Mapping[str, int | None]) -> x.Integer:
    """The integer expression once some columns are settled: to a value, or (None) to being unknown."""
    match node:
        case x.Constant():
            return node
        case x.Column(name):
            value = values.get(name)
            return node if value is None else x.Constant(value)
        case x.Sum(terms):
            return x.add(*(given(term, values) for term in terms))
        case x.Product(left, right):
            return x.multiply(given(left, values), given(right, values))
        case x.Quotient(dividend, divisor):
            return x.quotient(given(dividend, values), given(divisor, values))
        case x.Extreme(which, items):
            kept = tuple(given(item, values) for item in items)
            return x.least(*kept) if which == "least" else x.greatest(*kept)
        case x.Choice(branches, otherwise):
            kept_branches = [(condition_given(c, values), given(v, values)) for c, v in branches]
            return x.choose(kept_branches, given(otherwise, values))
        case _:
            assert_never(node)


def condition_given(node: x.Condition, values: Mapping[str, int | None]) -> x.Condition:
    """The condition once some columns are settled; see `given`."""
    match node:
        case x.Always():
            return node
        case x.Known(column):
            return x.Always(values[column.name] is not None) if column.name in values else node
        case x.Compare(operator, left, right):
            return x.compare(given(left, values), operator, given(right, values))
        case x.Every(items):
            return x.every(*(condition_given(item, values) for item in items))
        case x.Some(items):
            return x.some(*(condition_given(item, values) for item in items))
        case x.Negation(item):
            return x.negate(condition_given(item, values))
        case _:
            assert_never(node)
