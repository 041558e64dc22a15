"""The tables of the report, made of the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.web.modules.report.figures.others import losses, outcome, taken
from jixiao.web.platform.money import in_ten_thousands, share
from jixiao.web.registers.indicators.models import KINDS
from jixiao.web.registers.problems.models import ORIGINS, STAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.reports.self_evaluation.paper import Part
    from jixiao.web.modules.report.figures.figure import Figures
    from jixiao.web.registers.funds.queries import Money

WAN = "万元"
_HEADS = ("年初预算", "追加追减", "调剂", "结转和划转", "调整后预算", "实际支出", "执行率")
_REACHED = {True: "完成", False: "未完成", None: "不能判断"}


def _table(
    block: str, title: str, unit: str, heads: tuple[str, ...], widths: tuple[int, ...], numbers: int,
    rows: list[list[str]], foot: list[str] | None = None,
) -> Part:  # fmt: skip
    """A table whose last `numbers` columns hold numbers."""
    part: Part = {
        "kind": "table", "block": block, "title": title, "unit": unit, "heads": list(heads), "widths": list(widths),
        "numbers": [place >= len(heads) - numbers for place in range(len(heads))], "rows": rows,
    }  # fmt: skip
    if foot is not None:
        part["foot"] = foot
    return part


def _money_cells(money: Money) -> list[str]:
    other = money.adjusted - money.initial - money.supplemented - money.reallocated
    amounts = (money.initial, money.supplemented, money.reallocated, other, money.adjusted, money.spent)
    return [*(in_ten_thousands(one) for one in amounts), share(money.spent, money.adjusted).replace(" ", "")]


def money(block: str, figures: Figures) -> Part | None:
    """Basic and project expenditure, and their sum."""
    year = figures.data.get("money")
    if year is None:
        return None
    rows = [["基本支出", *_money_cells(year.basic)], ["项目支出", *_money_cells(year.project)]]
    title = "部门预算执行情况表"
    return _table(block, title, WAN, ("支出类别", *_HEADS), (4, 4, 4, 3, 4, 4, 4, 3), 7, rows,
                  ["合计", *_money_cells(year.total)])  # fmt: skip


def projects(block: str, figures: Figures) -> Part | None:
    """Every project with money in the year."""
    found = figures.data.get("projects") or []
    if not found:
        return None
    rows = [[one.code, one.name, *_money_cells(one.money)[4:]] for one in found]
    spent, adjusted = (sum(getattr(one.money, name) for one in found) for name in ("spent", "adjusted"))
    foot = ["", "合计", in_ten_thousands(adjusted), in_ten_thousands(spent), share(spent, adjusted).replace(" ", "")]
    return _table(
        block, "项目支出执行情况表", WAN, ("项目编号", "项目名称", *_HEADS[4:]), (3, 8, 4, 4, 3), 3, rows, foot
    )


def goals(block: str, figures: Figures) -> Part | None:
    """The indicators of the department as a whole, with their targets and what was reached."""
    return _goals(block, figures, "部门整体绩效指标完成情况表", of_projects=False)


def project_goals(block: str, figures: Figures) -> Part | None:
    """The indicators of its projects: too many for the text, so they stand in an attachment."""
    return _goals(block, figures, "项目绩效指标完成情况表", of_projects=True)


def _goals(block: str, figures: Figures, title: str, *, of_projects: bool) -> Part | None:
    values, rows = figures.data.get("reached") or {}, []
    for table in (one for one in figures.data.get("goals") or [] if bool(one.project) == of_projects):
        for one in table.indicators.all():
            actual = values.get(one.pk)
            reached = "—" if actual is None else f"{actual.value}{one.unit if one.is_number else ''}"
            kind = KINDS[one.kind][1].zh.removesuffix("指标")
            said = "尚未填报" if actual is None else _REACHED[outcome(one, actual)]
            rows.append([table.name, kind, one.name, one.shown, reached, said])
    if not rows:
        return None
    heads = ("绩效目标", "类别", "指标", "目标值", "完成值", "完成情况")
    return _table(block, title, "", heads, (4, 3, 6, 3, 3, 3), 0, rows)


def lost_points(block: str, figures: Figures) -> Part | None:
    """The indicators that lost points, the most first, with their arithmetic."""
    card = figures.data.get("card")
    found = [] if card is None else losses(card)
    if not found:
        return None
    rows = [
        [one["name"], str(one["max"]), f"{one['taken']:f}", f"{one['lost']:f}", _short(one.get("explanation", ""))]
        for one in found
    ]
    part = _table(
        block, "失分指标说明表", "分", ("失分指标", "满分", "实得", "失分", "原因"), (4, 2, 2, 2, 10), 0, rows
    )
    part["numbers"] = [False, True, True, True, False]
    return part


def _short(words: str, most: int = 160) -> str:
    lines = [one for one in str(words).splitlines() if not one.startswith("合计")]
    said = "；".join(lines)
    return said if len(said) <= most else f"{said[: most - 1]}…"


def problems(block: str, figures: Figures) -> Part | None:
    """The problems of the year and what became of each."""
    found = figures.data.get("problems") or []
    if not found:
        return None
    rows = [
        [str(number), one.title, ORIGINS[one.origin].zh, one.until.isoformat() if one.until else "—",
         STAGES[one.stage].zh]
        for number, one in enumerate(found, 1)
    ]  # fmt: skip
    return _table(block, "问题整改情况表", "", ("序号", "问题", "来源", "整改期限", "状态"), (1, 9, 3, 3, 2), 0, rows)


def scores(block: str, figures: Figures) -> Part | None:
    """The score table of the attachment: the levels, the points, the criterion, the score."""
    card = figures.data.get("card")
    if card is None:
        return None
    rows, points, total = [], 0, 0
    before: tuple[str, ...] = ()
    for one in card["indicators"]:
        groups = tuple(one.get("groups") or ())[:2]
        first = groups[0] if groups and groups[:1] != before[:1] else ""
        second = groups[1] if len(groups) > 1 and groups != before else ""
        score = taken(one)
        said = "—" if score is None else f"{score:f}"
        note = "" if one.get("outcome") == "scored" else "单位自评" if score is not None else "尚未评分"
        rows.append([first, second, one["name"], str(one["max"]), str(one.get("criterion") or ""), said, note])
        before = groups
        points, total = points + _hundredths(one["max"]), total + _hundredths(score)
    foot = ["合计", "", "", _points(points), "", _points(total), ""]
    heads = ("一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评得分", "说明")
    part = _table(block, "部门整体支出绩效评分表", "分", heads, (4, 4, 6, 3, 18, 3, 4), 0, rows, foot)
    part["numbers"] = [False, False, False, True, False, True, False]
    return part


def _hundredths(points: Any) -> int:  # noqa: ANN401 - a Decimal or its text
    from decimal import Decimal

    return 0 if points is None else int(Decimal(str(points)) * 100)


def _points(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


TABLES: dict[str, Callable[[str, Figures], Part | None]] = {
    "money": money,
    "projects": projects,
    "goals": goals,
    "project_goals": project_goals,
    "losses": lost_points,
    "problems": problems,
    "scores": scores,
}
