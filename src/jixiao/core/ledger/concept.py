"""The vocabulary: every concept once, with its official term, dimension, limits and parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jixiao.core.kernel.interval import HedgeKind
    from jixiao.core.kernel.units import Dimension, Unit
    from jixiao.core.ledger.code_list import FactDimension


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a concept follows from others when nobody stated it: a signed sum or a ratio of two.

    Names may carry a relative period (`cumulative_expenditure@q1`); a trailing `@` means the period
    asked for.
    """

    kind: Literal["sum", "ratio"]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that reports state figures about; `minimum` and `maximum` are in the base unit."""

    id: str
    term: Text
    dimension: Dimension
    kind: Literal["stock", "flow"]
    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None
    derivations: tuple[Derivation, ...] = ()
    synonyms: tuple[str, ...] = ()
    definition: Text | None = None
    source: str = ""

    @property
    def integer_range(self) -> tuple[int, int]:
        """The least and the greatest integer that engines may meet for this concept."""
        dimension = self.dimension
        low = -dimension.limit if self.minimum is None else self.minimum
        high = dimension.limit if self.maximum is None else self.maximum
        return dimension.to_integer(low), dimension.to_integer(high)


@dataclass(frozen=True)
class Vocabulary:
    """All units and concepts of a rulebook, by name; `dimensions_of_facts` gives those when first asked."""

    units: Mapping[str, Unit]
    concepts: Mapping[str, Concept]
    hedges: Mapping[str, HedgeKind] = field(default_factory=dict)
    dimensions_of_facts: Callable[[], Mapping[str, FactDimension]] = field(default=dict, compare=False)

    @cached_property
    def fact_dimensions(self) -> Mapping[str, FactDimension]:
        """What facts may be broken down by."""
        return self.dimensions_of_facts()

    def unit_for(self, dimension: Dimension) -> Unit:
        """The base unit of a dimension, or a plain number where none is declared."""
        return next(u for u in self.units.values() if u.id == dimension.base)
