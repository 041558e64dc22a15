"""Which goals are at risk: a bullet for each indicator, what is furthest from its target first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis.charts.chart import EMPTY, Chart, Head, plain
from jixiao.web.platform.manifest import Cell
from jixiao.web.registers.indicators.queries import reached, tables

if TYPE_CHECKING:
    from jixiao.web.modules.analysis.scope import Scope
    from jixiao.web.registers.indicators.models import GoalTable, Indicator

MOST = 30
# Of more organisations than these, only the goals of whole departments are held side by side.
FEW = 30
_SOURCE = Text("来源：绩效目标表和已报完成值", "Source: goal tables and reported values")
_TITLE = Text("离目标最远的指标", "Indicators furthest from their targets")
_UNIT = Text("占目标的 %", "% of the target")
_LESS = ("le", "lt")


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator against its target, in per cent; last year's where the same indicator was there."""

    table: GoalTable
    indicator: Indicator
    said: str
    day: date | None
    share: Decimal | None
    before: Decimal | None


def charts(scope: Scope) -> list[Chart]:
    """The bullets; none where no goal of the year has a number to reach."""
    last = scope.year - 1
    own, past = tables(scope.organisations, scope.year), tables(scope.in_year(last), last)
    if scope.unit is None and len(scope.organisations) > FEW:
        own, past = own.filter(project=""), past.filter(project="")
    aims = _aims(list(own), list(past), scope)
    if not aims:
        return []
    told = sorted((one for one in aims if one.share is not None), key=lambda one: one.share or 0)
    silent = [one for one in aims if one.share is None]
    shown = [*told, *silent][:MOST] if len(told) < MOST else told[:MOST]
    return [_chart(scope, shown, len(aims), len(silent))]


def _aims(own: list[GoalTable], past: list[GoalTable], scope: Scope) -> list[Aim]:
    day = min(scope.day, date(scope.year, 12, 31))
    numbered = [
        (table, one) for table in own for one in table.indicators.all() if _number(one.target) and one.is_number
    ]
    before = [(table, one) for table in past for one in table.indicators.all() if _number(one.target) and one.is_number]
    values = reached([one for _, one in numbered], day)
    last = reached([one for _, one in before], date(scope.year - 1, 12, 31))
    known = {
        (table.organisation_id, table.project, one.name): _share(one, last[one.pk].value)
        for table, one in before
        if one.pk in last
    }
    return [
        Aim(
            table, one, values[one.pk].value if one.pk in values else "",
            values[one.pk].day if one.pk in values else None,
            _share(one, values[one.pk].value) if one.pk in values else None,
            known.get((table.organisation_id, table.project, one.name)),
        )
        for table, one in numbered
    ]  # fmt: skip


def _number(words: str) -> Decimal | None:
    try:
        value = Decimal(words.strip().removesuffix("%").strip().replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10**15) else None


def _share(indicator: Indicator, said: str) -> Decimal | None:
    """How much of the target is reached, in per cent; where less is better, on target is 100."""
    target, value = _number(indicator.target), _number(said)
    if target is None or value is None or target <= 0 or value < 0:
        return None
    if indicator.operator in _LESS:
        return Decimal(100) if value <= target else (target * 100 / value).quantize(Decimal("0.01"))
    return (value * 100 / target).quantize(Decimal("0.01"))


def _chart(scope: Scope, shown: list[Aim], count: int, silent: int) -> Chart:
    percent = Text("%", "%")
    heads = (
        plain("指标", "Indicator"), plain("单位和目标表", "Unit and goal table"),
        Head(Text("目标", "Target")), Head(Text("已完成", "Reached")), plain("截至", "As of"),
        Head(Text("占目标", "Of the target"), percent), Head(Text("上年", "Year before"), percent),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(one.indicator.name), Cell(f"{one.table.organisation.name} · {one.table.name}"),
            Cell(one.indicator.shown),
            Cell(f"{one.said} {one.indicator.unit}".strip()) if one.said else EMPTY,
            Cell(one.day.isoformat()) if one.day else EMPTY, _told(one.share), _told(one.before),
        )
        for one in shown
    )  # fmt: skip
    time = f"{Decimal(scope.months) * 100 / 12:.0f}"
    note = Text(
        f"共 {count} 个定量指标，离目标最远的在前，最多列 {MOST} 个；{silent} 个还没有报数。"
        f"{_whole(scope).zh}竖线是目标，圆点是上年，虚线是时间进度 {time} %。",
        f"{count} indicators with a number, the furthest from its target first, {MOST} at most; "
        f"{silent} not reported yet. {_whole(scope).en}"
        f"The upright line is the target, the dot last year, the dashed line the time gone ({time} %).",
    )
    data = {
        "rows": [
            {
                "name": one.indicator.name, "unit": one.table.organisation.name, "target": one.indicator.shown,
                "share": f"{one.share:f}",
                "before": None if one.before is None else f"{one.before:f}",
            }
            for one in shown if one.share is not None
        ],
        "time": time,
        "many": len({one.table.organisation_id for one in shown}) > 1,
        "words": {"share": Text("已完成占目标", "reached").said(scope.lang),
                  "before": Text("上年", "year before").said(scope.lang),
                  "target": Text("目标", "target").said(scope.lang)},
    }  # fmt: skip
    return Chart("goals", "bullets", _TITLE, _UNIT, _SOURCE, heads, rows, data, note)


def _whole(scope: Scope) -> Text:
    """Says so where only the goals of whole departments are looked at."""
    if scope.unit is not None or len(scope.organisations) <= FEW:
        return Text("", "")
    return Text("没有选单位，只看部门整体目标。", "No unit is chosen, so only goals of whole departments. ")


def _told(value: Decimal | None) -> Cell:
    return EMPTY if value is None else Cell(f"{value:f}", amount=value)
