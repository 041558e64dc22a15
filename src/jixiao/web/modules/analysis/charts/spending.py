"""The money of a year: how the budget became what it is, spending in time, what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis.charts.chart import EMPTY, Chart, Head, hundredths, money, percent, plain
from jixiao.web.platform.manifest import Cell
from jixiao.web.platform.money import in_ten_thousands, share
from jixiao.web.registers.funds.queries import Money, duty_money, project_money, year_money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.web.modules.analysis.scope import Scope
    from jixiao.web.registers.funds.queries import YearMoney

UNIT = Text("万元", "ten thousand yuan")
SOURCE = Text("来源：预算台账和支出记录", "Source: budget lines and recorded spending")
BASIC = Text("基本支出", "Basic expenditure")
_NO_DUTY = Text("未填职责", "No duty given")
_MONTHS = 12


def added(parts: Iterable[Money]) -> Money:
    """The sum of several."""
    held = list(parts)
    names = ("initial", "supplemented", "reallocated", "adjusted", "spent")
    sums = {name: sum(getattr(one, name) for one in held) for name in names}
    return Money(**sums, months=tuple(sum(one.months[month] for one in held) for month in range(_MONTHS)))


def charts(scope: Scope) -> list[Chart]:
    """The three pictures of the page; none where no organisation has a budget in the year."""
    found = year_money(scope.organisations, scope.year)
    if not found:
        return []
    before = year_money(scope.in_year(scope.year - 1), scope.year - 1)
    return [
        waterfall(scope, list(found.values())),
        in_time(scope, added(one.total for one in found.values()), added(one.total for one in before.values())),
        structure(scope, found),
    ]


def waterfall(scope: Scope, budgets: list[YearMoney]) -> Chart:
    """Initial, supplements, reallocations, adjusted, spent, unspent."""
    total = added(one.total for one in budgets)
    after = total.initial + total.supplemented
    left = total.adjusted - total.spent
    moved = after + total.reallocated
    # Whatever else is in the adjusted budget: carried over from last year, taken over from another unit.
    other = total.adjusted - moved
    brought = (Text("结转和划转", "Carried and transferred"), other, moved, total.adjusted, "change")
    steps = (
        (Text("年初预算", "Initial"), total.initial, 0, total.initial, "whole"),
        (Text("追加追减", "Supplements"), total.supplemented, total.initial, after, "change"),
        (Text("调剂", "Reallocations"), total.reallocated, after, moved, "change"),
        *([brought] if other else []),
        (Text("调整后预算", "Adjusted"), total.adjusted, 0, total.adjusted, "whole"),
        (Text("已支出", "Spent"), total.spent, left, total.adjusted, "spent"),
        (Text("未支出", "Unspent"), left, 0, left, "left"),
    )
    url = budgets[0].url if len(budgets) == 1 else ""
    heads = (plain("步骤", "Step"), Head(Text("金额", "Amount"), UNIT),
             Head(Text("占调整后预算", "Share of the adjusted")))  # fmt: skip
    return Chart(
        "waterfall", "waterfall", Text("预算怎样变成现在的样子", "How the budget became what it is"), UNIT, SOURCE,
        heads,
        tuple(
            (Cell(name.said(scope.lang), url), money(amount), percent(amount, total.adjusted))
            for name, amount, *_ in steps
        ),
        {"steps": [_step(scope, *step) for step in steps], "url": url},
    )  # fmt: skip


def _step(scope: Scope, name: Text, amount: int, start: int, end: int, kind: str) -> dict[str, Any]:
    sign = "+" if kind == "change" and amount > 0 else ""
    label, short = sign + in_ten_thousands(amount), sign + in_ten_thousands(amount, 0)
    return {"name": name.said(scope.lang), "start": start, "end": end, "kind": kind, "label": label, "short": short}


def in_time(scope: Scope, total: Money, before: Money) -> Chart:
    """Cumulative steps against the straight line of the year, with the way on dotted and last year beside it."""
    done = scope.months
    running = [total.spent_by(month) for month in range(_MONTHS + 1)]
    last = max([done, *(month for month in range(1, _MONTHS + 1) if total.months[month - 1])])
    forecast = running[last] * _MONTHS // last if 0 < last < _MONTHS else None
    rows = []
    for month in range(1, _MONTHS + 1):
        known = month <= last
        rows.append((
            Cell(Text(f"{month} 月", f"Month {month}").said(scope.lang)),
            money(total.months[month - 1]) if known else EMPTY,
            money(running[month]) if known else EMPTY,
            percent(running[month], total.adjusted) if known else EMPTY,
            percent(month, _MONTHS),
            percent(before.spent_by(month), before.adjusted),
        ))  # fmt: skip
    heads = (
        plain("月份", "Month"), Head(Text("当月支出", "Spent in the month"), UNIT),
        Head(Text("累计支出", "Spent so far"), UNIT), Head(Text("执行率", "Rate")),
        Head(Text("序时进度", "Straight line")), Head(Text("上年同期", "Year before")),
    )  # fmt: skip
    return Chart(
        "in-time", "in_time", Text("支出是否跟上时间", "Whether spending keeps up with time"),
        Text("占调整后预算的 %", "% of the adjusted budget"), SOURCE, heads, tuple(rows),
        _timed(scope, total, before, last, forecast), _said(total, last, forecast),
    )  # fmt: skip


def _timed(scope: Scope, total: Money, before: Money, last: int, forecast: int | None) -> dict[str, Any]:
    words = {
        "spent": Text("累计支出", "Spent"), "line": Text("序时进度", "Straight line"),
        "forecast": Text("按现有速度预计", "At this pace"), "before": Text("上年", "Year before"),
        "today": Text(f"{scope.months} 月末", f"End of month {scope.months}"), "month": Text("月", ""),
    }  # fmt: skip
    return {
        "spent": [_rate(total.spent_by(month), total.adjusted) for month in range(last + 1)],
        "before": [_rate(before.spent_by(month), before.adjusted) for month in range(_MONTHS + 1)]
        if before.adjusted > 0
        else [],
        "forecast": None if forecast is None else [last, _rate(forecast, total.adjusted)],
        "today": scope.months if 0 < scope.months < _MONTHS else None,
        "words": {name: text.said(scope.lang) for name, text in words.items()},
    }


def _rate(part: int, whole: int) -> str:
    return f"{hundredths(part, whole).scaleb(-2):f}" if whole > 0 else "0"


def _said(total: Money, last: int, forecast: int | None) -> Text:
    zh = f"到 {last} 月末支出 {in_ten_thousands(total.spent)} 万元，占 {share(total.spent, total.adjusted)}"
    en = f"{in_ten_thousands(total.spent)} spent by the end of month {last}, {share(total.spent, total.adjusted)}"
    if forecast is not None:
        zh += f"；照此速度全年 {share(forecast, total.adjusted)}"
        en += f"; at this pace {share(forecast, total.adjusted)} by the end of the year"
    return Text(f"{zh}。", f"{en}.")


def structure(scope: Scope, budgets: dict[int, YearMoney]) -> Chart:
    """What the money is for: departments and their duties, or the duties, tasks and projects of one."""
    is_one = len(budgets) == 1
    names_of = {} if is_one else {one.pk: one.name for one in scope.organisations}
    leaves: dict[tuple[str, ...], tuple[int, int, str]] = {}
    for key, one in budgets.items():
        _put(leaves, (() if is_one else (names_of[key],)) + (BASIC.said(scope.lang),), one.basic, one.url)
    none = _NO_DUTY.said(scope.lang)
    if is_one:
        for project in project_money(scope.organisations, scope.year, months=False):
            path = (project.duty or none, project.task or project.name, f"{project.code} {project.name}")
            _put(leaves, path, project.money, project.url)
    else:
        for part in duty_money(scope.organisations, scope.year):
            _put(leaves, (names_of[part.organisation], part.duty or none), part.money, "")
    total = added(one.total for one in budgets.values())
    depth = max(len(path) for path in leaves)
    names = (Text("职责", "Duty"), Text("任务", "Task"), Text("项目", "Project")) if is_one else (
        Text("单位", "Unit"), Text("职责", "Duty"))  # fmt: skip
    heads = (*(Head(name, is_number=False) for name in names[:depth]), Head(Text("调整后预算", "Adjusted"), UNIT),
             Head(Text("已支出", "Spent"), UNIT), Head(Text("执行率", "Rate")))  # fmt: skip
    rows = tuple(_row(path, depth, *leaf) for path, leaf in leaves.items())
    foot = (Cell(Text("合计", "Total").said(scope.lang)), *[Cell("")] * (depth - 1), money(total.adjusted),
            money(total.spent), percent(total.spent, total.adjusted))  # fmt: skip
    return Chart(
        "structure", "structure", Text("钱用在什么上", "What the money is for"), UNIT, SOURCE, heads, rows,
        {"tree": _tree(leaves), "root": Text("全部", "All").said(scope.lang)},
        Text("面积是调整后预算；点开看下一层。", "Areas are the adjusted budget; open one for what lies below."), foot,
    )  # fmt: skip


def _put(leaves: dict[tuple[str, ...], tuple[int, int, str]], path: tuple[str, ...], one: Money, url: str) -> None:
    adjusted, spent, known = leaves.get(path, (0, 0, url))
    leaves[path] = (adjusted + one.adjusted, spent + one.spent, known)


def _row(path: tuple[str, ...], depth: int, adjusted: int, spent: int, url: str) -> tuple[Cell, ...]:
    names = [Cell(name, url if place + 1 == len(path) else "") for place, name in enumerate(path)]
    return (*names, *[Cell("")] * (depth - len(path)), money(adjusted), money(spent), percent(spent, adjusted))


def _tree(leaves: dict[tuple[str, ...], tuple[int, int, str]]) -> list[dict[str, Any]]:
    """Nested names with their amounts, as the script draws them."""
    root: list[dict[str, Any]] = []
    for path, (adjusted, spent, url) in leaves.items():
        level = root
        for place, name in enumerate(path):
            node = next((one for one in level if one["name"] == name), None)
            if node is None:
                node = {"name": name, "value": 0, "spent": 0, "children": []}
                level.append(node)
            node["value"] += adjusted
            node["spent"] += spent
            if place + 1 == len(path):
                node["url"] = url
            level = node["children"]
    return [_labelled(one) for one in root]


def _labelled(node: dict[str, Any]) -> dict[str, Any]:
    node["label"] = in_ten_thousands(node["value"])
    node["rate"] = share(node.pop("spent"), node["value"])
    node["value"] = max(node["value"], 0)
    node["children"] = [_labelled(one) for one in node["children"]]
    if not node["children"]:
        del node["children"]
    return node
