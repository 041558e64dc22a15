"""Terms: printed figures as exact values in their base unit, with the interval that the print stands for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from jixiao.core.audit.place import Place
from jixiao.core.kernel.interval import Interval, printed_interval
from jixiao.core.kernel.numerals import EXACT, decimals_of, grouped, half_up, hedged

if TYPE_CHECKING:
    from jixiao.core.document.statement import StatedFact
    from jixiao.core.kernel.units import Unit
    from jixiao.core.ledger.concept import Vocabulary


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of a relation. `value`, `ulp` (one unit of the last printed place) and `interval` are in the base unit.

    `hedged` figures stand for a wide range; `hedge` is the word (约, 近, 超, 以上). `kind` says whether it stands in a
    table or in the text.
    """

    place: Place
    value: Decimal
    ulp: Decimal
    interval: Interval
    unit: Unit
    decimals: int
    label: str
    kind: str = "text"
    hedged: bool = False
    hedge: str = ""

    def printed(self, value: Fraction | Decimal) -> str:
        """A base value as this figure would print it: its unit, its decimals, rounded half up."""
        return f"{self.digits(value)}{_gap(self.unit.symbol)}{self.unit.symbol}"

    def digits(self, value: Fraction | Decimal) -> str:
        """The number alone, as this figure would print it."""
        return grouped(half_up(Fraction(value) / Fraction(self.unit.factor), self.decimals))

    def rounded(self, value: Fraction) -> Decimal:
        """A base value as it would be printed here, back in the base unit."""
        return EXACT.multiply(half_up(value / Fraction(self.unit.factor), self.decimals), self.unit.factor)

    def interval_of(self, value: Decimal) -> Interval:
        """What the figure would stand for if this base value were printed in its place."""
        half = EXACT.divide(self.ulp, Decimal(2))
        return Interval(EXACT.subtract(value, half), EXACT.add(value, half), value > 0, value < 0)

    def __str__(self) -> str:
        shown = self.printed(self.value)
        return hedged(shown, self.hedge)


def term(fact: StatedFact, document: int, vocabulary: Vocabulary) -> Term | None:
    """The figure of a stated fact as a term; None where its unit is unknown."""
    unit = vocabulary.units.get(fact.unit)
    if unit is None:
        return None
    figure = fact.figure
    hedge = vocabulary.hedges.get(figure.hedge) if figure.hedge else None
    decimals = decimals_of(figure.number)
    value = unit.to_base(figure.number)
    ulp, half = _last_place(unit.factor, decimals)
    if hedge is not None:
        interval = printed_interval(figure.number, hedge).scaled(unit.factor)
    elif unit.dimension.id == "count" and unit.factor == 1 and not decimals:
        # What is counted one by one is not rounded.
        interval = Interval(value, value)
    else:
        interval = Interval(EXACT.subtract(value, half), EXACT.add(value, half), value > 0, value < 0)
    return Term(
        Place(document, figure.start, figure.end),
        value,
        ulp,
        interval,
        unit,
        decimals,
        fact.label,
        fact.kind,
        hedge is not None,
        figure.hedge or "",
    )


@lru_cache(maxsize=256)
def _last_place(factor: Decimal, decimals: int) -> tuple[Decimal, Decimal]:
    """One unit of the last printed place in the base unit, and half of it."""
    ulp = EXACT.multiply(Decimal(1).scaleb(-decimals), factor)
    return ulp, EXACT.divide(ulp, Decimal(2))


def _gap(symbol: str) -> str:
    """Between a number and a unit of letters or Chinese stands a blank, before a percent sign none."""
    return "" if symbol in ("%", "％", "‰") else " "
