"""The score of an indicator as integer expressions: what every engine prints.

Scores are integers of `10 ** -places` points (for letters: ranks of the framework's scale).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.kernel.rational import round_half_up
from jixiao.core.kernel.text import Text
from jixiao.core.kernel.traversal import bounds, largest
from jixiao.core.scoring.inputs import RuleFault

if TYPE_CHECKING:
    from jixiao.core.scoring.framework import Framework, Indicator, Reading
    from jixiao.core.scoring.points import Points

OUTCOME_CODES = {0: Outcome.SCORED, 1: Outcome.NOT_APPLICABLE, 2: Outcome.CANNOT_TELL}
WIDEST = 2**127 - 1


@dataclass(frozen=True, slots=True)
class ScoreExpression:
    """`raw`: the rounded score; `score`: the same, held to the points available; `outcome`: a code.

    `raw` and `score` mean something only where `outcome` is 0.
    """

    raw: x.Integer
    score: x.Integer
    outcome: x.Integer


def score_expression(points: Points, available: Fraction, places: int) -> ScoreExpression:
    """The expressions of one rule under one reading; raises `RuleFault` if it may go negative or overflow."""
    for term in points.terms:
        if bounds(term.above)[0] < 0:
            raise RuleFault(Text("得分可能为负，须以 0 为下限", "the score may fall below 0: hold it at 0"))
    raw = round_half_up(points.terms, places)
    most = available * 10**places
    score = x.least(raw, x.Constant(most.numerator // most.denominator))
    outcome = x.choose(
        [(points.inapplicable, x.Constant(1)), (points.defined, x.Constant(0))], x.Constant(2)
    )
    if largest(score) > WIDEST or largest(outcome) > WIDEST:
        raise RuleFault(Text("中间结果超出 128 位整数", "an intermediate value exceeds 128-bit integers"))
    return ScoreExpression(raw, score, outcome)


def indicator_expression(framework: Framework, indicator: Indicator, reading: Reading) -> ScoreExpression:
    """The expressions of an indicator in its framework: points with their places, or ranks of letters."""
    if framework.letters:
        return score_expression(reading.rule.points, Fraction(len(framework.letters) - 1), 0)
    return score_expression(reading.rule.points, indicator.points, framework.places)
