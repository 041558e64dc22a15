"""Years side by side: a line per figure, and by how much the last year differs from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import half_up
from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.disclosure.money import number, wan
from jixiao.web.modules.disclosure.picture import GOT, SPENT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from jixiao.web.modules.disclosure.picture import Picture

# From so many times on, a rate in percent says less than the multiple.
MANY_TIMES = 10
_MONEY = {**GOT, **SPENT}


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in each of the years, in the order of the years; None where that year does not say."""

    label: Text
    cells: tuple[str | None, ...]
    change: Text | None


def compared(shown: Sequence[Picture]) -> list[Line]:
    """The lines of the comparison; those that no year fills are left out."""
    lines = []
    for name, label in _MONEY.items():
        values = [one.figures[name].value if name in one.figures else None for one in shown]
        if name == "cumulative_expenditure":
            continue
        if name == "expenditure":  # a year that has only what its self-evaluation adds up to is shown with that
            values = [None if one.total_spent is None else one.total_spent.value for one in shown]
        cells = [None if value is None else wan(value) for value in values]
        lines.append(_line(label + Text("（万元）", " (10,000 yuan)"), values, cells))
    rates = [one.rate for one in shown]
    label = Text("支出占预算（%）", "Spent of the budget (%)")
    lines.append(_line(label, [number(one) for one in rates], rates, "points"))
    totals = [None if one.score is None else one.score.total for one in shown]
    lines.append(_line(Text("绩效得分", "Score"), [number(one) for one in totals], totals, "points"))
    grades = tuple(None if one.score is None or one.score.grade is None else one.score.grade.zh for one in shown)
    lines.append(Line(Text("等级", "Grade"), grades, None))
    return [line for line in lines if any(cell is not None for cell in line.cells)]


def _line(label: Text, values: Sequence[Decimal | None], cells: Sequence[str | None], how: str = "percent") -> Line:
    change = None
    if len(values) > 1 and values[0] is not None and values[1] is not None:
        change = _change(values[0], values[1], how)
    return Line(label, tuple(cells), change)


def _change(now: Decimal, before: Decimal, how: str) -> Text | None:
    if now == before:
        return Text("持平", "the same")
    if how == "points":
        return same(f"{'+' if now > before else '−'}{abs(now - before):f}")
    if before <= 0:  # a change from nothing has no rate
        return None
    if now >= before * MANY_TIMES:
        times = half_up(Fraction(now) / Fraction(before), 1)
        return Text(f"{times:f} 倍", f"{times:f} times")
    rate = half_up(Fraction(now - before) / Fraction(before) * 100, 1)
    return same(f"{'+' if rate >= 0 else '−'}{abs(rate):f} %")
