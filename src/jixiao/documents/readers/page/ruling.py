"""Ruling lines: what is drawn on a page, put together into long straight lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

THIN = 250  # a rectangle no thicker is a line
SAME_PLACE = 220  # lines no farther apart are one
TOUCHING = 320  # ends no farther apart meet
SHORTEST = 250  # shorter strokes are dots and corners; dashes meet and grow before they are judged


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: `at` is its distance from the top (horizontal) or from the left (vertical)."""

    at: int
    start: int
    end: int


def joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Lines on one place whose ends meet, as one; sorted by place."""
    ordered = sorted(rulings, key=lambda one: one.at)
    groups: list[list[Ruling]] = []
    for ruling in ordered:
        if groups and ruling.at - groups[-1][-1].at <= SAME_PLACE and ruling.at - groups[-1][0].at <= 2 * SAME_PLACE:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return [long for group in groups for long in _grown(group) if long.end - long.start > SHORTEST]


def _grown(group: list[Ruling]) -> list[Ruling]:
    at = sorted(one.at for one in group)[len(group) // 2]
    grown: list[Ruling] = []
    for one in sorted(group, key=lambda one: one.start):
        if grown and one.start - grown[-1].end <= TOUCHING:
            grown[-1] = Ruling(at, grown[-1].start, max(grown[-1].end, one.end))
        else:
            grown.append(Ruling(at, one.start, one.end))
    return grown


def distinct(places: Iterable[int], near: int = SAME_PLACE) -> list[int]:
    """Places with those that are near to one another taken as one."""
    found: list[int] = []
    for place in sorted(places):
        if not found or place - found[-1] > near:
            found.append(place)
    return found
