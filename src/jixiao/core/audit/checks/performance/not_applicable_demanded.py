"""不适用, 无 and a dash stand only where no value is asked for.

Skipped:
1. Targets that are themselves 不适用, and targets that nothing meets (无事故, ≤ 3 次).
2. Score tables that do not ask for a number of aspects (至少选择三个方面), and goal tables that name none of them.

Source: 部门整体支出绩效评价共性指标体系框架 社会效益、经济效益、生态效益及可持续影响等 (至少选择三个方面).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.audit.shared.goal_values import kind_of, leads, shown
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.statement import GoalRow, ScoreRow

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("要求填值处不填“不适用”", "a value stands where one is asked for")

_ASKED = re.compile(r"至少选择(?P<least>[二两三四2-4])个方面")
_NUMBERS = {"二": 2, "两": 2, "三": 3, "四": 4}
ASPECTS = ("社会", "经济", "生态", "可持续")
# What is met when nothing happened.
_NONE_WANTED = re.compile(r"无|零|不发生|未发生|杜绝|没有|^0")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every target that asks for a value and has a result, and one for the aspects of the effect."""
    found = []
    for goal in audited.statements.goals:
        if goal.actual is None or goal.target is None or not _asks(goal):  # (1)
            continue
        if kind_of(goal.actual, goal.actual_figure) == "nothing":
            found.append(_finding(audited, goal))
        else:
            yield passed(audited.place(goal.actual.start, goal.actual.end))
    yield from leads(found, _together)
    for row in audited.statements.scores:
        words = "".join("".join(piece.text.split()) for piece in row.criteria)
        asked = _ASKED.search(words)
        named = [goal for goal in audited.statements.goals if _aspect(goal)]
        if asked is not None and named:  # (2)
            least = _NUMBERS.get(asked["least"]) or int(asked["least"])
            yield _aspects(audited, row, named, least)


def _asks(goal: GoalRow) -> bool:
    """Whether a target wants something to be there."""
    kind, figure = kind_of(goal.target, goal.target_figure), goal.target_figure
    if kind == "nothing" or kind_of(goal.name, None) == "nothing":
        return False
    if figure is not None:
        return figure.operator not in ("<=", "<") and figure.number != 0
    return goal.target is not None and _NONE_WANTED.search(goal.target.text) is None


def _finding(audited: Audited, goal: GoalRow) -> Finding:
    target, actual = (shown(piece) if piece else "" for piece in (goal.target, goal.actual))
    message = Text(
        f"“{shown(goal.name)}”目标为 {target}，完成值却填“{actual}”",
        f"“{shown(goal.name)}” asks for {target} and is answered with “{actual}”",
    )
    pieces = [piece for piece in (goal.actual, goal.target) if piece is not None]
    places = tuple(audited.place(piece.start, piece.end) for piece in pieces)
    return Finding(SEVERITY, message, places, target, actual, likelihood=50)


def _together(count: int) -> Text:
    return Text(
        f"{count} 项有目标的指标，完成值填“不适用”或“无”", f"{count} targets are answered with 不适用 or nothing"
    )


def _aspect(goal: GoalRow) -> str | None:
    """The aspect of the effect under which a goal stands."""
    is_effect = goal.levels[0].startswith(("效益", "效果"))
    return next((one for one in ASPECTS if one in goal.levels[1]), None) if is_effect else None


def _aspects(audited: Audited, row: ScoreRow, named: Sequence[GoalRow], least: int) -> Answer:
    """Whether as many aspects have an indicator as the criterion asks for."""
    empty = [goal for goal in named if kind_of(goal.name, None) == "nothing"]
    filled = dict.fromkeys(_aspect(goal) for goal in named if goal not in empty)
    places = [audited.place(goal.name.start, goal.name.end) for goal in empty or named]
    if len(filled) >= least:
        return passed(*places)
    have = "、".join(one for one in filled if one)
    message = Text(
        f"“{shown(row.name)}”要求至少从 {least} 个方面评价，指标表只有 {len(filled)} 个方面（{have}）设有指标",
        f"“{shown(row.name)}” asks for at least {least} aspects; only {len(filled)} have an indicator ({have})",
    )
    return failed(Finding(SEVERITY, message, tuple(places), likelihood=40))
