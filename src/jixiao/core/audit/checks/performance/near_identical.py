"""No two indicators of one table are the same in name and target.

Skipped:
1. Names of fewer than four characters, and 不适用.
2. Names that differ in a number or an ordinal (第一季度, 第二季度).
3. Indicators of different tables: every project has its own.

Source: 财政部 中央部门预算绩效目标管理办法（财预〔2015〕88号）指标应当相关、不重复.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, passed
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
TITLE = Text("指标不重复", "no indicator stands twice")

LEAST_NAME = 4
_PLAIN = re.compile(r"[\W_]+")
# Characters in which two indicators may well differ by one.
_TELLING = re.compile(r"[\dA-Za-z一二三四五六七八九十上下大小内外新旧东南西北]")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every indicator with a target; the pairs of one document make few findings."""
    groups: dict[tuple[int | None, str], list[GoalRow]] = defaultdict(list)
    for goal in audited.statements.goals:
        if goal.target is not None and len(_plain(goal.name.text)) >= LEAST_NAME and _is_named(goal):  # (1)
            groups[table_at(audited, goal.name.start), _plain_target(goal)].append(goal)  # (3)
    found, twice = [], set()
    for goals in groups.values():
        for one, other in combinations(goals, 2):
            if _are_alike(_plain(one.name.text), _plain(other.name.text)):
                found.append(_finding(audited, one, other))
                twice.add(other.name.start)
        yield from (passed(audited.place(one.name.start, one.name.end)) for one in goals if one.name.start not in twice)
    yield from leads(found, _together)


def _plain(words: str) -> str:
    return _PLAIN.sub("", words)


def _plain_target(goal: GoalRow) -> str:
    return "" if goal.target is None else "".join(goal.target.text.split())


def _is_named(goal: GoalRow) -> bool:
    return kind_of(goal.name, None) != "nothing"


def _are_alike(one: str, other: str) -> bool:
    """Whether two names are one but for a character that tells nothing."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    first = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    is_one_apart = short[first + (len(short) == len(long)) :] == long[first + 1 :]
    differing = short[first : first + 1] + long[first : first + 1]
    return is_one_apart and not _TELLING.search(differing)  # (2)


def _finding(audited: Audited, one: GoalRow, other: GoalRow) -> Finding:
    message = Text(
        f"“{shown(other.name)}”与“{shown(one.name)}”名称、目标几乎相同，疑为重复设置",
        f"“{shown(other.name)}” and “{shown(one.name)}” are nearly the same in name and target",
    )
    places = tuple(audited.place(goal.name.start, goal.name.end) for goal in (other, one))
    return Finding(SEVERITY, message, places, likelihood=25 if _plain(one.name.text) == _plain(other.name.text) else 15)


def _together(count: int) -> Text:
    return Text(f"{count} 对指标的名称、目标几乎相同，疑为重复设置", f"{count} pairs of indicators are nearly the same")
