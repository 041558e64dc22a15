"""The charts of the report: how the budget became what it is, spending in time, where points were lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jixiao.reports.self_evaluation.drawing import Shape, drawn, line, rect, words

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, TOP, FOOT = 720, 270, 30, 34
_BAR = 62
FLOW = "预算形成和使用"
IN_TIME = "累计支出与序时进度"
SCORES = "各部分得分"


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of the waterfall: its name, the words of its amount, where it begins and ends."""

    name: str
    shown: str
    start: int
    end: int
    style: str


def waterfall(steps: Sequence[Step]) -> dict[str, Any]:
    """Amounts as bars that hang from one another."""
    top = max((max(step.start, step.end) for step in steps), default=0) or 1
    room, gap = HEIGHT - TOP - FOOT, WIDTH // max(len(steps), 1)

    def y(amount: int) -> int:
        return TOP + room - amount * room // top

    shapes: list[Shape] = [line([(0, y(0)), (WIDTH, y(0))], "axis")]
    for place, step in enumerate(steps):
        x = place * gap + (gap - _BAR) // 2
        high, low = y(max(step.start, step.end)), y(min(step.start, step.end))
        shapes.append(rect(x, high, _BAR, max(low - high, 2), step.style))
        if place + 1 < len(steps):
            level = y(step.start if step.style == "spent" else step.end)
            shapes.append(line([(x + _BAR, level), (x + gap, level)], "link"))
        shapes.append(words(x + _BAR // 2, high - 8, step.shown, "value"))
        shapes.append(words(x + _BAR // 2, HEIGHT - 12, step.name))
    said = "；".join(f"{step.name} {step.shown} 万元" for step in steps)
    return drawn(WIDTH, HEIGHT, shapes, FLOW, said)


def in_time(months: Sequence[int], adjusted: int, done: int, rate: str) -> dict[str, Any]:
    """Spending month by month against the straight line of 25, 50, 75 and 100 %."""
    left, right, room = 52, WIDTH - 72, HEIGHT - TOP - FOOT
    top = max(adjusted, sum(months), 1)

    def x(month: int) -> int:
        return left + (right - left) * month // 12

    def y(amount: int) -> int:
        return TOP + room - max(amount, 0) * room // top

    shapes: list[Shape] = [line([(left, y(0)), (right, y(0))], "axis")]
    for quarter in range(1, 5):
        level = y(adjusted * quarter // 4)
        shapes += [
            line([(left, level), (right, level)], "grid"),
            words(left - 6, level + 4, f"{25 * quarter} %", anchor="end"),
            words(x(3 * quarter), HEIGHT - 12, f"{3 * quarter} 月"),
        ]
    shapes.append(line([(left, y(0)), (right, y(adjusted))], "straight"))
    points, total = [(x(0), y(0))], 0
    for month in range(1, done + 1):
        before, total = total, total + months[month - 1]
        points += [(x(month), y(before)), (x(month), y(total))]
    shapes.append(line(points, "course"))
    shapes.append(words(x(done) + 6, y(total) + 14, rate, "strong", "start"))
    return drawn(WIDTH, HEIGHT, shapes, IN_TIME, f"累计支出占调整后预算 {rate}；直线为 25%、50%、75%、100% 的序时进度")


@dataclass(frozen=True, slots=True)
class Level:
    """A part of the score table in hundredths of a point: its name, its points, what was scored."""

    name: str
    points: int
    score: int


def score_bars(levels: Sequence[Level]) -> dict[str, Any]:
    """One bar for each part, what was lost first and marked."""
    height, left, right = 16 + 44 * len(levels), 130, WIDTH - 150
    most = max((one.points for one in levels), default=0) or 1
    shapes: list[Shape] = []
    for place, one in enumerate(levels):
        y = 12 + 44 * place
        whole = (right - left) * one.points // most
        got = whole * one.score // max(one.points, 1)
        shapes.append(words(left - 10, y + 19, one.name, "name", "end"))
        shapes.append(rect(left, y, got, 28, "whole"))
        if got < whole:
            shapes.append(rect(left + got, y, whole - got, 28, "lost"))
        lost = f"，失 {_points(one.points - one.score)}" if one.points > one.score else ""
        shapes.append(
            words(left + whole + 8, y + 19, f"{_points(one.score)} / {_points(one.points)}{lost}", "value", "start")
        )
    said = "；".join(f"{one.name} {_points(one.score)} 分，满分 {_points(one.points)} 分" for one in levels)
    return drawn(WIDTH, height, shapes, SCORES, said)


def _points(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"
