"""A target that was missed costs points: nothing that rests on it claims full marks or full completion.

Skipped:
1. Targets and results that are not two numbers of one dimension, or of which the result is a range across the target.
2. Missed targets on which no claim of full marks or full completion rests.

Four things claim: full marks in the row itself; words of completion in the row; full marks for the indicator of the
score table that is scored by the goals; a sentence that all targets were met. Only the first
is an error, where the target prints which way is better and no reason is given beside it.

Source: 财政部 项目支出绩效评价管理办法（财预〔2020〕10号）定量指标未完成的按完成值与指标值的比例计分.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, not_applicable, passed
from jixiao.core.audit.shared.goal_values import compared, shown
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.audit.shared.goal_values import Compared
    from jixiao.core.document.statement import GoalRow, ScoreRow

    Claim = tuple[Text, Place, Severity, int]

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("未完成目标的不评满分", "a missed target earns no full marks")

NO_NUMBERS = Text("目标与完成值不是可比的数", "target and result are no numbers to compare")
_DONE = re.compile(r"(?<!未)(?<!部分)(?:完成|达标|达成|实现)")
_DEDUCTS = re.compile(r"未(?:实现|完成|达到)(?:的)?绩效(?:目标|指标)的?[^。；]{0,12}扣分")
_EFFECT = re.compile(r"社会效益.*可持续影响|绩效目标(?:完成|实现)")
_ALL_MET = re.compile(
    r"(?:绩效|年度|各项|既定|预期)[^。；，\d]{0,8}(?:目标|指标)[^。；，\d未]{0,6}(?:均|都|全部|全面|100%)"
    r"[^。；未]{0,6}(?:完成|实现|达成|达标)"
)
_PLANNED = re.compile(r"确保|力争|推动|努力|促使|争取|计划|要求|如期")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every target with a result; missed ones with the claim that is held against them."""
    rows = {row.name.start: row for row in audited.statements.scores}
    effect = next((row for row in rows.values() if _is_full(row) and _rests_on_goals(row)), None)
    sentence = _sentence(audited)
    for goal in audited.statements.goals:
        if goal.target is None or goal.actual is None:
            continue
        one = compared(goal, audited.vocabulary)
        place = audited.place(goal.actual.start, goal.actual.end)
        if one is None or one.is_met is None:
            yield not_applicable(NO_NUMBERS, place)  # (1)
        elif one.is_met:
            yield passed(place)
        else:
            claim = _claim(audited, one, rows.get(goal.name.start), effect, sentence)
            yield passed(place) if claim is None else failed(_finding(audited, goal, claim))  # (2)


def _claim(
    audited: Audited, one: Compared, own: ScoreRow | None, effect: ScoreRow | None, sentence: Place | None
) -> Claim | None:
    """The strongest claim that a missed target contradicts: its words, its place, how much it says."""
    goal, explained = one.goal, one.goal.deviation is not None
    if own is not None and own.self_score is not None:
        # The row itself says what the miss cost it.
        if not _is_full(own):
            return None
        severity = Severity.ERROR if one.is_clear and not explained else Severity.SUSPICIOUS
        number = own.self_score.number
        said = Text(f"仍评满分 {number} 分", f"it still earns its full {number} points")
        return said, audited.place(own.self_score.start, own.self_score.end), severity, 60 if explained else 75
    done = audited.place(goal.actual.start, goal.actual.end) if goal.actual and _DONE.search(goal.actual.text) else None
    if (told := done or sentence) is not None:
        words = audited.words(told.start, told.end)
        return Text(f"却写作“{words}”", f"the document says “{words}”"), told, Severity.SUSPICIOUS, 60
    if effect is not None and effect.self_score is not None:
        name, score = effect.name.text, effect.self_score
        said = Text(f"“{name}”仍评满分 {score.number} 分", f"“{name}” still earns its full {score.number} points")
        return said, audited.place(score.start, score.end), Severity.SUSPICIOUS, 35 if explained else 50
    return None


def _finding(audited: Audited, goal: GoalRow, claim: Claim) -> Finding:
    said, place, severity, likelihood = claim
    target, actual = (shown(piece) if piece else "" for piece in (goal.target, goal.actual))
    message = Text(
        f"“{shown(goal.name)}”目标 {target}，完成 {actual}，未达到目标，",
        f"“{shown(goal.name)}” missed its target {target} with {actual}; ",
    )
    own = [audited.place(piece.start, piece.end) for piece in (goal.actual_figure, goal.target) if piece is not None]
    return Finding(severity, message + said, (*own, place), target, actual, likelihood=likelihood)


def _is_full(row: ScoreRow) -> bool:
    points, score = row.points, row.self_score
    return points is not None and score is not None and score.number == points.number > 0


def _rests_on_goals(row: ScoreRow) -> bool:
    """Whether an indicator is scored by goals: by its criterion, or by a name that tables print without one."""
    words = "".join("".join(piece.text.split()) for piece in row.criteria)
    return _EFFECT.search(row.name.text) is not None or _DEDUCTS.search(words) is not None


def _sentence(audited: Audited) -> Place | None:
    text = audited.document.text
    for start, end in audited.sentences:
        match = _ALL_MET.search(text, start, end)
        if match is not None and not _PLANNED.search(text, start, match.end()):
            return audited.place(match.start(), match.end())
    return None
