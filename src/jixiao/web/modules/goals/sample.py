"""Plausible, fictional goals to try the program with: a department's table and one for each of its projects.

The same department and year always get the same goals; nobody's real goals are in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from jixiao.web.modules.goals.actions.library import flow_back
from jixiao.web.modules.goals.content import content_of
from jixiao.web.modules.goals.models import ASPECTS, Review
from jixiao.web.modules.goals.sample_rows import BENEFITS, COMMON, DEPARTMENT, OUTPUTS, WEAK
from jixiao.web.modules.goals.standing import Funds, funds_of
from jixiao.web.platform.people.models import Post, Role
from jixiao.web.registers.indicators.models import Actual, Approval, GoalTable, Indicator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.modules.goals.sample_rows import Row
    from jixiao.web.platform.people.models import Organisation, Person
    from jixiao.web.registers.funds.queries import ProjectMoney

# How far the tables of the present year have come; the others are approved.
STAGES = {1: "draft", 4: "submitted", 6: "section_signed", 9: "returned"}
DUE = (2, 7)  # places among the projects whose money was another when their goals were approved
JULY, DECEMBER = 7, 12


@dataclass
class _Made:
    table: GoalTable
    rows: list[Indicator]


def sample(organisation: Organisation, years: Sequence[int], by: Person, at: datetime) -> list[GoalTable]:
    """Make the goals of each year; what a past year reached in July and at its end."""
    reviewer = _holder(organisation, Role.REVIEWER) or by
    found = []
    for year in sorted(years):
        funds = funds_of([organisation], year)
        if (
            organisation.pk not in funds.years
            or GoalTable.objects.filter(organisation=organisation, year=year).exists()
        ):
            continue
        made = _tables(organisation, year, funds, by, at)
        GoalTable.objects.bulk_create([one.table for one in made])
        Indicator.objects.bulk_create([row for one in made for row in one.rows])
        _approve(made, reviewer, at)
        Actual.objects.bulk_create(_actuals(made, year, by, at))
        found += [one.table for one in made]
    return found


def _tables(organisation: Organisation, year: int, funds: Funds, by: Person, at: datetime) -> list[_Made]:
    random = Random(f"goals {organisation.name} {year}")  # noqa: S311 - plausible goals, not secrets
    projects = sorted(funds.of_projects(organisation.pk).values(), key=lambda one: one.code)
    whole = GoalTable(
        organisation=organisation, year=year, name=f"{organisation.name}部门整体", by=by, at=at, version=2,
        summary=f"围绕{organisation.name}主要职责，完成年度重点任务，资金按计划执行，服务对象满意。",
        long_term="三年内建成规范、透明、可核查的服务体系。",
    )  # fmt: skip
    found = [_Made(whole, _department_rows(whole, projects, random))]
    second = [one for one in projects if one.level > 1]
    for place, project in enumerate(second):
        table = GoalTable(
            organisation=organisation, year=year, project=project.code, name=project.name, by=by, at=at, version=2,
            summary=f"{year} 年完成“{project.name}”年度任务，{project.task or '按计划推进'}，成本不超过预算。",
        )  # fmt: skip
        found.append(_Made(table, _project_rows(table, project, place, random)))
    for place, one in enumerate(found):
        one.table.stage = STAGES.get(place, "approved") if year >= at.year else "approved"
        if one.table.stage == "approved":
            one.table.revision = 1
            money = funds.of(organisation.pk, one.table.project) or 0
            moved = year == at.year and place in DUE
            one.table.amount = money + 12_000_000 if moved else money
            one.table.revision_due = moved
    return found


def _department_rows(table: GoalTable, projects: Sequence[ProjectMoney], random: Random) -> list[Indicator]:
    """The rows of a department: each stands for the projects of one duty."""
    tops = sorted({one.parent or one.code for one in projects})
    rows = []
    for place, row in enumerate(DEPARTMENT, 1):
        covers = [tops[(place - 1) % len(tops)]] if tops and row.kind == "quantity" else []
        rows.append(_indicator(table, place, row, random, covers))
    return _weighed(rows)


def _project_rows(table: GoalTable, project: ProjectMoney, place: int, random: Random) -> list[Indicator]:
    outputs = OUTPUTS.get(project.name, OUTPUTS[""])
    benefits = random.sample(BENEFITS, 1 + place % 2)
    rows = [*outputs, *COMMON[: 2 + place % 2], *benefits, COMMON[-1]]
    if place % 5 == 0:  # some goals are as weak as real ones
        rows.insert(2, WEAK[place // 5 % len(WEAK)])
    return _weighed([_indicator(table, number, row, random, []) for number, row in enumerate(rows, 1)])


def _indicator(table: GoalTable, position: int, row: Row, random: Random, covers: list[str]) -> Indicator:
    # Targets creep up over the years.
    target = row.target
    if row.grows and row.operator != "text":
        target = str(int(Decimal(target) * (100 + (table.year - 2022) * random.randint(2, 5)) / 100))
    return Indicator(
        table=table, position=position, kind=row.kind, name=row.name, operator=row.operator, target=target,
        unit=row.unit, basis=row.basis, covers=covers,
    )  # fmt: skip


def _weighed(rows: list[Indicator]) -> list[Indicator]:
    """Weights that add up to a hundred: satisfaction ten, the rest in equal parts."""
    others = [row for row in rows if row.kind != "satisfaction"]
    left = 100 - 10 * (len(rows) - len(others))
    for row in rows:
        row.weight = Decimal(10 if row.kind == "satisfaction" else left // len(others))
    others[0].weight = Decimal(left - left // len(others) * (len(others) - 1))
    return rows


def _approve(made: list[_Made], reviewer: Person, at: datetime) -> None:
    """Freeze what is approved; a review sheet for what is approved or was sent back."""
    approved = [one for one in made if one.table.stage == "approved"]
    Approval.objects.bulk_create(
        Approval(table=one.table, revision=1, content=content_of(one.table, one.rows), by=reviewer, at=at)
        for one in approved
    )
    reviews = []
    for one in made:
        if one.table.stage not in ("approved", "returned"):
            continue
        is_good = one.table.stage == "approved"
        marks = dict.fromkeys(ASPECTS, "excellent") | ({} if is_good else {"adequate": "good"})
        note = "" if is_good else "目标值与往年完成情况相比偏低，请补充依据或提高后重报。"
        reviews.append(Review(
            table=one.table, revision=0, marks=marks, verdict="excellent" if is_good else "good", note=note,
            content=content_of(one.table, one.rows), by=reviewer, at=at,
        ))  # fmt: skip
    Review.objects.bulk_create(reviews)
    rows = [row for one in approved for row in one.rows if not any(row.name == weak.name for weak in WEAK)]
    if rows:
        flow_back(organisation=approved[0].table.organisation, rows=rows, by=reviewer, at=at)


def _actuals(made: list[_Made], year: int, by: Person, at: datetime) -> list[Actual]:
    """What was reached by July and by the end of the year, as far as these days are over."""
    days = [(JULY, date(year, 7, 31)), (DECEMBER, date(year, 12, 31))]
    found = []
    for one in made:
        if one.table.stage != "approved":
            continue
        random = Random(f"actual {one.table.organisation_id} {one.table.project} {year}")  # noqa: S311 - plausible
        for row in one.rows:
            pace = random.choice((70, 92, 100, 102, 104, 110))
            for month, day in days:
                if day <= at.date():
                    value = _reached(row, month, pace)
                    said = "" if pace >= 90 or month == JULY else "受实施进度影响，未达到目标，已列入下年计划。"
                    found.append(Actual(indicator=row, day=day, value=value, said=said, by=by, at=at))
    return found


def _reached(row: Indicator, month: int, pace: int) -> str:
    if row.operator == "text":
        return "达成" if month == DECEMBER else "部分达成"
    target = Decimal(row.target)
    if row.unit == "%":  # a rate does not grow with the months
        share = min(target * (97 + pace % 7) / 100, Decimal(100))
        return f"{share.quantize(Decimal('0.1')).normalize():f}"
    part = target * pace / 100 * (1 if month == DECEMBER else Decimal(month) / 12)
    if row.operator in ("le", "lt"):
        part = min(part, target)
    return str(int(part))


def _holder(organisation: Organisation, role: str) -> Person | None:
    above = organisation.line
    found = Post.objects.filter(role=role, organisation__in=above).select_related("person").order_by("pk").first()
    return None if found is None else found.person
