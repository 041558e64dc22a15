"""Where half of the money was moved away, the goals were changed too, or not all of them were met.

Skipped:
1. Projects of which the initial budget is not stated, or was nothing.
2. Projects that kept more than half of their money.

Source: 财政部 中央部门预算绩效目标管理办法（财预〔2015〕88号）预算调整的，绩效目标随之调整.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.shared.project_money import all_met, project_moneys, value
from jixiao.core.kernel.numerals import grouped, percent
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.audit.shared.project_money import ProjectMoney
    from jixiao.core.document.statement import StatedFact

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("预算大幅调减的，目标随之调整", "goals follow when money is moved away")

MOST_MOVED = Fraction(1, 2)
KINDS = ("self_evaluation", "project_self_evaluation")
NOT_ADJUSTED = Text("没有调整后的预算数", "the adjusted budget is not stated")
NO_GOALS = Text("没有列明该项目的绩效目标完成情况", "the results of its own goals are not told")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every project of a self-evaluation with an initial budget, and for the whole."""
    if audited.statements.identity.kind not in KINDS:
        return
    for one in project_moneys(audited):
        if one.initial is None or value(audited, one.initial) <= 0:  # (1)
            continue
        place = _place(audited, one.initial)
        if one.adjusted is None:
            yield cannot_tell(NOT_ADJUSTED, place)
            continue
        moved = 1 - Fraction(value(audited, one.adjusted)) / Fraction(value(audited, one.initial))
        if moved < MOST_MOVED:
            yield passed(_place(audited, one.adjusted))  # (2)
        elif not any(goal.actual is not None for goal in one.goals):
            yield cannot_tell(NO_GOALS, _place(audited, one.adjusted))
        elif all_met(audited, one.goals):
            yield failed(_finding(audited, one, one.initial, one.adjusted, moved))
        else:
            yield passed(_place(audited, one.adjusted))


def _finding(audited: Audited, one: ProjectMoney, before: StatedFact, after: StatedFact, moved: Fraction) -> Finding:
    amounts = [f"{grouped(fact.figure.number)} {fact.unit}".strip() for fact in (before, after)]
    message = Text(
        f"“{one.name}”预算由 {amounts[0]} 调减为 {amounts[1]}（减少 {percent(moved)}），绩效目标未见调整而全部完成",
        f"“{one.name}”: the budget fell from {amounts[0]} to {amounts[1]} (by {percent(moved)}), all goals were met",
    )
    return Finding(SEVERITY, message, (_place(audited, after), _place(audited, before)), likelihood=40)


def _place(audited: Audited, fact: StatedFact) -> Place:
    return audited.place(fact.figure.start, fact.figure.end)
