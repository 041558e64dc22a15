"""Results differ from the bounds of their targets in some rows: not each one lands exactly on its bound.

Skipped:
1. Targets that print no bound (= or nothing), and bounds of 100 %, which can only be met exactly.
2. Documents, and first levels of a document, with fewer than eight results of bounded targets.

Source: 财政部 项目支出绩效评价管理办法（财预〔2020〕10号）绩效评价应当真实、客观.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.shared.goal_values import compared
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.audit.shared.goal_values import Compared

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("完成值不都恰好等于目标值", "not every result is exactly its target")

# Four of five, of at least eight.
LEAST_ROWS = 8
TOO_FEW = Text(f"有界限的目标不足 {LEAST_ROWS} 项", f"fewer than {LEAST_ROWS} targets have a bound")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer a document: over all its rows, else for the first level in which the results are so even."""
    every = [one for goal in audited.statements.goals if (one := compared(goal, audited.vocabulary)) is not None]
    bounded = [one for one in every if _is_bounded(one)]  # (1)
    if not bounded:
        return
    levels = dict.fromkeys(one.goal.levels[0] for one in bounded)
    groups = [bounded, *([one for one in bounded if one.goal.levels[0] == level] for level in levels)]
    large = [group for group in groups if len(group) >= LEAST_ROWS]
    even = next((group for group in large if 5 * len(_equal(group)) >= 4 * len(group)), None)
    if not large:
        yield cannot_tell(TOO_FEW)  # (2)
    elif even is None:
        yield passed(*(_place(audited, one) for one in bounded))
    else:
        yield failed(_finding(audited, even, None if even is bounded else even[0].goal.levels[0]))


def _is_bounded(one: Compared) -> bool:
    figure = one.goal.target_figure
    is_whole = figure is not None and figure.unit in ("%", "％") and figure.number == 100
    return one.operator != "=" and not is_whole


def _equal(group: Sequence[Compared]) -> list[Compared]:
    return [one for one in group if one.actual == one.target]


def _place(audited: Audited, one: Compared) -> Place:
    piece = one.goal.actual_figure or one.goal.name
    return audited.place(piece.start, piece.end)


def _finding(audited: Audited, group: Sequence[Compared], level: str | None) -> Finding:
    equal = _equal(group)
    zh = f"“{level}”下 " if level else ""
    en = f" under “{level}”" if level else ""
    message = Text(
        f"{zh}{len(group)} 项有界限的目标中，{len(equal)} 项的完成值恰好等于目标值，似照目标填写",
        f"of {len(group)} bounded targets{en}, {len(equal)} results are exactly the bound, as if copied from it",
    )
    likelihood = 50 if len(equal) == len(group) else 35
    return Finding(SEVERITY, message, tuple(_place(audited, one) for one in equal), likelihood=likelihood)
