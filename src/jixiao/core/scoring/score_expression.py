"""The score of an indicator as integer expressions: what every engine prints.

Scores are integers of `10 ** -places` points (for letters: ranks of the framework's scale).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jixiao.core.kernel import evaluation
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.kernel.rational import round_half_up
from jixiao.core.kernel.text import Text
from jixiao.core.kernel.traversal import Extents
from jixiao.core.scoring.inputs import RuleFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from jixiao.core.kernel.evaluation import Row
    from jixiao.core.scoring.points import Points

OUTCOME_CODES = {0: Outcome.SCORED, 1: Outcome.NOT_APPLICABLE, 2: Outcome.CANNOT_TELL}
WIDEST = 2**127 - 1


@dataclass(frozen=True)
class ScoreExpression:
    """`raw`: the rounded score; `score`: the same, held to the points available; `outcome`: a code.

    `raw` and `score` mean something only where `outcome` is 0.
    """

    raw: x.Integer
    score: x.Integer
    outcome: x.Integer

    @cached_property
    def evaluate(self) -> Callable[[Row], tuple[int | None, Outcome]]:
        """A function from a row to the score held to the points, and the outcome."""
        score, code = evaluation.integer(self.score), evaluation.integer(self.outcome)

        def of(row: Row) -> tuple[int | None, Outcome]:
            outcome = OUTCOME_CODES[code(row) or 0]
            return (score(row) if outcome is Outcome.SCORED else None), outcome

        return of

    @staticmethod
    def code_of(outcome: Outcome) -> int:
        """The code by which `outcome` says it."""
        return next(code for code, one in OUTCOME_CODES.items() if one is outcome)


def score_expression(points: Points, available: Fraction, places: int) -> ScoreExpression:
    """The expressions of one rule under one reading; raises `RuleFault` if it may go negative or overflow."""
    extents = Extents()
    for term in points.terms:
        if extents.bounds(term.above)[0] < 0:
            raise RuleFault(Text("得分可能为负，须以 0 为下限", "the score may fall below 0: hold it at 0"))
    raw = round_half_up(points.terms, places)
    most = available * 10**places
    score = x.least(raw, x.Constant(most.numerator // most.denominator))
    outcome = x.choose([(points.inapplicable, x.Constant(1)), (points.defined, x.Constant(0))], x.Constant(2))
    if max(extents.largest(score), extents.largest(outcome)) > WIDEST:
        raise RuleFault(Text("中间结果超出 128 位整数", "an intermediate value exceeds 128-bit integers"))
    return ScoreExpression(raw, score, outcome)
