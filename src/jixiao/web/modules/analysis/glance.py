"""A department's year at a glance: from its money to its problems, each part with its next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.analysis import published
from jixiao.web.modules.analysis.charts.chart import two
from jixiao.web.platform.clock import today
from jixiao.web.platform.installed import modules
from jixiao.web.platform.manifest import Cell
from jixiao.web.platform.money import in_ten_thousands, share
from jixiao.web.registers.funds.queries import months_done, year_money
from jixiao.web.registers.indicators.models import GoalTable
from jixiao.web.registers.problems.models import Problem
from jixiao.web.registers.scores.queries import scores

if TYPE_CHECKING:
    from jixiao.web.platform.manifest import Module
    from jixiao.web.platform.people.models import Organisation

# Modules whose work is not part of a department's year.
_BESIDE = ("documents", "analysis", "administration")
_DONE = ("accepted", "dismissed")
# A cell's own columns are told by a line's words already.
_TOLD = ("budget", "goals", "evaluation", "disclosure", "rectification")


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the year: its name, what there is to say, the lights of its module, what comes next and where."""

    title: Text
    words: Text
    cells: tuple[tuple[Text, Cell], ...]
    step: Text
    url: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The lines of an organisation's year."""

    organisation: Organisation
    year: int
    lines: tuple[Line, ...]


def glance(organisation: Organisation, year: int) -> Glance:
    """The lines in the order of the year; the number of queries does not depend on what there is."""
    told = {
        "budget": _money,
        "goals": _goals,
        "evaluation": _score,
        "disclosure": _published,
        "rectification": _problems,
    }
    lines = []
    for module in modules():
        if module.name in _BESIDE or not module.entries:
            continue
        cells = tuple(
            (column.title, cell)
            for column in module.columns
            if (cell := column.cells([organisation], year).get(organisation.pk)) is not None
        )
        own = reverse(module.entries[0].url)
        ask = told.get(module.name)
        words, step, url = ask(organisation, year) if ask else _other(module, cells)
        shown = tuple((title, cell) for title, cell in cells if cell.light or module.name not in _TOLD)
        lines.append(Line(module.title, words, shown, step, url or own))
    return Glance(organisation, year, tuple(lines))


def _other(module: Module, cells: tuple[tuple[Text, Cell], ...]) -> tuple[Text, Text, str]:
    if not cells:
        return Text("还没有内容", "nothing yet"), Text(f"去{module.title.zh}", f"Go to {module.title.en}"), ""
    return same(""), Text("查看", "Open"), next((cell.url for _, cell in cells if cell.url), "")


def _money(organisation: Organisation, year: int) -> tuple[Text, Text, str]:
    one = year_money([organisation], year).get(organisation.pk)
    if one is None:
        return Text("还没有预算", "no budget yet"), Text("建立预算", "Open a budget"), ""
    adjusted, spent = one.total.adjusted, one.total.spent
    months = months_done(year, today())
    words = Text(
        f"调整后 {in_ten_thousands(adjusted)} 万元，已支出 {share(spent, adjusted)}，序时进度 {share(months, 12)}",
        f"{in_ten_thousands(adjusted)} ten thousand yuan adjusted, {share(spent, adjusted)} spent, "
        f"straight line {share(months, 12)}",
    )
    return words, Text("打开预算", "Open the budget"), one.url


def _goals(organisation: Organisation, year: int) -> tuple[Text, Text, str]:
    rows = list(GoalTable.objects.filter(organisation=organisation, year=year).values_list("stage", "revision_due"))
    if not rows:
        return Text("还没有目标表", "no goal table yet"), Text("填报目标", "Set goals"), ""
    approved, due = sum(stage == "approved" for stage, _ in rows), sum(due for _, due in rows)
    zh = f"{len(rows)} 张目标表，已批复 {approved} 张" + (f"，{due} 张因调整需复核" if due else "")
    en = f"{len(rows)} goal tables, {approved} approved" + (f", {due} to be looked at again" if due else "")
    step = Text("查看目标", "See the goals") if approved == len(rows) else Text("办理目标", "Finish the goals")
    return Text(zh, en), step, ""


def _score(organisation: Organisation, year: int) -> tuple[Text, Text, str]:
    one = scores([organisation], year).get(organisation.pk)
    if one is None:
        return Text("还没有自评", "not evaluated yet"), Text("开始自评", "Begin the self-evaluation"), ""
    parts = (("计算", "computed", one.computed), ("自评", "stated", one.stated), ("复核", "reviewed", one.reviewed))
    zh = "，".join(f"{name} {two(value)} 分" for name, _, value in parts if value is not None)
    en = ", ".join(f"{name} {two(value)}" for _, name, value in parts if value is not None)
    words = Text("；".join(filter(None, (zh, one.stage_name.zh))), "; ".join(filter(None, (en, one.stage_name.en))))
    return (
        words,
        Text("查看得分", "See the score") if one.is_accepted else Text("继续自评", "Go on evaluating"),
        one.url,
    )


def _published(organisation: Organisation, year: int) -> tuple[Text, Text, str]:
    rows = published.rows_by_organisation([organisation], year).get(organisation.pk, [])
    if not rows:
        return Text("没有要公开的", "nothing is owed"), Text("查看", "Open"), ""
    zh = "，".join(f"{row.kind_words.zh}{row.standing.word.zh}" for row in rows)
    en = ", ".join(f"{row.kind_words.en} {row.standing.word.en}" for row in rows)
    is_open = any(row.is_open for row in rows)
    url = published.cell(rows, organisation.pk, year).url
    return Text(zh, en), Text("登记公开", "Publish") if is_open else Text("查看公开", "See it"), url


def _problems(organisation: Organisation, year: int) -> tuple[Text, Text, str]:
    rows = list(Problem.objects.filter(organisation=organisation, year=year).values_list("stage", "until"))
    if not rows:
        return Text("没有登记的问题", "no problem registered"), Text("查看", "Open"), ""
    left = [until for stage, until in rows if stage not in _DONE]
    late = sum(until is not None and until < today() for until in left)
    zh = f"{len(rows)} 个问题，未销号 {len(left)} 个" + (f"，逾期 {late} 个" if late else "")
    en = f"{len(rows)} problems, {len(left)} open" + (f", {late} overdue" if late else "")
    return Text(zh, en), Text("整改", "Put right") if left else Text("查看", "Open"), ""
