"""Proportion (按比例): a rate times the points; also "done over planned".

`cap` keeps a rate above 100 % at full points; without it the rate counts as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import brief, shortest
from jixiao.core.kernel.rational import Rational, choose_rational
from jixiao.core.kernel.text import Text, same
from jixiao.core.scoring.points import Points

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader
    from jixiao.core.scoring.terms import Term

# The best result of a rate that may exceed 100 % without a cap.
UNBOUNDED = Fraction(10**6)


@dataclass(frozen=True, slots=True)
class Proportion:
    """A rate, the points it is worth at 100 %, and what happens above 100 %."""

    shape: ClassVar[str] = "proportion"
    rate: Term
    points: Fraction
    above_full: Literal["cap", "zero", "as_is"] = "cap"
    zero_base: Literal["cannot_tell", "not_applicable"] = "cannot_tell"

    def build(self, bench: Workbench) -> Points:
        """One term: rate x points."""
        measure = self.rate.measure(bench)
        over = measure.value.relates(">", 1)
        scaled = measure.value.times(self.points)
        value = scaled.at_least(0)
        if self.above_full == "cap":
            value = scaled.at_least(0).at_most(self.points)
        elif self.above_full == "zero":
            value = choose_rational([(over, Rational(x.ZERO, value.below))], value)

        def explain(reader: Reader) -> list[Text]:
            lines = [measure.name + Text("：", ": ") + same(measure.written(reader))]
            full, got = shortest(self.points), reader.exact(value)
            if reader.holds(over) and self.above_full == "zero":
                lines.append(Text("超过 100 %，按规定得 0", "above 100 %: 0 by the criterion"))
            elif reader.holds(over) and self.above_full == "cap":
                lines.append(Text(f"超过 100 %，按满分 {full} 计", f"above 100 %: full {full}"))
            else:
                lines.append(same(f"× {full} = {brief(got)}"))
            return lines

        inapplicable = measure.zero_base if self.zero_base == "not_applicable" else x.FALSE
        best = self.points if self.above_full != "as_is" else UNBOUNDED
        return Points((value,), measure.defined, best, measure.wants, explain, inapplicable)
