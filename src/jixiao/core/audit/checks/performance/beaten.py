"""Targets are set so that results stay within twice of them.

Skipped:
1. Targets of which less is better, and targets of nothing.
2. Targets and results that are not two plain numbers of one dimension.

Source: 财政部 项目支出绩效评价管理办法（财预〔2020〕10号）指标值设定偏低的，按偏离程度适度调减分值.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, passed
from jixiao.core.audit.shared.goal_values import compared, leads, shown
from jixiao.core.kernel.numerals import half_up
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.shared.goal_values import Compared

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("完成值不成倍超过目标值", "results do not exceed their targets many times over")

# How likely a target was set too low, by how often it was reached.
LIKELIHOODS = ((10, 60), (5, 45), (3, 30), (2, 20))


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every number of which more is better; many targets that were beaten make one finding."""
    found = []
    for goal in audited.statements.goals:
        one = compared(goal, audited.vocabulary)
        if one is None or one.times is None or goal.actual is None:  # (1) (2)
            continue
        likelihood = next((weight for least, weight in LIKELIHOODS if one.times >= least), None)
        if likelihood is None:
            yield passed(audited.place(goal.actual.start, goal.actual.end))
        else:
            found.append(_finding(audited, one, one.times, likelihood))
    yield from leads(found, _together)


def _finding(audited: Audited, one: Compared, times: Fraction, likelihood: int) -> Finding:
    goal = one.goal
    target, actual = (shown(piece) if piece else "" for piece in (goal.target, goal.actual))
    factor = half_up(times, 1)
    message = Text(
        f"“{shown(goal.name)}”目标 {target}，完成 {actual}，为目标的 {factor} 倍，目标可能偏低",
        f"“{shown(goal.name)}”: the result {actual} is {factor} times the target {target}, which may be set too low",
    )
    pieces = [piece for piece in (goal.actual_figure, goal.target) if piece is not None]
    places = tuple(audited.place(piece.start, piece.end) for piece in pieces)
    return Finding(SEVERITY, message, places, target, actual, likelihood=likelihood)


def _together(count: int) -> Text:
    return Text(
        f"{count} 项指标的完成值达到目标值的两倍以上，目标可能偏低",
        f"the results of {count} indicators are twice their targets or more, which may be set too low",
    )
