"""Points and scores add up: rows to their level, rows to the total, points to a hundred where no total is printed.

Skipped:
1. Levels of which the table prints no points, and those with rows that cannot be read.
2. Tables with rows that cannot be read; a lead tells what is left for them where the total is known.
3. Tables that state no total, and that the text gives none.
4. Forms of projects of which the ten points for the execution of the budget were not found above the indicators.

A break is an error where the other sum of the same table holds; where both break a row was probably not read.

Source: 部门整体支出绩效评价共性指标体系框架 (满分 100 分); 财预〔2020〕10号 (预算执行率 10 分).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.shared.score_terms import FULL, execution, level_points, score_sum, score_tables, total_score
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.shared.score_terms import ScoreTable
    from jixiao.core.document.figure import Figure

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("分值、得分加总相符", "points and scores add up")

LOST = Text("表中有读不出的行", "rows cannot be read")
NO_TOTAL = Text("没有写明总分", "no total is stated")
NO_EXECUTION = Text("没有读到预算执行率的分值和得分", "the points of the budget execution were not found")


def check(audited: Audited) -> Iterator[Tie | Answer]:
    """Ties of every score table: levels, points, scores; an answer for a sum that cannot be made."""
    for table in score_tables(audited):
        points, scores = _points(audited, table), _scores(audited, table)
        for level in _levels(audited, table):
            is_sure = table.is_whole and not _breaks(points)
            yield level if is_sure or not _breaks(level) else _short(level)
        for one, other in ((points, scores), (scores, points)):
            # Where both sums break a row was not read, or not printed.
            yield replace(one, firm=not _breaks(other)) if isinstance(one, Tie) else one


def _breaks(one: Tie | Answer) -> bool:
    return judge(one).state == "broken" if isinstance(one, Tie) else one.finding is not None


def _levels(audited: Audited, table: ScoreTable) -> Iterator[Tie]:
    for name, figure in level_points(audited, table).items():  # (1)
        # Of a table that lost rows the second level alone tells where; the first only says it again.
        own = (1, 0) if table.is_whole else (1,)
        parts = [row.points for row in table.rows if name in (row.levels[level] for level in own)]
        what = Text(f"“{name}”的分值", f"the points of “{name}”")
        if (tie := score_sum(audited, figure, parts, what)) is not None:
            yield tie


def _short(level: Tie) -> Answer:
    """A level of a table that lost rows: what is missing is a row rather than a number."""
    result, summed = level.terms[0], sum((one.value for one in level.terms[1:]), Decimal(0))
    told = Text(f"为 {result}，其下读到的各行合计 {summed} 分，可能缺行", f" are {result}; the rows read make {summed}")
    places = tuple(one.place for one in level.terms)
    return failed(Finding(Severity.SUSPICIOUS, level.what + told, places, str(summed), str(result), likelihood=45))


def _points(audited: Audited, table: ScoreTable) -> Tie | Answer:
    parts = [*(row.points for row in table.rows), *execution(audited, table, "分值")]
    known = [one for one in parts if one is not None]
    if len(known) < len(parts):
        return cannot_tell(LOST)  # (2)
    if table.lacks_execution and len(parts) == len(table.rows):
        return cannot_tell(NO_EXECUTION)  # (4)
    total = table.total.points if table.total else None
    if total is not None:
        return score_sum(audited, total, parts, Text("分值合计", "the sum of the points")) or cannot_tell(LOST)
    places = tuple(audited.place(one.start, one.end) for one in known)
    summed = sum((one.number for one in known), Decimal(0))
    if summed == FULL:
        return passed(*places)
    message = Text(f"各项分值合计 {summed}，不是 100", f"the points add up to {summed}, not to 100")
    return failed(Finding(Severity.SUSPICIOUS, message, places, "100", str(summed), likelihood=60))


def _scores(audited: Audited, table: ScoreTable) -> Tie | Answer:
    total, extra = total_score(audited, table), execution(audited, table, "得分")
    if total is None:
        return cannot_tell(NO_TOTAL)  # (3)
    if table.lost:
        return _left(audited, table, total)
    if table.lacks_execution and not extra:
        return cannot_tell(NO_EXECUTION)  # (4)
    parts = [*(row.self_score for row in table.rows), *extra]
    return score_sum(audited, total, parts, Text("得分合计", "the sum of the scores")) or cannot_tell(LOST)


def _left(audited: Audited, table: ScoreTable, total: Figure) -> Answer:
    """What the total leaves for rows of which the score cannot be read."""
    lost, summed = table.lost, table.readable
    left, place = total.number - summed, audited.place(total.start, total.end)
    most = [row.points.number for row in lost if row.points is not None]
    if len(most) == len(lost) and 0 <= left <= sum(most):
        return cannot_tell(LOST, place)
    names = "、".join(row.name.text for row in lost)
    message = Text(
        f"{len(lost)} 行没有可以读出的得分（{names}），其余各行合计 {summed}，与总分 {total.number} 相差 {left}",
        f"{len(lost)} rows have no readable score ({names}); the others make {summed}, the total is {total.number}",
    )
    places = (place, *(audited.place(row.name.start, row.name.end) for row in lost))
    return failed(Finding(Severity.SUSPICIOUS, message, places, str(summed), str(total.number), str(left)))
