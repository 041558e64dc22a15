"""A target and its result are of one kind: a number beside a number, a share beside a share, in one unit.

Skipped:
1. Rows without a result, or with 不适用 on either side.
2. Qualities (明显, 有效) beside a share, which another check looks at.
3. Days, and words with several figures in them.

Source: 财政部 项目支出绩效评价管理办法（财预〔2020〕10号）单位自评 (完成值与指标值对比).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, not_applicable, passed
from jixiao.core.audit.shared.goal_values import VAGUE, are_alike, kind_of, leads, shown
from jixiao.core.kernel.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.shared.goal_values import Kind
    from jixiao.core.document.statement import GoalRow

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("目标与完成值口径一致", "target and result are of one kind")

NOT_COMPARED = Text("没有可以对照的两个值", "there are no two values to compare")
_KINDS: dict[Kind, Text] = {
    "percent": Text("百分比", "a share"),
    "amount": Text("数量", "a number"),
    "words": Text("文字", "words"),
}


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every row with a target and a result; many rows of different kinds make one finding."""
    found = []
    for goal in audited.statements.goals:
        if goal.target is None or goal.actual is None:  # (1)
            continue
        place = audited.place(goal.actual.start, goal.actual.end)
        kinds = kind_of(goal.target, goal.target_figure), kind_of(goal.actual, goal.actual_figure)
        if not set(kinds) <= set(_KINDS) or _is_vague(goal, kinds):  # (1) (2) (3)
            yield not_applicable(NOT_COMPARED, place)
        elif kinds[0] != kinds[1]:
            found.append(_finding(audited, goal, _KINDS[kinds[0]], _KINDS[kinds[1]], 45))
        elif (units := _units(audited, goal)) is not None:
            found.append(_finding(audited, goal, *units, 40))
        else:
            yield passed(place)
    yield from leads(found, _together)


def _is_vague(goal: GoalRow, kinds: tuple[Kind, Kind]) -> bool:
    """Whether one side is a quality and the other a share."""
    words = next((one for one, kind in zip((goal.target, goal.actual), kinds, strict=True) if kind == "words"), None)
    return "percent" in kinds and words is not None and VAGUE.search(words.text) is not None


def _units(audited: Audited, goal: GoalRow) -> tuple[Text, Text] | None:
    """The units of two numbers that count different things."""
    if goal.target_figure is None or goal.actual_figure is None:
        return None
    names = goal.target_figure.unit, goal.actual_figure.unit
    one, other = (audited.vocabulary.units.get(name) for name in names)
    return None if one is None or other is None or are_alike(one, other) else (same(names[0]), same(names[1]))


def _finding(audited: Audited, goal: GoalRow, wanted: Text, got: Text, likelihood: int) -> Finding:
    target, actual = (shown(piece) if piece else "" for piece in (goal.target, goal.actual))
    message = Text(
        f"“{shown(goal.name)}”目标 {target} 为{wanted.zh}，完成值 {actual} 为{got.zh}，无法对照",
        f"“{shown(goal.name)}”: the target {target} is {wanted.en}, the result {actual} is {got.en}",
    )
    pieces = [piece for piece in (goal.actual, goal.target) if piece is not None]
    places = tuple(audited.place(piece.start, piece.end) for piece in pieces)
    return Finding(SEVERITY, message, places, target, actual, likelihood=likelihood)


def _together(count: int) -> Text:
    return Text(
        f"{count} 项指标的完成值与目标不是同一口径（数量、百分比、文字混用），无法对照",
        f"the results of {count} indicators are of another kind than their targets",
    )
