"""Exact integer expressions: one definition of a score that every engine can print.

Only integers: sums, products, floor quotients of a non-negative dividend by a positive divisor, least, greatest,
choices on comparisons. A column may be unknown (null); comparisons follow Kleene's three-valued logic and a choice
takes a branch only when its condition is true, exactly as SQL and Polars do.

The builders (`add`, `multiply`, ...) fold constants, so that printed expressions stay small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Operator = Literal["<", "<=", "=="]


@dataclass(frozen=True, slots=True)
class Constant:
    """A whole number."""

    value: int


@dataclass(frozen=True, slots=True)
class Column:
    """An input by name; its integer lies in `low..high` whenever it is known."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of its terms."""

    terms: tuple[Integer, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """The product of two factors."""

    left: Integer
    right: Integer


@dataclass(frozen=True, slots=True)
class Quotient:
    """The floor of dividend / divisor; the dividend is never negative and the divisor always positive."""

    dividend: Integer
    divisor: Integer


@dataclass(frozen=True, slots=True)
class Extreme:
    """The least or the greatest of its items."""

    which: Literal["least", "greatest"]
    items: tuple[Integer, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The value of the first branch whose condition is true, else `otherwise`."""

    branches: tuple[tuple[Condition, Integer], ...]
    otherwise: Integer


@dataclass(frozen=True, slots=True)
class Always:
    """A condition that is decided beforehand."""

    value: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Whether a column has a value in this row."""

    column: Column


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two integers."""

    operator: Operator
    left: Integer
    right: Integer


@dataclass(frozen=True, slots=True)
class Every:
    """All conditions hold."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one condition holds."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """The condition does not hold."""

    item: Condition


Integer = Constant | Column | Sum | Product | Quotient | Extreme | Choice
Condition = Always | Known | Compare | Every | Some | Negation

ZERO = Constant(0)
ONE = Constant(1)
TRUE = Always(True)
FALSE = Always(False)


def add(*terms: Integer) -> Integer:
    """The sum, with nested sums opened and constants gathered."""
    constant = 0
    rest: list[Integer] = []
    for term in terms:
        for part in term.terms if isinstance(term, Sum) else (term,):
            if isinstance(part, Constant):
                constant += part.value
            else:
                rest.append(part)
    if constant or not rest:
        rest.append(Constant(constant))
    return rest[0] if len(rest) == 1 else Sum(tuple(rest))


def multiply(left: Integer, right: Integer | int) -> Integer:
    """The product, with constants folded and kept on the right."""
    right = Constant(right) if isinstance(right, int) else right
    if isinstance(left, Constant):
        left, right = right, left
    if not isinstance(right, Constant):
        return Product(left, right)
    if isinstance(left, Constant):
        return Constant(left.value * right.value)
    if right.value in (0, 1):
        return left if right.value else ZERO
    if isinstance(left, Product) and isinstance(left.right, Constant):
        return multiply(left.left, left.right.value * right.value)
    if isinstance(left, Sum):
        return add(*(multiply(term, right) for term in left.terms))
    return Product(left, right)


def subtract(left: Integer, right: Integer) -> Integer:
    """The difference."""
    return add(left, multiply(right, -1))


def quotient(dividend: Integer, divisor: Integer) -> Integer:
    """The floor quotient; folds only what is constant."""
    if divisor == ONE:
        return dividend
    if isinstance(dividend, Constant) and isinstance(divisor, Constant) and divisor.value:
        return Constant(dividend.value // divisor.value)
    return Quotient(dividend, divisor)


def least(*items: Integer) -> Integer:
    """The smallest of the items."""
    return _extreme("least", items)


def greatest(*items: Integer) -> Integer:
    """The largest of the items."""
    return _extreme("greatest", items)


def _extreme(which: Literal["least", "greatest"], items: tuple[Integer, ...]) -> Integer:
    unique = tuple(item for number, item in enumerate(items) if item not in items[:number])
    if all(isinstance(item, Constant) for item in unique):
        values = [item.value for item in unique if isinstance(item, Constant)]
        return Constant(min(values) if which == "least" else max(values))
    return unique[0] if len(unique) == 1 else Extreme(which, unique)


def choose(branches: list[tuple[Condition, Integer]], otherwise: Integer) -> Integer:
    """The first branch whose condition is true; decided branches are folded away."""
    kept: list[tuple[Condition, Integer]] = []
    for condition, value in branches:
        if condition == TRUE:
            otherwise = value
            break
        if condition != FALSE:
            kept.append((condition, value))
    while kept and kept[-1][1] == otherwise:
        kept.pop()
    return Choice(tuple(kept), otherwise) if kept else otherwise


def compare(left: Integer, operator: Literal["<", "<=", "==", ">=", ">"], right: Integer) -> Condition:
    """A comparison; `>` and `>=` are turned around so that printers know three operators only."""
    if operator in (">", ">="):
        return compare(right, "<" if operator == ">" else "<=", left)
    if isinstance(left, Constant) and isinstance(right, Constant):
        a, b = left.value, right.value
        return Always({"<": a < b, "<=": a <= b}.get(operator, a == b))
    return Compare(operator, left, right)  # type: ignore[arg-type]  # narrowed above


def every(*items: Condition) -> Condition:
    """All of the conditions."""
    return _gathered(items, Every, TRUE, FALSE)


def some(*items: Condition) -> Condition:
    """Any of the conditions."""
    return _gathered(items, Some, FALSE, TRUE)


def _gathered(
    items: tuple[Condition, ...], kind: type[Every] | type[Some], neutral: Always, decisive: Always
) -> Condition:
    # A list, not a set: hashing walks the whole of every condition, comparing stops at the first difference.
    kept: list[Condition] = []
    for item in items:
        for part in item.items if isinstance(item, kind) else (item,):
            if part == decisive:
                return decisive
            if part != neutral and part not in kept:
                kept.append(part)
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else kind(tuple(kept))


def negate(item: Condition) -> Condition:
    """The opposite condition."""
    if isinstance(item, Always):
        return Always(not item.value)
    return item.item if isinstance(item, Negation) else Negation(item)
