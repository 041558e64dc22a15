"""The same score over smaller integers: what all terms share is divided out, exactly.

Spreadsheets compute with 53-bit floats and compare about 15 digits, the engines of this house with 128-bit integers. A
figure printed in 万元 with two decimals is a multiple of 10,000 fen, so its cell can count those multiples instead; the
factor then stands in the expression, and wherever both sides of a comparison or of a quotient share it, it goes.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, assert_never

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.traversal import largest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Combine = Callable[..., x.Integer]

# Both spreadsheet programs keep integers apart up to here: LibreOffice compares to 48 bits, Excel to 15 digits, and
# INT of a quotient of two such integers still falls on the right side (their ratio differs from a whole number by more
# than either program rounds away).
LIMIT = 10**14


class Scaling:
    """Replaces columns by multiples of what their cells count, and divides out what is shared.

    `multiples`: column name -> how many engine integers one count of the cell is worth; `cap`: the largest count that
    any cell may hold. A column without a multiple is absent: nobody states it, and it stays unknown.
    """

    def __init__(self, multiples: Mapping[str, int], cap: int) -> None:
        """Keep the multiples and the cap."""
        self.multiples = multiples
        self.cap = cap

    def integer(self, node: x.Integer) -> x.Integer:
        """The same value, over the cells' counts."""
        factor, rest = self._split(node)
        return _grown(rest, factor, 1)

    def condition(self, node: x.Condition) -> x.Condition:
        """The same condition, over the cells' counts."""
        match node:
            case x.Always():
                return node
            case x.Known(column):
                return x.Known(self.column(column))
            case x.Compare(operator, left, right):
                (a, above), (b, below) = self._split(left), self._split(right)
                shared = gcd(a, b) or 1
                return x.compare(_grown(above, a, shared), operator, _grown(below, b, shared))
            case x.Every(items):
                return x.every(*(self.condition(item) for item in items))
            case x.Some(items):
                return x.some(*(self.condition(item) for item in items))
            case x.Negation(item):
                return x.negate(self.condition(item))
            case _:
                assert_never(node)

    def column(self, column: x.Column) -> x.Column:
        """The column as its cell counts, within the cap."""
        multiple = self.multiples.get(column.name)
        if multiple is None:
            return x.Column(column.name, 0, 0)
        low, high = -(-column.low // multiple), column.high // multiple
        return x.Column(column.name, max(low, -self.cap), min(high, self.cap))

    def _split(self, node: x.Integer) -> tuple[int, x.Integer]:
        """A positive factor and what remains. What is zero or absent has the factor 0: it shares every factor."""
        match node:
            case x.Constant(value):
                return abs(value), x.Constant((value > 0) - (value < 0))
            case x.Column():
                return self.multiples.get(node.name, 0), self.column(node)
            case x.Sum(terms):
                return self._shared(terms, x.add)
            case x.Product(left, right):
                (a, first), (b, second) = self._split(left), self._split(right)
                return a * b, x.multiply(first, second)
            case x.Quotient():
                return self._quotient(node)
            case x.Extreme(which, items):
                return self._shared(items, x.least if which == "least" else x.greatest)
            case x.Choice(branches, otherwise):
                conditions = [self.condition(condition) for condition, _ in branches]
                values = (*(value for _, value in branches), otherwise)

                def chosen(*found: x.Integer) -> x.Integer:
                    return x.choose(list(zip(conditions, found[:-1], strict=True)), found[-1])

                return self._shared(values, chosen)
            case _:
                assert_never(node)

    def _quotient(self, node: x.Quotient) -> tuple[int, x.Integer]:
        """A quotient without what dividend and divisor share; a choice below the line is made before dividing.

        A veto puts 1 below the line in one branch, which shares nothing with the others: decided first, each branch
        has its own quotient and its own shared factor.
        """
        (a, above), (b, below) = self._split(node.dividend), self._split(node.divisor)
        choice = _choice_in(node.divisor)
        if choice is not None:
            conditions = tuple(condition for condition, _ in choice.branches)
            ways = [
                x.quotient(_taken(node.dividend, conditions, number), _taken(node.divisor, conditions, number))
                for number in range(len(conditions) + 1)
            ]
            last = _taken(node.divisor, conditions, len(conditions))
            if self._split(last)[0] > b:
                return self._split(x.choose(list(zip(conditions, ways[:-1], strict=True)), ways[-1]))
        shared = gcd(a, b) or 1
        return 1, x.quotient(_grown(above, a, shared), _grown(below, b, shared))

    def _shared(self, nodes: tuple[x.Integer, ...], build: Combine) -> tuple[int, x.Integer]:
        """What all nodes share, and the nodes put together without it."""
        found = [self._split(node) for node in nodes]
        shared = gcd(*(factor for factor, _ in found)) or 1
        return shared, build(*(_grown(rest, factor, shared) for factor, rest in found))


def _grown(rest: x.Integer, factor: int, shared: int) -> x.Integer:
    """What remains, times its factor as far as that is not shared."""
    return x.multiply(rest, factor // shared) if factor else rest


def _choice_in(node: x.Integer) -> x.Choice | None:
    """The first choice that a sum or product is made of."""
    match node:
        case x.Choice():
            return node
        case x.Sum(terms):
            return next((found for term in terms if (found := _choice_in(term))), None)
        case x.Product(left, right):
            return _choice_in(left) or _choice_in(right)
        case _:
            return None


def _taken(node: x.Integer, conditions: tuple[x.Condition, ...], number: int) -> x.Integer:
    """A sum or product in which every choice on these conditions has taken the branch of that number."""
    match node:
        case x.Choice(branches, otherwise) if tuple(condition for condition, _ in branches) == conditions:
            return otherwise if number == len(branches) else branches[number][1]
        case x.Sum(terms):
            return x.add(*(_taken(term, conditions, number) for term in terms))
        case x.Product(left, right):
            return x.multiply(_taken(left, conditions, number), _taken(right, conditions, number))
        case _:
            return node


def fitting(
    score: x.Integer, outcome: x.Integer, multiples: Mapping[str, int], counts: Mapping[str, int]
) -> Scaling | None:
    """The scaling with the widest cap under which every intermediate value stays exact in a spreadsheet.

    None when not even the counts at hand fit.
    """
    needed = max((abs(count) for count in counts.values()), default=0)
    for digits in range(14, -1, -1):
        scaling = Scaling(multiples, 10**digits)
        if scaling.cap < needed:
            return None
        if max(largest(scaling.integer(score)), largest(scaling.integer(outcome))) <= LIMIT:
            return scaling
    return None
