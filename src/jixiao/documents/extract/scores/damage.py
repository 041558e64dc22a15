"""What can be wrong with a row of a score table, by name and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.document.figure import Figure

DAMAGES = {
    "self_score_missing": Text("本行没有可以读出的得分", "no score can be read in this row"),
    "self_score_unsure": Text(
        "不止一个数可能是得分，均未采用", "more than one number could be the score; none was taken"
    ),
    "points_missing": Text("本行没有可以读出的分值", "no points can be read in this row"),
    "nothing_readable": Text("本行已损坏，只读出指标名称", "the row is damaged; only the indicator's name can be read"),
}


def damage_of(points: Figure | None, self_score: Figure | None, *, unsure: bool = False) -> str | None:
    """The name of what is wrong with a row; None for a whole one."""
    if unsure:
        return "self_score_unsure"
    if self_score is None:
        return "self_score_missing" if points is not None else "nothing_readable"
    return None if points is not None else "points_missing"
