"""Figures of the money: from the register of funds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.figures.figure import Figure
from jixiao.web.modules.report.figures.names import AMOUNTS, PARTS, STATIC
from jixiao.web.platform.money import in_ten_thousands, in_yuan, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.web.registers.funds.queries import Money, ProjectMoney, YearMoney

WAN = "万元"
SOURCE = Text("预算模块：预算和支出记录", "the budget module: lines and payments")
NINETY, SIXTY = 90, 60


def money_figures(year: YearMoney | None, projects: Sequence[ProjectMoney], done: int) -> Iterator[Figure]:
    """Amounts, rates and quarters of a year, of which so many months are over."""
    if year is None:
        return
    for part in PARTS:
        yield from _amounts(part, getattr(year, part), year.url)
    total = year.total
    for quarter in range(1, 5):
        if done >= 3 * quarter:
            spent = total.spent_by(3 * quarter)
            yield _amount(f"funds.q{quarter}.spent", spent, year.url)
            yield _rate(f"funds.q{quarter}.rate", spent, total.adjusted, year.url)
    if projects:
        held = [one.money for one in projects if one.money.adjusted > 0]
        counts = {
            "count": len(projects),
            "full": sum(100 * one.spent >= NINETY * one.adjusted for one in held),
            "slow": sum(100 * one.spent < SIXTY * one.adjusted for one in held),
        }
        for name, count in counts.items():
            full = f"funds.projects.{name}"
            yield Figure(full, STATIC[full], str(count), "个", SOURCE, year.url, steps="按项目的执行率逐个计数")


def _amounts(part: str, money: Money, url: str) -> Iterator[Figure]:
    changed = money.adjusted - money.initial
    values = {name: getattr(money, name, 0) for name in AMOUNTS if hasattr(money, name)}
    # What was carried over from the year before or moved between units changes the budget as well.
    other = changed - money.supplemented - money.reallocated
    values |= {"unspent": money.adjusted - money.spent, "changed": changed, "other": other}
    for name, fen in values.items():
        yield _amount(f"funds.{part}.{name}", fen, url)
    yield _rate(f"funds.{part}.rate", money.spent, money.adjusted, url)
    yield _rate(f"funds.{part}.change_rate", abs(changed), money.initial, url)


def _amount(name: str, fen: int, url: str) -> Figure:
    return Figure(name, STATIC[name], in_ten_thousands(fen), WAN, SOURCE, url, f"{in_yuan(fen)}元")


def _rate(name: str, part: int, whole: int, url: str) -> Figure:
    steps = f"{in_ten_thousands(part)} 万元 ÷ {in_ten_thousands(whole)} 万元"
    return Figure(name, STATIC[name], share(part, whole).replace(" ", ""), "", SOURCE, url, steps=steps)
