"""Deduction per percentage point (按百分点扣分): full points up to a threshold, then so much off for each beyond.

Whether a part of a point counts is a gap in most criteria, so `step` says it: linear, only full points, or every
point that has begun.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from jixiao.core.kernel.numerals import brief, share, shortest
from jixiao.core.kernel.rational import Rational, choose_rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.points import Points
from jixiao.core.scoring.terms import check_threshold

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader
    from jixiao.core.scoring.terms import Term


@dataclass(frozen=True, slots=True)
class DeductionPerPoint:
    """A rate, the threshold, the points off per percentage point beyond it, and how parts of a point count."""

    shape: ClassVar[str] = "deduction_per_point"
    rate: Term
    threshold: Fraction
    off: Fraction
    points: Fraction
    step: Literal["linear", "full", "started"] = "linear"
    side: Literal["above", "below"] = "above"

    def build(self, bench: Workbench) -> Points:
        """Points - off x (points beyond the threshold), never less than 0."""
        measure = self.rate.measure(bench)
        check_threshold(measure, self.threshold)
        beyond = measure.value.minus(Rational.of(self.threshold))
        beyond = (beyond if self.side == "above" else beyond.times(-1)).at_least(0).times(100)
        if self.step == "full":
            beyond = beyond.whole_steps()
        elif self.step == "started":
            whole = beyond.whole_steps()
            beyond = choose_rational([(beyond.relates(">", whole), whole.plus(Rational.of(1)))], whole)
        value = Rational.of(self.points).minus(beyond.times(self.off)).at_least(0)

        def explain(reader: Reader) -> list[Text]:
            limit, steps = share(self.threshold), brief(reader.exact(beyond))
            line = measure.name + Text("：", ": ") + Text(measure.written(reader), measure.written(reader))
            if reader.exact(beyond) == 0:
                return [line, Text(f"未越过 {limit}，不扣分", f"not beyond {limit}: nothing off")]
            off, left = shortest(self.off), brief(reader.exact(value))
            return [
                line,
                Text(
                    f"越过 {limit} 共 {steps} 个百分点（{_STEPS[self.step].zh}），每点扣 {off}，余 {left}",
                    f"{steps} points beyond {limit} ({_STEPS[self.step].en}), {off} off each, {left} left",
                ),
            ]

        return Points((value,), measure.defined, self.points, measure.wants, explain)


_STEPS = {
    "linear": Text("按实际比例", "pro rata"),
    "full": Text("只计整点", "full points only"),
    "started": Text("不足一点按一点计", "a started point counts"),
}
