"""Facts: one figure, of one concept, for one period, from one place. The words are XBRL's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import TYPE_CHECKING

from jixiao.core.kernel.interval import Interval, printed_interval
from jixiao.core.kernel.numerals import EXACT, decimals_of, grouped, hedged

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

    def meant(self, low: int, high: int) -> tuple[int, int]:
        """The least and the greatest engine integer between `low` and `high` that the figure may mean.

        A plain figure counts as it is printed; only a hedge word makes it a range.
        """
        if self.hedge is None:
            return self.integer, self.integer
        interval, scale = self.interval, self.concept.dimension.scale
        if interval.low is not None:
            end = interval.low.scaleb(scale, EXACT)
            whole = int(end.to_integral_value(ROUND_CEILING))
            low = max(low, whole + int(whole == end and not interval.low_closed))
        if interval.high is not None:
            end = interval.high.scaleb(scale, EXACT)
            whole = int(end.to_integral_value(ROUND_FLOOR))
            high = min(high, whole - int(whole == end and not interval.high_closed))
        # A hedge that leaves nothing (below 0) is read as the number itself.
        return (low, high) if low <= high else (self.integer, self.integer)

    def nearest_meant(self, low: int, high: int) -> int:
        """The integer that stands for the figure: the printed one, or the next to it that the hedge allows."""
        least, most = self.meant(low, high)
        return max(least, min(most, self.integer))

    @property
    def step(self) -> int:
        """One unit in the last printed place, as an engine integer; at least 1."""
        smallest = self.unit.to_base(self.printed * 0 + 1).scaleb(-self.decimals)
        return max(1, int(smallest.scaleb(self.concept.dimension.scale)))

    def __str__(self) -> str:
        return hedged(f"{grouped(self.printed)} {self.unit.symbol}", self.hedge)
