"""Attainment (目标完成): an actual value against a target with its operator, for goals of projects.

Target reached gives full points; otherwise points in proportion: actual / target where more is better (>= >),
target / actual where less is better (<= <), the smaller over the larger where the target is to be hit (=).
A target set far too low may cost points (`excess_limit`): off unless a framework says so, with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import brief, percent, shortest
from jixiao.core.kernel.rational import Rational, choose_rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.points import Points, Want

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader
    from jixiao.core.scoring.terms import Term

GoalOperator = Literal[">=", ">", "=", "<=", "<"]
_SIGNS = {">=": "≥", ">": ">", "=": "=", "<=": "≤", "<": "<"}


@dataclass(frozen=True, slots=True)
class Attainment:
    """Target, actual, operator and points."""

    shape: ClassVar[str] = "attainment"
    target: Term
    actual: Term
    operator: GoalOperator
    points: Fraction
    excess_limit: Fraction | None = None

    def build(self, bench: Workbench) -> Points:
        """One term: full, or in proportion; less the share by which the excess limit is passed."""
        target, actual = self.target.measure(bench), self.actual.measure(bench)
        relation: Literal["==", ">=", ">", "<=", "<"] = "==" if self.operator == "=" else self.operator
        reached = actual.value.relates(relation, target.value)
        positive = x.every(actual.value.relates(">", 0), target.value.relates(">", 0))
        more, less = actual.value.over(target.value), target.value.over(actual.value)
        ratio = more if self.operator in (">=", ">") else less
        if self.operator == "=":
            ratio = choose_rational([(actual.value.relates("<", target.value), more)], less)
        # One side zero: nothing attained (or an excess over a zero limit); both zero can only be "reached".
        partial = choose_rational([(positive, ratio.at_least(0).at_most(1))], Rational.of(0))
        share = choose_rational([(reached, Rational.of(1))], partial)
        if self.excess_limit is not None and self.operator in (">=", ">"):
            excess = more.minus(Rational.of(1 + self.excess_limit)).at_least(0)
            reduced = Rational.of(1).minus(excess).at_least(0)
            far = x.every(positive, more.relates(">", 1 + self.excess_limit))
            share = choose_rational([(far, reduced)], share)
        value = share.times(self.points)
        defined = x.every(target.defined, actual.defined)

        def explain(reader: Reader) -> list[Text]:
            said = f"{actual.written(reader)} {_SIGNS[self.operator]} {target.written(reader)}"
            got = brief(reader.exact(value))
            if reader.holds(reached):
                return [Text(f"{said}：达到目标，得 {got}", f"{said}: reached, {got}")]
            part = percent(reader.exact(share))
            full = shortest(self.points)
            return [
                Text(
                    f"{said}：未达到；完成度 {part} × {full} = {got}",
                    f"{said}: missed; {part} × {full} = {got}",
                )
            ]

        return Points((value,), defined, self.points, (Want(defined, actual.name),), explain)
