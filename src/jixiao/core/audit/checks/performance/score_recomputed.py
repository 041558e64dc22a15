"""A stated score is what the framework makes of the document's own figures, under some reading of the criterion.

Skipped:
1. Rows without a readable score, and scores above their points, which another check looks at.
2. Rows that people decide altogether, and rows of which figures are missing: that cannot be told.

A score that only another reading than the framework's own gives is a pass with that reading named, and a lead where
it is higher. A score that no reading gives is an error where all figures are printed and none contradicts another,
else a lead. Where the framework's own reading gives it, but another takes half of the points away, or two figures of
the document contradict one another, that is a lead too.

Source: 部门整体支出绩效评价共性指标体系框架 (各指标评分标准).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.kernel.text import Text, joined, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from jixiao.core.audit.audited import Audited, ReadScore, Recomputed
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.figure import Figure
    from jixiao.core.document.statement import ScoreRow

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("自评得分可以重新算出", "the stated score can be computed again")

NONE_GIVES = Text("，都得不出自评得分", "; none gives the stated score")
CONTRADICTED = Text("，文中数据互相矛盾", "; figures of the document contradict one another")
FAVOURED = Text("，自评取了较高的一种读法", "; the stated score takes the higher reading")
# More places than these nobody looks at.
MOST_PLACES = 6


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every row that the framework knows and that states a score."""
    for one in audited.recomputed:
        row = audited.statements.scores[one.row]
        score = row.self_score
        if score is None or (row.points is not None and score.number > row.points.number):  # (1)
            continue
        place = audited.place(score.start, score.end)
        fitting = [reading for reading in one.readings if reading.low <= score.number <= reading.high]
        if one.score is None and not one.is_contradicted and (fitting or not one.readings):
            yield cannot_tell(one.cannot_tell or TITLE, place)  # (2)
        elif not fitting:
            severity = SEVERITY if one.is_computed and not one.untold else Severity.SUSPICIOUS
            yield failed(_finding(audited, one, score, NONE_GIVES, severity, 65))
        elif (doubt := _doubt(one, row, score.number)) is not None:
            yield failed(_finding(audited, one, score, doubt[0], Severity.SUSPICIOUS, doubt[1]))
        else:
            label = Text("按读法：", "under the reading: ") + _labels(fitting)
            yield replace(passed(place), reason=None if score.number == one.score else label)


def _doubt(one: Recomputed, row: ScoreRow, stated: Decimal) -> tuple[Text, int] | None:
    """Why a score that some reading gives is still a lead, and how much it says."""
    lowest = min(reading.high for reading in one.readings)
    if one.is_contradicted and lowest < stated:
        return CONTRADICTED, 45
    if one.score is not None and stated > one.score:
        return FAVOURED, 35
    points = row.points.number if row.points is not None else stated
    return (FAVOURED, 20) if 2 * (stated - lowest) >= points > 0 else None


def _finding(
    audited: Audited, one: Recomputed, score: Figure, why: Text, severity: Severity, likelihood: int
) -> Finding:
    name = audited.statements.scores[one.row].name.text
    told = _told(one.readings)
    is_one = len({(reading.low, reading.high) for reading in one.readings}) == 1
    message = Text(f"“{name}”自评 {score.number} 分，重新计算为 ", f"“{name}” states {score.number}; the rules give ")
    message += told + (same("") if is_one and why is NONE_GIVES else why)
    if one.untold and why is NONE_GIVES:
        untold = _shortened(one.untold)
        message += Text(f"（另有读法缺少数据：{untold.zh}）", f" (no figures for: {untold.en})")
    if one.explanation is not None and one.explanation.zh:
        message += Text("。算式：", ". Steps: ") + one.explanation
    places = [audited.place(start, end) for start, end in ((score.start, score.end), *one.places[:MOST_PLACES])]
    return Finding(severity, message, tuple(places), told.zh, str(score.number), likelihood=likelihood)


def _told(readings: Sequence[ReadScore]) -> Text:
    """What the readings give, those alike together; their names only where they differ."""
    groups: dict[tuple[Decimal, Decimal], list[ReadScore]] = {}
    for reading in readings:
        groups.setdefault((reading.low, reading.high), []).append(reading)
    parts = []
    for (low, high), group in groups.items():
        number = same(f"{low}") if low == high else Text(f"{low} 至 {high}", f"{low} to {high}")
        label = _labels(group)
        by = Text(f"（“{label.zh}”）", f" (“{label.en}”)") if len(groups) > 1 else same("")
        parts.append(number + by)
    return joined(parts, "、", ", ")


def _labels(readings: Sequence[ReadScore]) -> Text:
    return _shortened([one.label for one in readings])


def _shortened(labels: Sequence[Text]) -> Text:
    """What readings have in common, or the first of them."""
    return Text(_common([one.zh for one in labels], "；"), _common([one.en for one in labels], "; "))


def _common(labels: Sequence[str], stop: str) -> str:
    rest = [set(label.split(stop)) for label in labels[1:]]
    shared = [part for part in labels[0].split(stop) if all(part in one for one in rest)]
    return stop.join(shared) if shared else f"{labels[0]} …"
