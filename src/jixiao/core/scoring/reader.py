"""Reading one row while explaining: what is known, what an expression gives, how a figure was printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel import evaluation
from jixiao.core.kernel.numerals import grouped, percent, shortest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.kernel import expression as x
    from jixiao.core.kernel.rational import Rational
    from jixiao.core.ledger.fact import Fact
    from jixiao.core.ledger.fact_set import Resolution
    from jixiao.core.ledger.filing import Judgement
    from jixiao.core.scoring.inputs import Input


@dataclass(frozen=True, slots=True)
class Binding:
    """An input with what the filing says of it; `integer` is None when nothing does.

    `resolution` covers the facts of the preferred kind of source, `overall` all of them.
    """

    input: Input
    integer: int | None
    fact: Fact | None = None
    resolution: Resolution | None = None
    judgement: Judgement | None = None
    overall: Resolution | None = None


class Reader:
    """One department's row, ready to be explained."""

    def __init__(self, bindings: Mapping[str, Binding]) -> None:
        """Keep the bindings by column name."""
        self.bindings = bindings
        self.row = {name: binding.integer for name, binding in bindings.items()}

    def holds(self, condition: x.Condition) -> bool:
        """Whether the condition is certainly true."""
        return evaluation.condition(condition)(self.row) is True

    def value(self, rational: Rational) -> Fraction | None:
        """The exact value, or None when something in it is unknown or its base is zero."""
        above = evaluation.integer(rational.above)(self.row)
        below = evaluation.integer(rational.below)(self.row)
        return None if above is None or not below else Fraction(above, below)

    def exact(self, rational: Rational) -> Fraction:
        """The exact value of something that is defined; raises `ArithmeticError` otherwise."""
        value = self.value(rational)
        if value is None:
            raise ArithmeticError("an undefined value was asked for while explaining")
        return value

    def binding(self, name: str) -> Binding:
        """What is bound to a column."""
        return self.bindings[name]

    def printed(self, name: str) -> str:
        """The figure as its source prints it, or its plain value when no fact stands behind it."""
        binding = self.bindings[name]
        if binding.fact is not None:
            return str(binding.fact)
        if binding.integer is None:
            return "？"
        return plain(binding.integer, binding.input)


def plain(integer: int, item: Input) -> str:
    """An engine integer as people write it: ratios as percentages, money in 万元."""
    exact = Fraction(integer, 10**item.scale)
    dimension = item.concept.dimension.id if item.concept else ""
    if dimension == "ratio":
        return percent(exact)
    if dimension == "money":
        return f"{grouped(Decimal(integer).scaleb(-item.scale - 4).normalize())} 万元"
    return shortest(exact)
