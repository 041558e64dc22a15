"""Two drawings as SVG, made on the server, styled by classes: how the budget became what it is, and spending in time.

The numbers of a drawing are only places on the page; the table behind it has the exact ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from jixiao.core.kernel.text import Language, Text
from jixiao.reports.html.markup import Markup, el
from jixiao.web.platform.money import in_ten_thousands, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WIDTH, HEIGHT, TOP, FOOT, LEFT = 760, 260, 28, 34, 8
_BAR = 72


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the waterfall: its name, its amount, where its bar begins and ends, and the class it is drawn in."""

    name: Text
    amount: int
    start: int
    end: int
    kind: str
    note: Text | None = None


# Between the initial and the adjusted budget: what each step is called, and whether it stands there even without money.
_BETWEEN = {
    "carried": (Text("上年结转", "Carried over"), False),
    "supplemented": (Text("追加追减", "Supplements"), True),
    "reallocated": (Text("调剂", "Reallocations"), True),
    "transferred": (Text("机构划转", "Transferred"), False),
}


def steps(sums: Mapping[str, int], moved: int | None = None) -> list[Step]:
    """From the initial budget to what is unspent; `moved` is what went to and fro between lines.

    What was carried over or transferred has a step only where there is any.
    """
    initial, adjusted, spent = sums["initial"], sums["adjusted"], sums["spent"]
    note = None
    if moved is not None:
        words = in_ten_thousands(moved)
        note = Text(f"行间调剂合计 {words}，不改变总额", f"{words} moved between lines; the total stays")
    found = [Step(Text("年初预算", "Initial"), initial, 0, initial, "whole")]
    for key, (title, always) in _BETWEEN.items():
        amount = sums.get(key, 0)
        if amount or always:
            start = found[-1].end
            said = note if key == "reallocated" else None
            found.append(Step(title, amount, start, start + amount, _sign(amount), said))
    return [
        *found,
        Step(Text("调整后预算", "Adjusted"), adjusted, 0, adjusted, "whole"),
        Step(Text("已支出", "Spent"), spent, adjusted - spent, adjusted, "spent"),
        Step(Text("未支出", "Unspent"), adjusted - spent, 0, adjusted - spent, "left"),
    ]


def _sign(amount: int) -> str:
    return "less" if amount < 0 else "more"


def waterfall(found: list[Step], lang: Language) -> SafeString:
    """The steps as bars that hang from one another."""
    top = max(max(step.start, step.end) for step in found) or 1
    room = HEIGHT - TOP - FOOT

    def y(amount: int) -> int:
        return TOP + room - amount * room // top

    gap = (WIDTH - 2 * LEFT) // len(found)
    drawn: list[Markup] = [_line(LEFT, y(0), WIDTH - LEFT, y(0), "axis")]
    for place, step in enumerate(found):
        x = LEFT + place * gap + (gap - _BAR) // 2
        high, low = y(max(step.start, step.end)), y(min(step.start, step.end))
        drawn.append(el("rect", x=x, y=high, width=_BAR, height=max(low - high, 2), class_=f"step {step.kind}"))
        if place + 1 < len(found):
            level = y(step.start if step.kind == "spent" else step.end)
            drawn.append(_line(x + _BAR, level, x + gap, level, "link"))
        signed = "+" if step.kind == "more" and step.amount > 0 else ""
        drawn.append(_text(x + _BAR // 2, high - 8, signed + in_ten_thousands(step.amount), "value"))
        drawn.append(_text(x + _BAR // 2, HEIGHT - 12, step.name.said(lang), "name"))
    said = "；".join(f"{step.name.said(lang)} {in_ten_thousands(step.amount)}" for step in found)
    title = Text("预算怎样变成现在的样子（万元）", "How the budget became what it is (ten thousand yuan)").said(lang)
    return _drawing(title, said, drawn)


def cumulative(months: Mapping[int, int], adjusted: int, done: int, lang: Language) -> SafeString:
    """Spending month by month as steps, against the straight line of 25, 50, 75, 100 %; the way on is dotted."""
    left, right, room = 56, WIDTH - 64, HEIGHT - TOP - FOOT
    spent = sum(months.values())
    top = max(adjusted, spent, 1)

    def x(month: int) -> int:
        return left + (right - left) * month // 12

    def y(amount: int) -> int:
        return TOP + room - max(amount, 0) * room // top

    drawn = [_line(left, y(0), right, y(0), "axis"), _line(left, y(0), right, y(adjusted), "straight")]
    for quarter in range(1, 5):
        level = y(adjusted * quarter // 4)
        drawn += [
            _line(left, level, right, level, "grid"),
            _text(left - 8, level + 4, f"{25 * quarter} %", "label ends"),
            _text(x(3 * quarter), HEIGHT - 12, Text(f"{3 * quarter} 月", f"{3 * quarter}").said(lang), "name"),
        ]
    last = max([done, *(month for month, amount in months.items() if amount)])
    path, total = f"M{x(0)} {y(0)}", 0
    for month in range(1, last + 1):
        total += months.get(month, 0)
        path += f"H{x(month)}V{y(total)}"
    drawn.append(el("path", d=path, class_="spent"))
    if 0 < done < 12:
        drawn.append(_line(x(done), TOP, x(done), y(0), "today"))
        drawn.append(_text(x(done), TOP - 10, Text(f"{done} 月末", f"end of month {done}").said(lang), "label"))
    if 0 < last < 12:
        forecast = min(spent * 12 // last, top)
        drawn.append(_line(x(last), y(spent), x(12), y(forecast), "forecast"))
    drawn.append(_text(x(last) + 8, y(spent) + 18, share(spent, adjusted), "rate"))
    title = Text(
        "累计支出与序时进度（占调整后预算）", "Spending against the straight line (share of the adjusted budget)"
    )
    said = Text(f"累计支出 {in_ten_thousands(spent)} 万元", f"{in_ten_thousands(spent)} (ten thousand yuan) spent")
    return _drawing(title.said(lang), f"{said.said(lang)}，{share(spent, adjusted)}", drawn)


def _line(x1: int, y1: int, x2: int, y2: int, kind: str) -> Markup:
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def _text(x: int, y: int, words: str, kind: str) -> Markup:
    return el("text", words, x=x, y=y, class_=kind)


def _drawing(title: str, said: str, drawn: Iterable[Markup]) -> SafeString:
    svg = el(
        "svg", el("title", title), el("desc", said), drawn,
        viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=title, class_="drawing",
    )  # fmt: skip
    return mark_safe(svg)  # noqa: S308 - every word in it was escaped by `el`
