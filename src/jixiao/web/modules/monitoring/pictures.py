"""Drawings as SVG, made on the server, styled by classes: spending in time with its forecast, an indicator as a bullet.

The numbers of a drawing are only places on the page; the table behind it has the exact ones.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from jixiao.core.kernel.text import Language, Text
from jixiao.reports.html.markup import Markup, el
from jixiao.web.platform.money import in_ten_thousands, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.web.modules.monitoring.models import Sheet

WIDTH, HEIGHT, TOP, FOOT, LEFT, RIGHT = 760, 260, 28, 34, 64, 110
BULLET = 120


def cumulative(sheet: Sheet, month: int, lang: Language) -> SafeString:
    """Spending month by month as steps, against the straight line; the way to the forecast is dotted."""
    right, room, ahead = WIDTH - RIGHT, HEIGHT - TOP - FOOT, sheet.forecast
    top = max(sheet.adjusted, sheet.spent, ahead or 0, 1)

    def x(at: int) -> int:
        return LEFT + (right - LEFT) * at // 12

    def y(amount: int) -> int:
        return TOP + room - max(amount, 0) * room // top

    drawn = [_line(LEFT, y(0), right, y(0), "axis")]
    for quarter in range(1, 5):
        level = y(sheet.adjusted * quarter // 4)
        drawn += [
            _line(LEFT, level, right, level, "grid"),
            _text(LEFT - 8, level + 4, f"{25 * quarter} %", "label ends"),
            _text(x(3 * quarter), HEIGHT - 12, Text(f"{3 * quarter} 月", f"{3 * quarter}").said(lang), "name"),
        ]
    drawn.append(_line(LEFT, y(0), right, y(sheet.adjusted), "straight"))
    path, total = f"M{x(0)} {y(0)}", 0
    for at, amount in enumerate(_up_to(sheet.months, month), 1):
        total += amount
        path += f"H{x(at)}V{y(total)}"
    drawn.append(el("path", d=path, class_="spent"))
    drawn.append(_line(x(month), TOP, x(month), y(0), "today"))
    drawn.append(_text(x(month), TOP - 10, Text(f"{month} 月末", f"end of month {month}").said(lang), "label"))
    drawn.append(_text(x(month) + 8, y(sheet.spent) + 20, share(sheet.spent, sheet.adjusted), "rate"))
    if ahead is not None and month < 12:
        words = Text(f"预计 {share(ahead, sheet.adjusted)}", f"{share(ahead, sheet.adjusted)} expected").said(lang)
        drawn.append(_line(x(month), y(sheet.spent), right, y(ahead), "forecast"))
        drawn.append(_text(right + 8, y(ahead) + 4, words, "rate"))
    return _framed(sheet, drawn, lang)


def bullet(done: Fraction | None, schedule: Fraction, light: str, lang: Language) -> SafeString:
    """What was reached of a target: the bar, the schedule as a thin tick, the target as a thick one at the end."""
    if done is None:
        return SafeString("")
    most = Fraction(5, 4)
    place = 100 if done > most else int(done * 100 / most)
    title = Text("完成率；细线为序时进度，粗线为目标", "completion; thin: the schedule, thick: the target").said(lang)
    drawn = [
        el("rect", x=0, y=4, width=BULLET, height=8, class_="whole"),
        el("rect", x=0, y=4, width=max(place, 1) * BULLET // 100, height=8, class_=f"part {light}"),
        _line(int(schedule / most * BULLET), 2, int(schedule / most * BULLET), 14, "schedule"),
        _line(int(BULLET / most), 0, int(BULLET / most), 16, "target"),
    ]
    svg = el(
        "svg", el("title", title), drawn, viewBox=f"0 0 {BULLET} 16", width=BULLET, height=16, role="img",
        aria_label=title, class_="bullet",
    )  # fmt: skip
    return mark_safe(svg)  # noqa: S308 - every word in it was escaped by `el`


def running(sheet: Sheet, month: int) -> list[dict[str, int | None]]:
    """The table behind the drawing: month, spent, so far, what the straight line asks for."""
    total, found = 0, []
    for at in range(1, 13):
        amount = sheet.months[at - 1] if sheet.months and at <= month else None
        total += amount or 0
        found.append(
            {
                "month": at,
                "spent": amount,
                "total": total if at <= month else None,
                "line": sheet.adjusted * at // 12,
                "before": sheet.months_before[at - 1] if sheet.months_before else None,
            }
        )
    return found


def _framed(sheet: Sheet, drawn: Iterable[Markup], lang: Language) -> SafeString:
    """The drawing of a sheet, with its title and what it says for those who cannot see it."""
    title = Text("累计支出、序时进度和全年预计", "Spending, the straight line, and the forecast").said(lang)
    said = Text(
        f"累计支出 {in_ten_thousands(sheet.spent)} 万元，调整后预算 {in_ten_thousands(sheet.adjusted)} 万元",
        f"{in_ten_thousands(sheet.spent)} of {in_ten_thousands(sheet.adjusted)} (10,000 yuan) spent",
    )
    svg = el(
        "svg", el("title", title), el("desc", said.said(lang)), drawn,
        viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=title, class_="drawing",
    )  # fmt: skip
    return mark_safe(svg)  # noqa: S308 - every word in it was escaped by `el`


def _up_to(months: Sequence[int], month: int) -> Sequence[int]:
    return months[:month] if months else [0] * month


def _line(x1: int, y1: int, x2: int, y2: int, kind: str) -> Markup:
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def _text(x: int, y: int, words: str, kind: str) -> Markup:
    return el("text", words, x=x, y=y, class_=kind)
