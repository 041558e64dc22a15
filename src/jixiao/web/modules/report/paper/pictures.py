"""The charts of the report, made of the registers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.reports.self_evaluation import charts
from jixiao.web.modules.report.figures.others import taken
from jixiao.web.platform.money import in_ten_thousands, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jixiao.reports.self_evaluation.paper import Part
    from jixiao.web.modules.report.figures.figure import Figures


def _chart(
    block: str, title: str, unit: str, drawing: dict[str, Any], heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> Part:
    """A chart with the table behind it, which stays with what is signed."""
    return {
        "kind": "chart", "block": block, "title": title, "unit": unit, "drawing": drawing, "heads": list(heads),
        "rows": [list(row) for row in rows],
    }  # fmt: skip


def flow(block: str, figures: Figures) -> Part | None:
    """How the budget became what it is."""
    year = figures.data.get("money")
    if year is None or year.total.adjusted <= 0:
        return None
    money = year.total
    after, unspent = money.initial + money.supplemented, money.adjusted - money.spent
    moved = after + money.reallocated
    steps = [
        _step("年初预算", money.initial, 0, money.initial, "whole"),
        _step("追加追减", money.supplemented, money.initial, after),
        _step("调剂", money.reallocated, after, moved),
        *([_step("结转和划转", money.adjusted - moved, moved, money.adjusted)] if money.adjusted != moved else []),
        _step("调整后预算", money.adjusted, 0, money.adjusted, "whole"),
        _step("实际支出", money.spent, unspent, money.adjusted, "spent"),
        _step("未支出", unspent, 0, max(unspent, 0), "left"),
    ]
    rows = [(one.name, one.shown) for one in steps]
    return _chart(block, charts.FLOW, "万元", charts.waterfall(steps), ("步骤", "金额（万元）"), rows)


def _step(name: str, fen: int, start: int, end: int, style: str = "") -> charts.Step:
    sign = "+" if not style and fen > 0 else ""
    return charts.Step(name, sign + in_ten_thousands(fen), start, end, style or ("less" if fen < 0 else "more"))


def in_time(block: str, figures: Figures) -> Part | None:
    """Spending against the straight line."""
    year, done = figures.data.get("money"), figures.data.get("done", 0)
    if year is None or year.total.adjusted <= 0 or not done:
        return None
    money = year.total
    rate = share(money.spent_by(done), money.adjusted).replace(" ", "")
    drawing = charts.in_time(money.months, money.adjusted, done, rate)
    heads = ("月份", "当月支出（万元）", "累计支出（万元）", "累计占调整后预算", "序时进度")
    rows = (
        (
            f"{month} 月", in_ten_thousands(money.months[month - 1]), in_ten_thousands(money.spent_by(month)),
            share(money.spent_by(month), money.adjusted).replace(" ", ""), share(month, 12).replace(" ", ""),
        )
        for month in range(1, done + 1)
    )  # fmt: skip
    return _chart(block, charts.IN_TIME, "占调整后预算", drawing, heads, rows)


def scores(block: str, figures: Figures) -> Part | None:
    """What each part of the score table scored."""
    card = figures.data.get("card")
    if card is None:
        return None
    sums: dict[str, list[int]] = {}
    for one in card["indicators"]:
        score = taken(one)
        if score is not None and one.get("max"):
            held = sums.setdefault((one.get("groups") or [one["name"]])[0], [0, 0])
            held[0] += int(Decimal(str(one["max"])) * 100)
            held[1] += int(score * 100)
    if not sums:
        return None
    levels = [charts.Level(name, points, score) for name, (points, score) in sums.items()]
    rows = ((name, _points(points), _points(score), _points(points - score)) for name, (points, score) in sums.items())
    return _chart(block, charts.SCORES, "分", charts.score_bars(levels), ("部分", "满分", "得分", "失分"), rows)


def _points(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


CHARTS: dict[str, Callable[[str, Figures], Part | None]] = {"flow": flow, "in_time": in_time, "scores": scores}
