"""What is computed for each row: scores, outcomes and totals as one plan of shared integer expressions.

Names of computed columns begin with `PREFIX`; an input file may not use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.columnar.absent import NULL, integer_without, needs_null, truth_without
from jixiao.columnar.sharing import share
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.rational import Rational, choose_rational, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.columnar.sharing import Plan
    from jixiao.columnar.table import Table
    from jixiao.core.kernel.traversal import Node

PREFIX = "__jixiao_"
TOTAL = f"{PREFIX}total"
DECIDED = f"{PREFIX}decided_points"


NULL_COLUMN = f"{PREFIX}in_{NULL.name}"


@dataclass(frozen=True, slots=True)
class Computed:
    """The computed columns of one indicator: score (0 unless scored), code of the outcome, mark of no information.

    Codes as in `jixiao.core.scoring.score_expression.OUTCOME_CODES`.
    """

    score: str
    outcome: str
    starred: str | None


def input_name(name: str) -> str:
    """The column that holds an input's integer."""
    return f"{PREFIX}in_{name}"


def computed(table: Table, indicator: str) -> Computed:
    """The names of the computed columns of an indicator."""
    starred = f"{PREFIX}starred_{indicator}" if table.framework.letters else None
    return Computed(f"{PREFIX}score_{indicator}", f"{PREFIX}outcome_{indicator}", starred)


def scoring_plan(table: Table, present: Iterable[str]) -> Plan:
    """Everything to compute when only the columns in `present` occur; the others are unknown in every row."""
    absent = frozenset(column.name for column in table.inputs) - frozenset(present)
    outputs: dict[str, Node] = {}
    scores: list[x.Integer] = []
    points: list[Rational] = []
    for indicator in table.framework.indicators:
        names = computed(table, indicator.id)
        rule = table.readings[indicator.id].rule
        outcome = integer_without(rule.expression.outcome, absent)
        is_scored = x.compare(outcome, "==", x.ZERO)
        score = x.choose([(is_scored, integer_without(rule.expression.score, absent))], x.ZERO)
        outputs[names.score], outputs[names.outcome] = score, outcome
        if names.starred is not None:
            outputs[names.starred] = truth_without(rule.points.starred, absent)
        scores.append(score)
        points.append(_counted(is_scored, indicator.points))
    if not table.framework.letters:
        outputs[TOTAL] = x.add(*scores)
        outputs[DECIDED] = round_half_up(tuple(points), table.framework.places)
    return share(outputs, f"{PREFIX}part_")


def _counted(is_scored: x.Condition, points: Fraction) -> Rational:
    """An indicator's points where it is scored; terms of whole hundredths are added after the rounding."""
    return choose_rational([(is_scored, Rational.of(points))], Rational.of(0))


def reads_null(plan: Plan) -> bool:
    """Whether the plan reads `NULL_COLUMN`, which must then be there, full of nulls."""
    return needs_null(plan.outputs.values())
