"""Where everything was achieved, more than a twentieth of the money was spent.

Skipped:
1. Projects of which the budget or what was spent is not stated, and budgets of nothing.
2. Projects without money spent that claim no results, or results that fall short.

Source: 财政部 项目支出绩效评价管理办法（财预〔2020〕10号）预算执行率与产出、效益相对照.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, not_applicable, passed
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
TITLE = Text("没有支出的项目不应全部完成", "nothing is achieved with nothing")

NEXT_TO_NOTHING = Fraction(1, 20)
NO_CLAIM = Text("没有写明全部完成", "full achievement is not claimed")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every project, and for the whole, of which budget and expenditure are stated."""
    for one in project_moneys(audited):
        budget = one.adjusted or one.initial
        if one.spent is None or budget is None or value(audited, budget) <= 0:  # (1)
            continue
        place = _place(audited, one.spent)
        rate = Fraction(value(audited, one.spent)) / Fraction(value(audited, budget))
        claim = one.done or (_first(audited, one) if all_met(audited, one.goals) else None)
        if rate >= NEXT_TO_NOTHING:
            yield passed(place)
        elif claim is None:
            yield not_applicable(NO_CLAIM, place)  # (2)
        else:
            yield failed(_finding(audited, one, budget, one.spent, rate, claim))


def _finding(
    audited: Audited, one: ProjectMoney, budget: StatedFact, spent: StatedFact, rate: Fraction, claim: Place
) -> Finding:
    amounts = [f"{grouped(fact.figure.number)} {fact.unit}".strip() for fact in (budget, spent)]
    message = Text(
        f"“{one.name}”预算 {amounts[0]}，支出 {amounts[1]}（{percent(rate)}），",
        f"“{one.name}”: {amounts[1]} of {amounts[0]} was spent ({percent(rate)}), ",
    )
    told = Text("完成情况一栏却写有成果", "yet its row tells of results")
    message += told if one.done else Text("绩效目标却全部完成", "yet all goals were met")
    likelihood = 60 if rate == 0 else 45
    return Finding(SEVERITY, message, (_place(audited, spent), _place(audited, budget), claim), likelihood=likelihood)


def _place(audited: Audited, fact: StatedFact) -> Place:
    return audited.place(fact.figure.start, fact.figure.end)


def _first(audited: Audited, one: ProjectMoney) -> Place | None:
    goal = next((goal for goal in one.goals if goal.actual is not None), None)
    return None if goal is None or goal.actual is None else audited.place(goal.actual.start, goal.actual.end)
