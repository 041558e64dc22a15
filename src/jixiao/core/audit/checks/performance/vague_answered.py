"""A quality is answered with what was observed and a share with a share: 明显 is not 100 %.

Skipped:
1. Rows in which neither side is a quality without a figure.
2. Qualities answered with words, and shares answered with figures.

Source: 财政部 中央部门预算绩效目标管理办法（财预〔2015〕88号）绩效指标应当细化、量化.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, passed
from jixiao.core.audit.shared.goal_values import VAGUE, kind_of, leads, shown
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.statement import GoalRow

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("定性目标不以百分比作答", "a quality is not answered with a share")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every quality with a result; many of them make one finding."""
    found = []
    for goal in audited.statements.goals:
        if goal.target is None or goal.actual is None:
            continue
        kinds = kind_of(goal.target, goal.target_figure), kind_of(goal.actual, goal.actual_figure)
        vague = [
            kind == "words" and VAGUE.search(piece.text) is not None
            for piece, kind in zip((goal.target, goal.actual), kinds, strict=True)
        ]
        if any(vague) and "percent" in kinds:
            found.append(_finding(audited, goal))
        elif any(vague):  # (1) (2)
            yield passed(audited.place(goal.actual.start, goal.actual.end))
    yield from leads(found, _together)


def _finding(audited: Audited, goal: GoalRow) -> Finding:
    target, actual = (shown(piece) if piece else "" for piece in (goal.target, goal.actual))
    message = Text(
        f"“{shown(goal.name)}”目标为“{target}”，完成值填“{actual}”，定性与定量不能对照",
        f"“{shown(goal.name)}”: the target “{target}” is answered with “{actual}”",
    )
    pieces = [piece for piece in (goal.actual, goal.target) if piece is not None]
    places = tuple(audited.place(piece.start, piece.end) for piece in pieces)
    return Finding(SEVERITY, message, places, target, actual, likelihood=50)


def _together(count: int) -> Text:
    return Text(
        f"{count} 项定性目标（如“明显”“有效”）以百分比作答或反之，无从得知百分比如何得出",
        f"{count} qualities (such as 明显, 有效) are answered with a share, or a share with a quality",
    )
