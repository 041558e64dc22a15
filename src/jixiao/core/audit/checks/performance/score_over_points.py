"""A score is no less than nothing and no more than the points of its row.

Skipped:
1. Rows of which points or score cannot be read.
2. Tables in which half of the scores exceed their points: they are given on another scale.

Source: 部门整体支出绩效评价共性指标体系框架 (分值为该指标的满分).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.shared.score_terms import score_tables
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.figure import Figure
    from jixiao.core.document.statement import ScoreRow

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("得分不超过分值", "no score exceeds its points")

OTHER_SCALE = Text("得分与分值不是同一尺度", "scores and points are on different scales")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every row with points and a score, the total among them."""
    for table in score_tables(audited):
        rows = [*table.rows, *([table.total] if table.total else [])]
        pairs = [(row, row.points, row.self_score) for row in rows]
        known = [(row, points, score) for row, points, score in pairs if points and score]  # (1)
        over = [row for row, points, score in known if score.number > points.number]
        is_scaled = len(over) > 1 and 2 * len(over) >= len(known)  # (2)
        for row, points, score in known:
            place = audited.place(score.start, score.end)
            if 0 <= score.number <= points.number:
                yield passed(place)
            elif is_scaled:
                yield cannot_tell(OTHER_SCALE, place)
            else:
                yield failed(_finding(audited, row, points, score))


def _finding(audited: Audited, row: ScoreRow, points: Figure, score: Figure) -> Finding:
    name = row.name.text
    message = Text(
        f"“{name}”得分 {score.number}，超出 0 至 {points.number} 分的范围",
        f"“{name}” scores {score.number}, outside of 0 to {points.number}",
    )
    places = tuple(audited.place(one.start, one.end) for one in (score, points))
    return Finding(SEVERITY, message, places, f"≤ {points.number}", str(score.number), likelihood=70)
