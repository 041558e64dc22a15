"""Ranking of what can be compared: years of one framework read in the same way. What cannot stands apart, with why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.offers import graded
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.web.modules.evaluation.models import DepartmentYear


@dataclass(frozen=True, slots=True)
class Ranked:
    """A year with its place; equal scores share one."""

    place: int
    year: DepartmentYear
    grade: str


@dataclass(frozen=True)
class Group:
    """Years that can be compared, the best first; `why` says what sets the group apart, None for the largest one."""

    framework: Text
    readings: tuple[tuple[str, str], ...]
    rows: list[Ranked]
    why: Text | None

    @property
    def grades(self) -> list[tuple[str, int]]:
        """How many of each grade, in the order of the ranking."""
        names = [one.grade or "—" for one in self.rows]
        return [(name, names.count(name)) for name in dict.fromkeys(names)]


def groups(years: Sequence[DepartmentYear]) -> tuple[list[Group], list[DepartmentYear]]:
    """The groups of accepted years, the largest first, and the years that are not accepted yet."""
    ready = [one for one in years if one.stage == "accepted" and one.reviewed is not None]
    open_ = [one for one in years if one.stage != "accepted" or one.reviewed is None]
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[DepartmentYear]] = {}
    for one in ready:
        found.setdefault((one.framework, tuple(sorted(one.readings.items()))), []).append(one)
    order = sorted(found, key=lambda key: (-len(found[key]), key))
    made = []
    for number, key in enumerate(order):
        why = _why(order[0], key) if number else None
        made.append(Group(_name(key[0]), key[1], _ranked(found[key]), why))
    return made, open_


def _ranked(years: list[DepartmentYear]) -> list[Ranked]:
    rows: list[Ranked] = []
    for number, one in enumerate(sorted(years, key=lambda one: (-(one.reviewed or 0), one.organisation.path)), 1):
        is_equal = bool(rows) and rows[-1].year.reviewed == one.reviewed
        grade = "" if one.reviewed is None else graded(one.framework, one.year, one.reviewed)
        rows.append(Ranked(rows[-1].place if is_equal else number, one, grade))
    return rows


def _name(framework: str) -> Text:
    try:
        head = rulebook().head(framework)
    except (InputFault, KeyError):
        return Text(framework, framework)
    return Text(head.zh, head.en)


def _why(
    first: tuple[str, tuple[tuple[str, str], ...]], other: tuple[str, tuple[tuple[str, str], ...]]
) -> Text:  # fmt: skip
    """What makes a group not comparable with the largest one."""
    if first[0] != other[0]:
        return Text("指标体系不同，不能与其他单位排在一起", "another framework: not to be ranked with the others")
    names = [name for name, _ in set(first[1]) ^ set(other[1])]
    told = [_indicator(other[0], name) for name in dict.fromkeys(sorted(names))]
    zh, en = "、".join(one.zh for one in told), ", ".join(one.en for one in told)
    return Text(f"读法不同（{zh}），不能与其他单位排在一起", f"read differently ({en}): not ranked with the others")


def _indicator(framework: str, name: str) -> Text:
    try:
        found = rulebook().framework(framework, rulebook().head(framework).valid_from).indicator(name).name
    except (InputFault, KeyError):
        return Text(name, name)
    return found
