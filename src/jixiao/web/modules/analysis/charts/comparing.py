"""Departments against each other, and over three years. Never a ranking of what cannot be compared."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.analysis.charts.chart import EMPTY, Chart, Head, hundredths, plain, points, two
from jixiao.web.modules.analysis.charts.spending import SOURCE, added
from jixiao.web.platform.manifest import Cell
from jixiao.web.registers.funds.queries import year_money
from jixiao.web.registers.scores.queries import scores

if TYPE_CHECKING:
    from jixiao.web.modules.analysis.scope import Scope
    from jixiao.web.registers.funds.queries import YearMoney
    from jixiao.web.registers.scores.queries import Score

YEARS = 3
SCORED = Text("来源：绩效自评和财政复核", "Source: self-evaluations and finance reviews")
_POINTS = Text("分", "points")
_PERCENT = Text("%", "%")
_WHOLE_YEAR = 12


def rate_at(one: YearMoney, months: int) -> Decimal | None:
    """What was spent by the end of a month, in per cent of the adjusted budget."""
    if one.total.adjusted <= 0 or months <= 0:
        return None
    return hundredths(one.total.spent_by(months), one.total.adjusted).scaleb(-2)


def standing(one: Score) -> Decimal | None:
    """The score that stands: as reviewed, else as stated."""
    return one.stated if one.reviewed is None else one.reviewed


def charts(scope: Scope) -> list[Chart]:
    """Strips of dots: execution, stated and reviewed scores; what nobody has is left out.

    Computed scores are not compared: what cannot be told differs from one department to the next.
    """
    months = scope.months
    budgets = year_money(scope.organisations, scope.year)
    rates = [(key, rate_at(one, months), "", one.url) for key, one in budgets.items()]
    known = scores(scope.organisations, scope.year)
    stated = [(key, one.stated, one.framework, one.url) for key, one in known.items()]
    reviewed = [(key, one.reviewed, one.framework, one.url) for key, one in known.items()]
    # The straight line is told beside, since it is what every rate is held against.
    line = f"{hundredths(months, _WHOLE_YEAR).scaleb(-2):f}"
    found = [
        _strip(scope, "rate", Text(f"到 {months} 月末的执行率", f"Execution by the end of month {months}"), _PERCENT,
               SOURCE, rates, Text(
                   f"预算大小和结构各不相同，执行率先与序时进度 {line} % 比。",
                   f"Budgets differ in size and kind: hold each rate against the straight line of {line} % first.")),
        _strip(scope, "stated", Text("自评得分", "Stated scores"), _POINTS, SCORED, stated, _why(known)),
        _strip(scope, "reviewed", Text("财政复核得分", "Scores of the finance review"), _POINTS, SCORED, reviewed,
               _why(known)),
    ]  # fmt: skip
    return [one for one in found if one is not None]


def _why(known: dict[int, Score]) -> Text:
    if len({one.framework for one in known.values()}) > 1:
        return Text("评价体系不同，分数不可相比，因此分行列出，各有中位数。",
                    "Scores of different frameworks cannot be compared; each has a line and a median.")  # fmt: skip
    return Text("同一评价体系；部门职责不同，分数不是排名。", "One framework; duties differ, so this is no ranking.")


def _strip(
    scope: Scope,
    name: str,
    title: Text,
    unit: Text,
    source: Text,
    found: list[tuple[int, Decimal | None, str, str]],
    note: Text,
) -> Chart | None:
    told = [(scope.name_of(key), value, group, url) for key, value, group, url in found if value is not None]
    if not told:
        return None
    groups = sorted({group for _, _, group, _ in told})
    medians = {group: median(value for _, value, own, _ in told if own == group) for group in groups}
    heads = [
        plain("单位", "Unit"),
        Head(title, unit),
        Head(Text("与中位数之差", "From the median"), unit),
    ]
    rows = []
    for unit_name, value, group, url in sorted(told, key=lambda one: (one[2], one[0])):
        away = value - medians[group]
        sign = "+" if away > 0 else "−" if away < 0 else ""
        row = [Cell(unit_name, url), points(value), Cell(f"{sign}{two(abs(away))}", amount=away)]
        rows.append((*row, Cell(group)) if len(groups) > 1 else tuple(row))
    if len(groups) > 1:
        heads.append(plain("评价体系", "Framework"))
    return Chart(
        name, "strip", title, unit, source, tuple(heads), tuple(rows),
        {
            "groups": [{"name": group, "median": two(medians[group])} for group in groups],
            "dots": [
                {"name": one, "value": two(value), "group": group, "url": url} for one, value, group, url in told
            ],
            "unit": unit.said(scope.lang),
            "median": Text("中位数", "median").said(scope.lang),
        },
        note,
    )  # fmt: skip


def year_charts(scope: Scope) -> list[Chart]:
    """Slopes over three years: execution at the same month, scores as reviewed or else as stated."""
    years = list(range(scope.year - YEARS + 1, scope.year + 1))
    budgets = {year: year_money(scope.in_year(year), year) for year in years}
    months = scope.months or _WHOLE_YEAR
    rates = {year: {key: rate_at(one, months) for key, one in budgets[year].items()} for year in years}
    together = {year: _together(list(budgets[year].values()), months) for year in years}
    points_of = {year: {key: standing(one) for key, one in scores(scope.in_year(year), year).items()} for year in years}
    title = Text(f"三年执行率（都到 {months} 月末）", f"Execution in three years (each by the end of month {months})")
    same_month = Text("各年都取到同一个月末，才好比较；粗线是合计。",
                      "Every year up to the same month, so that they compare; thick: the total.")  # fmt: skip
    if scope.assigned:
        same_month = Text(f"只列出分派给您的年度。{same_month.zh}", f"Only years assigned to you. {same_month.en}")
    found = [
        _slopes(scope, "rates", title, _PERCENT, SOURCE, rates, together, same_month),
        _slopes(scope, "scores", Text("三年得分", "Scores of three years"), _POINTS, SCORED, points_of, {},
                Text("复核过的取复核分，否则取自评分；换了评价体系的年份，分数不可直接比较。",
                     "Reviewed scores, else stated ones; across frameworks they do not compare.")),
    ]  # fmt: skip
    return [one for one in found if one is not None]


def _together(found: list[YearMoney], months: int) -> Decimal | None:
    total = added(one.total for one in found)
    return hundredths(total.spent_by(months), total.adjusted).scaleb(-2) if total.adjusted > 0 else None


def _slopes(
    scope: Scope,
    name: str,
    title: Text,
    unit: Text,
    source: Text,
    found: dict[int, dict[int, Decimal | None]],
    together: dict[int, Decimal | None],
    note: Text,
) -> Chart | None:
    years = list(found)
    lines = [
        (one.name, [found[year].get(one.pk) for year in years])
        for one in scope.organisations
        if any(found[year].get(one.pk) is not None for year in years)
    ]
    if not lines:
        return None
    if together and len(lines) > 1:
        lines.insert(0, (Text("合计", "Total").said(scope.lang), [together[year] for year in years]))
    heads = [plain("单位", "Unit"), *(Head(same(str(year)), unit) for year in years)]
    heads.append(Head(Text("三年变化", "Change"), unit))
    return Chart(
        name, "slopes", title, unit, source, tuple(heads), tuple(_line(*line) for line in lines),
        {
            "years": [str(year) for year in years],
            "lines": [
                {"name": one, "values": [None if value is None else two(value) for value in values],
                 "is_total": bool(together) and len(lines) > 1 and place == 0}
                for place, (one, values) in enumerate(lines)
            ],
            "unit": unit.said(scope.lang),
        },
        note,
    )  # fmt: skip


def _line(name: str, values: list[Decimal | None]) -> tuple[Cell, ...]:
    first, last = values[0], values[-1]
    change = EMPTY
    if first is not None and last is not None:
        away = last - first
        change = Cell(f"{'+' if away > 0 else '−' if away < 0 else ''}{two(abs(away))}", amount=away)
    return (Cell(name), *(points(value) for value in values), change)
