"""The official form as data: the ministry's 绩效目标执行监控表 (财预〔2019〕136号), with lights and decision beneath.

Official papers are in Chinese, whatever the language of the page that they are saved from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import grouped
from jixiao.core.monitoring.lights import NAMES
from jixiao.reports.facts.plain_words import sound, visible
from jixiao.web.modules.monitoring.judging import judge
from jixiao.web.modules.monitoring.rules import limits_of
from jixiao.web.modules.monitoring.stages import CAUSES, CHANCES
from jixiao.web.platform.money import in_ten_thousands, share
from jixiao.web.registers.indicators.models import KINDS
from jixiao.web.registers.indicators.models import LEVELS as FIRST_LEVELS

if TYPE_CHECKING:
    from jixiao.web.modules.monitoring.judging import Goal
    from jixiao.web.modules.monitoring.models import Filing, Sheet

TICK = "√"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: title, head lines, the money as (head, words), the heads and rows of the indicators, the foot."""

    name: str
    title: str
    lines: tuple[str, ...]
    money: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, str], ...]


def form_of(sheet: Sheet, filing: Filing) -> Form:
    """The form of a sheet."""
    one, span = filing.round, filing.round.span
    sheet.filing = filing
    judged = judge(sheet, limits_of(one))
    what = "部门整体支出" if sheet.is_of_department else "项目支出"
    named = () if sheet.is_of_department else (_safe(f"项目名称：{sheet.name}（{sheet.project}）"),)
    forecast = "—" if sheet.forecast is None else in_ten_thousands(sheet.forecast)
    return Form(
        _safe(sheet.name),
        f"{what}绩效目标执行监控表",
        (f"（{one.year} 年度，{span}）", *named, _safe(f"主管部门：{filing.organisation.name}")),
        (
            ("年初预算数", in_ten_thousands(sheet.initial)),
            ("调整后预算数", in_ten_thousands(sheet.adjusted)),
            (f"{span}执行数", in_ten_thousands(sheet.spent)),
            (f"{span}执行率", share(sheet.spent, sheet.adjusted)),
            ("全年预计执行数", forecast),
        ),
        (
            "一级指标", "二级指标", "三级指标", "年度指标值", f"{span}执行情况", "全年预计完成情况",
            *(text.zh for text in CAUSES.values()), "原因说明", *(text.zh for text in CHANCES.values()), "改进措施",
            "亮灯",
        ),
        tuple(_row(goal) for goal in judged.goals),
        tuple(
            (head, _safe(words))
            for head, words in (
                ("资金灯", f"{NAMES[judged.money.light].zh}：{judged.money.steps[-1].zh}"),
                ("目标灯", NAMES[judged.goal_light].zh if judged.goals else "没有绩效目标"),
                ("执行偏差原因", sheet.reason),
                ("存在问题", sheet.problem),
                ("改进措施", sheet.measure),
                ("红灯事项决定", _decision(sheet)),
                ("预计方法", judged.forecast.steps[0].zh),
            )
            if words
        ),
    )  # fmt: skip


def _row(goal: Goal) -> tuple[str, ...]:
    entry, row = goal.entry, goal.row
    expected = ""
    if goal.forecast is not None and goal.forecast.value is not None:
        expected = grouped(goal.forecast.value.normalize()) if goal.forecast.value else "0"
    cells = (
        FIRST_LEVELS[KINDS[row["kind"]][0]].zh, goal.kind.zh, row["name"], goal.target, row["value"], expected,
        *(TICK if entry.get("cause") == cause else "" for cause in CAUSES), entry.get("reason", ""),
        *(TICK if entry.get("chance") == chance else "" for chance in CHANCES), entry.get("measure", ""),
        NAMES[goal.judged.light].zh,
    )  # fmt: skip
    return tuple(_safe(cell) for cell in cells)


def _decision(sheet: Sheet) -> str:
    name = sheet.decision_name
    return "" if name is None else f"{name.zh}：{sheet.decision_reason}"


def _safe(words: str) -> str:
    return visible(sound(words))
