"""Every goal that a unit's budget published has a result in its self-evaluation of the year, against the same target.

Skipped:
1. Units without a budget with goals and a self-evaluation of the same year.
2. Self-evaluations with the names of less than a third of the goals: they tell of other goals, or of none in a table.
3. Goals that are called 不适用 or have no target.

Goals are the same when their names are, without blanks and marks. Of goals with one name any of the targets will do.

Source: 中共中央 国务院 关于全面实施预算绩效管理的意见 (goals are published with the budget, results with the accounts).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.shared.grouping import by_unit, one_each
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.document.statement import GoalRow, Piece

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "unit"
TITLE = Text("预算公开的绩效目标在自评中有结果", "published goals have a result in the self-evaluation")

_MARKS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NONE = {"", "不适用", "无"}
_NO_COMMON = Text("自评报告没有或少有与预算同名的绩效指标", "the self-evaluation has few goals of the budget's by name")
# One goal in so many must be told of.
_LEAST = 3


def check(documents: tuple[Audited, ...]) -> Iterator[Answer]:
    """One answer for every goal of a budget; those without a result are one lead."""
    for unit in by_unit(documents):
        found = one_each(unit)
        for (kind, year), budget in found.items():
            report = found.get(("self_evaluation", year))
            if kind == "budget" and budget.statements.goals and report is not None:  # (1)
                yield from _between(budget, report)


def _between(budget: Audited, report: Audited) -> Iterator[Answer]:
    results: dict[str, list[GoalRow]] = defaultdict(list)
    for row in report.statements.goals:
        if _plain(row.actual):
            results[_plain(row.name)].append(row)
    goals = [row for row in budget.statements.goals if not {_plain(row.name), _plain(row.target)} & _NONE]  # (3)
    missing = [row for row in goals if _plain(row.name) not in results]
    if _LEAST * (len(goals) - len(missing)) < len(goals) or not goals:
        yield cannot_tell(_NO_COMMON, *(_place(budget, row.name) for row in goals[:1]))  # (2)
        return
    for row in goals:
        if row not in missing:
            yield _target(budget, row, report, results[_plain(row.name)])
    if missing:
        yield failed(_missing(budget, missing, len(goals)))


def _target(budget: Audited, goal: GoalRow, report: Audited, results: list[GoalRow]) -> Answer:
    place, other = _place(budget, goal.target), results[0].target
    if other is None or any(_is_same_aim(goal, one, budget) for one in results):
        return passed(place)
    name, aimed, now = _words(goal.name), _words(goal.target), _words(other)
    message = Text(
        f"“{name}”的目标值预算为“{aimed}”，自评报告为“{now}”",
        f"the target of “{name}” is “{aimed}” in the budget, “{now}” in the self-evaluation",
    )
    return failed(Finding(SEVERITY, message, (_place(report, other), place), aimed, now, likelihood=65))


def _is_same_aim(goal: GoalRow, other: GoalRow, audited: Audited) -> bool:
    """Whether two targets are of one number; of those without numbers nothing is said."""
    one, two = goal.target_figure, other.target_figure
    if one is None or two is None:
        return _NUMBER.findall(_words(goal.target)) == _NUMBER.findall(_words(other.target))
    units = audited.vocabulary.units.get(one.unit), audited.vocabulary.units.get(two.unit)
    if units[0] is not None and units[1] is not None:
        return units[0].to_base(one.number) == units[1].to_base(two.number)
    return one.number == two.number


def _missing(budget: Audited, goals: list[GoalRow], count: int) -> Finding:
    name = _words(goals[0].name)
    message = Text(
        f"预算公开的 {count} 项绩效指标中 {len(goals)} 项在自评报告中没有结果，如“{name}”",
        f"{len(goals)} of {count} goals of the budget have no result in the self-evaluation, such as “{name}”",
    )
    return Finding(SEVERITY, message, tuple(_place(budget, row.name) for row in goals), likelihood=55)


def _place(audited: Audited, piece: Piece | None) -> Place:
    return audited.place(piece.start, piece.end) if piece is not None else audited.place(0, 0)


def _words(piece: Piece | None) -> str:
    return "".join(piece.text.split()) if piece is not None else ""


def _plain(piece: Piece | None) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", piece.text)) if piece is not None else ""
