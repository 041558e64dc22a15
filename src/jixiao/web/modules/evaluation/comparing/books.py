"""The analysis as a workbook: what the page shows, one sheet under the other's heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.web.modules.evaluation.projects.sheets import book
from jixiao.web.modules.evaluation.stages import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.web.modules.evaluation.comparing.gaps import Department
    from jixiao.web.modules.evaluation.comparing.ranking import Group
    from jixiao.web.modules.evaluation.comparing.signals import Signal
    from jixiao.web.modules.evaluation.projects.sheets import Cell

HEADS = (
    "单位", "阶段", "指标体系", "组（不同组不能比较）", "名次", "等级", "自评分", "复核分", "复核与自评之差", "项目数",
    "项目平均差", "须留意",
)  # fmt: skip


def analysis_book(departments: Sequence[Department], groups: Sequence[Group], signals: Sequence[Signal]) -> bytes:
    """A line for each department."""
    return book("自评复核分析", HEADS, _lines(departments, groups, signals))


def _lines(
    departments: Sequence[Department], groups: Sequence[Group], signals: Sequence[Signal]
) -> Iterator[tuple[Cell, ...]]:
    places = {row.year.pk: (number, row) for number, group in enumerate(groups, 1) for row in group.rows}
    noticed: dict[int, list[str]] = {}
    for signal in signals:
        noticed.setdefault(signal.organisation.pk, []).append(signal.what.zh)
    for one in departments:
        year = one.year
        number, ranked = places.get(year.pk, (None, None)) if year else (None, None)
        yield (
            one.organisation.name,
            TABLE.stages[year.stage].name.zh if year else "",
            year.framework if year else "",
            number,
            ranked.place if ranked else None,
            ranked.grade if ranked else "",
            year.stated if year else None,
            year.reviewed if year else None,
            one.gap,
            one.projects.count or None,
            one.projects.mean,
            "；".join(noticed.get(one.organisation.pk, ())),
        )
