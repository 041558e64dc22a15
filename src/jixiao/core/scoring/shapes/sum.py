"""Sum (合计): several shapes whose points are added up inside one indicator."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from jixiao.core.kernel import expression as x
from jixiao.core.scoring.points import Points, Shape

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Text
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader


@dataclass(frozen=True, slots=True)
class Sum:
    """The parts, in the order of the criterion's clauses."""

    shape: ClassVar[str] = "sum"
    of: tuple[Shape, ...]

    def build(self, bench: Workbench) -> Points:
        """All terms of all parts; rounded once, after adding."""
        parts = [part.build(bench) for part in self.of]

        def explain(reader: Reader) -> list[Text]:
            return [line for part in parts for line in part.explain(reader)]

        return Points(
            tuple(term for part in parts for term in part.terms),
            x.every(*(part.defined for part in parts)),
            sum((part.best for part in parts), Fraction(0)),
            tuple(want for part in parts for want in part.wants),
            explain,
            x.some(*(part.inapplicable for part in parts)),
            x.some(*(part.starred for part in parts)),
        )
