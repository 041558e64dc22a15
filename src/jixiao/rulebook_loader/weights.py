"""Weights: they must add up at every level, and must not be applied twice."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import share, shortest
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jixiao.rulebook_loader.rule_files import FrameworkFile, GroupEntry
    from jixiao.rulebook_loader.strict_yaml import Path_
    from jixiao.rulebook_loader.structure import Reading


def check_tree(reading: Reading, file: FrameworkFile) -> None:
    """Note groups and indicators that stand twice, days in the wrong order, and grades with one limit."""
    groups: list[str] = []
    indicators: list[str] = []
    for number, group in enumerate(file.groups):
        _gather(reading, group, ("groups", number), groups, indicators)
    if file.valid_to is not None and file.valid_to < file.valid_from:
        reading.problem(
            ("valid_to",),
            Text("止用日早于起用日", "the last day lies before the first"),
            Text(f"≥ {file.valid_from}", f"≥ {file.valid_from}"),
            file.valid_to,
        )
    limits = [grade.at_least for grade in file.grades]
    for number, limit in enumerate(limits):
        if limit in limits[:number]:
            what = Text("两个等级的下限相同", "two grades have one limit")
            reading.problem(("grades", number, "at_least"), what, received=shortest(limit))


def _gather(reading: Reading, group: GroupEntry, path: Path_, groups: list[str], indicators: list[str]) -> None:
    for name, seen, here in [
        (group.id, groups, path),
        *((i, indicators, (*path, "indicators", i)) for i in group.indicators),
    ]:
        if name in seen:
            reading.problem(here, Text(f"{name} 在框架中出现两次", f"{name} stands twice in the framework"))
        seen.append(name)
    for number, inner in enumerate(group.groups):
        _gather(reading, inner, (*path, "groups", number), groups, indicators)


def check_weights(reading: Reading, file: FrameworkFile) -> None:
    """Note every level whose parts do not add up to its stated sum, and every weight that would count twice."""
    if file.letters:
        return
    if file.total is None:
        reading.problem(
            (), Text("缺少总分 total", "missing total"), remedy=Text("写明总分，如 100", "state it, e.g. 100")
        )
        return
    if file.weighting == "points":
        _add_up(reading, ("groups",), [points_of(group) for group in file.groups], file.total, shortest)
        for number, group in enumerate(file.groups):
            _check_points(reading, group, ("groups", number))
        return
    _add_up(reading, ("groups",), [group.weight or Fraction(0) for group in file.groups], Fraction(1), share)
    for number, group in enumerate(file.groups):
        _check_shares(reading, group, ("groups", number))


def points_of(group: GroupEntry) -> Fraction:
    """The points of a group: as stated, or the sum of its parts where the source prints none."""
    return group.points if group.points is not None else _parts_sum(group)


def _parts_sum(group: GroupEntry) -> Fraction:
    return sum((points_of(inner) for inner in group.groups), Fraction(0)) + sum(group.indicators.values(), Fraction(0))


def _check_points(reading: Reading, group: GroupEntry, path: Path_) -> None:
    if group.weight is not None:
        reading.problem(
            (*path, "weight"),
            Text(
                f"“{group.zh}”重复加权：分值已是总分中的绝对分数，再乘 weight 会计算两次",
                f"“{group.en}” is weighted twice: its points are absolute already, a weight would count again",
            ),
            Text(
                "只用 points，或在框架写 weighting: shares 并全部改用 weight",
                "points only, or weighting: shares with weights at every level",
            ),
            share(group.weight),
        )
    if group.points is not None and not group.goals:
        parts = [points_of(inner) for inner in group.groups] + list(group.indicators.values())
        _add_up(reading, (*path, "points"), parts, group.points, shortest)
    for number, inner in enumerate(group.groups):
        _check_points(reading, inner, (*path, "groups", number))


def _check_shares(reading: Reading, group: GroupEntry, path: Path_) -> None:
    if group.points is not None:
        reading.problem(
            (*path, "points"),
            Text(
                f"“{group.zh}”重复加权：按比例加权的框架里不能再写 points",
                f"“{group.en}” is weighted twice: a framework of shares takes no points",
            ),
            Text("只写 weight", "weight only"),
            shortest(group.points),
        )
    if group.weight is None:
        reading.problem(path, Text("缺少键 weight", "missing key weight"))
    parts = [inner.weight or Fraction(0) for inner in group.groups] + list(group.indicators.values())
    if not group.goals:
        _add_up(reading, path, parts, Fraction(1), share)
    for number, inner in enumerate(group.groups):
        _check_shares(reading, inner, (*path, "groups", number))


def _add_up(
    reading: Reading,
    path: Path_,
    parts: Iterable[Fraction],
    stated: Fraction,
    write: Callable[[Fraction], str],
) -> None:
    values = list(parts)
    total = sum(values, Fraction(0))
    if total != stated:
        written = " + ".join(write(value) for value in values) or "0"
        reading.problem(
            path,
            Text("各部分分值之和与所写合计不符", "the parts do not add up to the stated sum"),
            Text(write(stated), write(stated)),
            f"{written} = {write(total)}",
            Text(
                f"差 {write(stated - total)}；核对各部分或合计",
                f"{write(stated - total)} off; check parts or sum",
            ),
        )
