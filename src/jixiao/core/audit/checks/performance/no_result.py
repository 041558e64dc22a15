"""Every target of a self-evaluation has a result.

Skipped:
1. Tables without any result: they set goals, and report nothing.
2. Rows named 不适用, and rows of which the target is 不适用.

Source: 财政部 项目支出绩效评价管理办法（财预〔2020〕10号）单位自评应当逐项填报指标完成值.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, not_applicable, passed
from jixiao.core.audit.shared.goal_values import kind_of, leads, shown, table_at
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.statement import GoalRow

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("自评的每项目标都有完成值", "every target of a self-evaluation has a result")

KINDS = ("self_evaluation", "project_self_evaluation", "accounts")
ONLY_GOALS = Text("该表只列目标，没有完成值一栏", "the table sets goals and reports no results")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every target of a table with results; many without one make one finding."""
    if audited.statements.identity.kind not in KINDS:
        return
    tables: dict[int | None, list[GoalRow]] = defaultdict(list)
    for goal in audited.statements.goals:
        tables[table_at(audited, goal.name.start)].append(goal)
    found = []
    for goals in tables.values():
        reports = any(goal.actual is not None for goal in goals)
        for goal in goals:
            place = audited.place(goal.name.start, goal.name.end)
            if not reports:
                yield not_applicable(ONLY_GOALS, place)  # (1)
            elif goal.actual is not None:
                yield passed(place)
            elif _is_demanded(goal):  # (2)
                found.append(_finding(audited, goal))
    yield from leads(found, _together)


def _is_demanded(goal: GoalRow) -> bool:
    return kind_of(goal.name, None) != "nothing" and kind_of(goal.target, goal.target_figure) != "nothing"


def _finding(audited: Audited, goal: GoalRow) -> Finding:
    target = shown(goal.target) if goal.target else ""
    message = Text(
        f"“{shown(goal.name)}”有目标 {target}，没有填写完成值",
        f"“{shown(goal.name)}” has a target ({target}) and no result",
    )
    pieces = [goal.name, *([goal.target] if goal.target else [])]
    places = tuple(audited.place(piece.start, piece.end) for piece in pieces)
    return Finding(SEVERITY, message, places, target, None, likelihood=35 if goal.deviation else 50)


def _together(count: int) -> Text:
    return Text(f"{count} 项指标有目标而没有填写完成值", f"{count} indicators have a target and no result")
