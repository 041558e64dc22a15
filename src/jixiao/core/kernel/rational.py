"""Rational expressions: a pair of integer expressions, and the single rounding at the end.

Comparisons cross-multiply and nothing is divided before `round_half_up`, so no digit is ever lost.
The denominator of a rational is positive wherever the value is defined; who builds one with a column below
the line adds that condition to the definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

from jixiao.core.kernel import expression as x

Relation = Literal["<", "<=", "==", ">=", ">"]


@dataclass(frozen=True, slots=True)
class Rational:
    """`above / below`, exact."""

    above: x.Integer
    below: x.Integer = x.ONE

    @staticmethod
    def of(value: Fraction | int) -> Rational:
        """A constant."""
        exact = Fraction(value)
        return Rational(x.Constant(exact.numerator), x.Constant(exact.denominator))

    def plus(self, other: Rational) -> Rational:
        """The sum, over the least common denominator where both are constant."""
        if self.below == other.below:
            return Rational(x.add(self.above, other.above), self.below)
        (base, mine), (other_base, theirs) = _factored(self.below), _factored(other.below)
        if base == other_base:
            common = lcm(mine, theirs)
            left = x.multiply(self.above, common // mine)
            right = x.multiply(other.above, common // theirs)
            return Rational(x.add(left, right), x.multiply(base, common))
        left, right = x.multiply(self.above, other.below), x.multiply(other.above, self.below)
        return Rational(x.add(left, right), x.multiply(self.below, other.below))

    def times(self, factor: Fraction | int) -> Rational:
        """The product with a constant."""
        exact = Fraction(factor)
        if isinstance(self.above, x.Constant) and isinstance(self.below, x.Constant):
            return Rational.of(exact * self.above.value / self.below.value)
        return Rational(x.multiply(self.above, exact.numerator), x.multiply(self.below, exact.denominator))

    def minus(self, other: Rational) -> Rational:
        """The difference."""
        return self.plus(other.times(-1))

    def over(self, other: Rational) -> Rational:
        """The quotient; the caller guards that `other` is positive."""
        if self.below == other.below:
            return Rational(self.above, other.above)
        return Rational(x.multiply(self.above, other.below), x.multiply(self.below, other.above))

    def at_most(self, limit: Fraction | int) -> Rational:
        """The value, but not more than a constant."""
        return self._held(Fraction(limit), x.least)

    def at_least(self, limit: Fraction | int) -> Rational:
        """The value, but not less than a constant."""
        return self._held(Fraction(limit), x.greatest)

    def _held(self, limit: Fraction, which: object) -> Rational:
        bound = x.multiply(self.below, limit.numerator)
        value = x.multiply(self.above, limit.denominator)
        held = x.least(value, bound) if which is x.least else x.greatest(value, bound)
        return Rational(held, x.multiply(self.below, limit.denominator))

    def relates(self, relation: Relation, other: Fraction | int | Rational) -> x.Condition:
        """A comparison by cross-multiplication."""
        right = other if isinstance(other, Rational) else Rational.of(other)
        if self.below == right.below:
            return x.compare(self.above, relation, right.above)
        return x.compare(x.multiply(self.above, right.below), relation, x.multiply(right.above, self.below))

    def whole_steps(self) -> Rational:
        """The floor, for a value that is never negative."""
        return Rational(x.quotient(self.above, self.below))


def _factored(below: x.Integer) -> tuple[x.Integer, int]:
    """A denominator as base x constant, so that sums over the same base stay small."""
    if isinstance(below, x.Constant):
        return x.ONE, below.value
    if isinstance(below, x.Product) and isinstance(below.right, x.Constant):
        return below.left, below.right.value
    return below, 1


def choose_rational(branches: list[tuple[x.Condition, Rational]], otherwise: Rational) -> Rational:
    """The first branch whose condition is true; constant denominators are brought to one."""
    values = [value for _, value in branches] + [otherwise]
    belows = [value.below for value in values]
    if all(isinstance(below, x.Constant) for below in belows):
        common = lcm(*(below.value for below in belows if isinstance(below, x.Constant)))
        level = [x.multiply(v.above, common // v.below.value) for v in values if isinstance(v.below, x.Constant)]
        picked = x.choose([(c, a) for (c, _), a in zip(branches, level, strict=False)], level[-1])
        return Rational(picked, x.Constant(common))
    above = x.choose([(condition, value.above) for condition, value in branches], otherwise.above)
    below = x.choose([(condition, value.below) for condition, value in branches], otherwise.below)
    return Rational(above, below)


def round_half_up(terms: tuple[Rational, ...], places: int) -> x.Integer:
    """The sum of the terms in units of `10 ** -places`, rounded once, half up; the sum is never negative.

    Terms that are whole multiples of that unit are added after the rounding: that changes nothing
    (round(a + k) = round(a) + k) and keeps the integers of the engines small.
    """
    unit = 10**places
    whole: list[x.Integer] = []
    rest: Rational | None = None
    for term in terms:
        if isinstance(term.below, x.Constant) and unit % term.below.value == 0:
            whole.append(x.multiply(term.above, unit // term.below.value))
        else:
            rest = term if rest is None else rest.plus(term)
    if rest is None:
        return x.add(*whole)
    doubled = x.add(x.multiply(rest.above, 2 * unit), rest.below)
    return x.add(*whole, x.quotient(doubled, x.multiply(rest.below, 2)))
