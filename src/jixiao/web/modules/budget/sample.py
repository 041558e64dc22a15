"""A plausible, fictional budget to try the program with: 20 projects a year, basic lines, spending, changes of money.

The same organisation and year always get the same amounts; nobody's real budget is in here.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from jixiao.web.modules.budget import queries
from jixiao.web.modules.budget.actions import budgets, changes, lines, projects
from jixiao.web.modules.budget.fields import ChangeFields, LineFields, ProjectFields
from jixiao.web.modules.budget.lights import months_done
from jixiao.web.modules.budget.models import Budget, Project

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person

WAN = 1_000_000  # fen
# Duty, task, level-1 project, its level-2 projects: name, 功能, 经济, size in 万元.
_TREE: tuple[tuple[str, str, str, tuple[tuple[str, str, str, int], ...]], ...] = (
    ("产业发展", "园区建设和运营", "园区建设", (
        ("园区公共设施维护", "2150805", "30213", 180), ("园区物业管理", "2150805", "30209", 260),
        ("园区安全巡查", "2240106", "30227", 46), ("园区标识更新", "2150805", "30213", 38),
    )),
    ("产业发展", "产业空间信息采集", "产业空间服务", (
        ("重点楼宇信息调研", "2150805", "30227", 43), ("产业空间平台运行维护", "2150805", "30213", 96),
        ("产业地图更新", "2150805", "30227", 58), ("空置信息发布", "2150805", "30227", 24),
    )),
    ("企业服务", "政策兑现和走访", "企业服务", (
        ("企业走访和诉求办理", "2150805", "30227", 65), ("政策宣讲", "2150805", "30216", 32),
        ("企业服务平台运行维护", "2150805", "30213", 120), ("中小企业融资对接", "2150899", "30227", 74),
    )),
    ("投资推广", "招商引资", "招商推介", (
        ("招商推介活动", "2160699", "30215", 150), ("招商资料制作", "2160699", "30202", 28),
        ("重大项目跟踪服务", "2160699", "30227", 88), ("驻点招商", "2160699", "30211", 60),
    )),
)  # fmt: skip
_BASIC = (
    ("人员经费", "2010301", "30101", 860),
    ("公用经费", "2010301", "30201", 92),
    ("公务接待", "2010301", "30217", 3),
    ("公务用车运行维护", "2010301", "30231", 9),
)


def sample(organisation: Organisation, years: Iterable[int], by: Person, at: datetime) -> list[Budget]:
    """Make a project library and a budget for each year, carried out up to the month before `at`."""
    wanted = sorted(years)
    library = _library(organisation, wanted[0], by, at) if wanted else []
    found = []
    for year in wanted:
        random = Random(f"{organisation.name} {year}")  # noqa: S311 - plausible amounts, not secrets
        budget = _budget(organisation, year, library, random, by, at)
        if year <= at.year:
            _carry_out(budget, random, by, at)
        found.append(Budget.objects.get(pk=budget.pk))
    return found


def _library(organisation: Organisation, since: int, by: Person, at: datetime) -> list[tuple[Project, str, str, int]]:
    """Four projects of level 1 with four below each: twenty of them; those of level 2 and 1 carry the money."""
    found: list[tuple[Project, str, str, int]] = []
    for number, (duty, task, name, below) in enumerate(_TREE, 1):
        fields = ProjectFields(f"X{number:02d}", name, 1, None, duty, task, since, None)
        top = _project(organisation, fields, by, at)
        found.append((top, "2150899", "30299", 20))
        for place, (own, functional, economic, size) in enumerate(below, 1):
            fields = ProjectFields(f"X{number:02d}{place:02d}", own, 2, top, duty, task, since, None)
            found.append((_project(organisation, fields, by, at), functional, economic, size))
    return found


def _project(organisation: Organisation, fields: ProjectFields, by: Person, at: datetime) -> Project:
    known = Project.objects.filter(organisation=organisation, code=fields.code).first()
    return known or projects.add_project(organisation=organisation, fields=fields, by=by, at=at)


def _budget(
    organisation: Organisation, year: int, library: list[tuple[Project, str, str, int]], random: Random, by: Person,
    at: datetime,
) -> Budget:  # fmt: skip
    """The lines of a year: every project, and basic expenditure."""
    budget = budgets.open_budget(organisation=organisation, year=year, by=by, at=at)
    empty = LineFields("", "", True, None, "", "", "general_public", 0)
    rows = [replace(empty, name=name, functional=f, economic=e, initial=size) for name, f, e, size in _BASIC]
    rows += [
        replace(empty, name=one.name, is_basic=False, project=one, functional=f, economic=e, initial=size)
        for one, f, e, size in library
    ]
    for row in rows:
        amount = row.initial * WAN * random.randint(85, 120) // 100 + random.randint(0, 9_999) * 100
        lines.add_line(pk=budget.pk, fields=replace(row, initial=amount), by=by, at=at)
    return budget


def _carry_out(budget: Budget, random: Random, by: Person, at: datetime) -> None:
    """Approve it, spend month by month, reallocate once; a year that is over is closed."""
    for move in ("submit_first", "reply", "submit_second", "approve"):
        budget = budgets.move(pk=budget.pk, move=move, version=budget.version, by=by, at=at)
    months = months_done(budget.year, at.date())
    for line in queries.lines_of(budget):
        pace = 90 if line.is_basic else random.choice((46, 70, 84, 88, 90, 90))
        amounts: dict[int, int | None] = {
            month: line.adjusted * pace // 1200 * random.randint(90, 110) // 100 for month in range(1, months + 1)
        }
        if amounts:
            lines.record_months(line=line, months=amounts, version=line.version, by=by, at=at)
    _reallocate(budget, by, at)
    plan = {"procurement": (320 * WAN, 320 * WAN * months // 13), "reception": (3 * WAN, 2 * WAN * months // 12)}
    plan["vehicle_running"] = (9 * WAN, 8 * WAN * months // 12)
    budgets.set_figures(pk=budget.pk, values=plan, version=budget.version, by=by, at=at)
    if budget.year < at.year:
        fresh = Budget.objects.get(pk=budget.pk)
        budgets.move(pk=budget.pk, move="close", version=fresh.version, by=by, at=at)


def _reallocate(budget: Budget, by: Person, at: datetime) -> None:
    """One supplement, and one reallocation from the line with the most unspent; approved by someone else, if any."""
    rows = sorted((line for line in queries.lines_of(budget) if not line.is_basic), key=lambda line: line.unspent)
    amount = min(rows[-1].unspent // 2, 12 * WAN)
    for fields in (
        ChangeFields("supplement", None, rows[0], 25 * WAN, "上级追加园区改造资金"),
        ChangeFields("reallocation", rows[-1], rows[1], amount, "进度偏慢，结余调剂给进度较快的项目"),
    ):
        if fields.amount > 0:
            change = changes.propose(pk=budget.pk, fields=fields, by=by, at=at)
            approver = type(by).objects.filter(posts__role="reviewer", is_active=True).exclude(pk=by.pk).first()
            if approver is not None:
                changes.approve(pk=change.pk, by=approver, at=at, note="同意")
            else:
                changes.withdraw(pk=change.pk, by=by, at=at)
