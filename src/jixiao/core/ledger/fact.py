"""Facts: one figure, of one concept, for one period, from one place. The words are XBRL's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.interval import Interval, printed_interval
from jixiao.core.kernel.numerals import decimals_of, grouped

if TYPE_CHECKING:
    from decimal import Decimal

    from jixiao.core.kernel.citation import Citation
    from jixiao.core.kernel.interval import HedgeKind
    from jixiao.core.kernel.period import Period
    from jixiao.core.kernel.units import Unit
    from jixiao.core.ledger.concept import Concept


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure as printed; its value in the base unit and its interval follow from that."""

    concept: Concept
    entity: str
    period: Period
    printed: Decimal
    unit: Unit
    source: Citation
    hedge: str | None = None
    hedge_kind: HedgeKind | None = None
    dimensions: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> Decimal:
        """The value in the base unit of the concept's dimension, exact."""
        return self.unit.to_base(self.printed)

    @property
    def integer(self) -> int:
        """The value as the engines' integer."""
        return self.concept.dimension.to_integer(self.value)

    @property
    def decimals(self) -> int:
        """Printed decimals, in the printed unit."""
        return decimals_of(self.printed)

    @property
    def interval(self) -> Interval:
        """Every value (base unit) that the printed figure stands for."""
        return printed_interval(self.printed, self.hedge_kind).scaled(self.unit.factor)

    @property
    def step(self) -> int:
        """One unit in the last printed place, as an engine integer; at least 1."""
        smallest = self.unit.to_base(self.printed * 0 + 1).scaleb(-self.decimals)
        return max(1, int(smallest.scaleb(self.concept.dimension.scale)))

    def __str__(self) -> str:
        after = self.hedge if self.hedge in _AFTER else ""
        before = self.hedge if self.hedge and not after else ""
        return f"{before}{grouped(self.printed)} {self.unit.symbol}{after}"


_AFTER = ("以上", "以下", "余", "多")
