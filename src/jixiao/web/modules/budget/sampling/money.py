"""The money of the sample: library, lines, months, changes, procurement; written in bulk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.lights import months_done
from jixiao.web.modules.budget.models import (
    Aspect,
    Assessment,
    Budget,
    CarryOver,
    Change,
    Execution,
    Figure,
    Line,
    Procured,
    Procurement,
    Project,
)
from jixiao.web.modules.budget.sampling.catalogue import BASIC, BOUGHT, FIVE, NEW, TREE, WAN
from jixiao.web.platform.trail.models import Event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person

# Amounts are whole hundredths of 万元, as budgets are printed.
STEP = 10_000
Purpose = tuple[Project, str, str, int]


def even(fen: int) -> int:
    """The nearest amount below that is printed without a remainder."""
    return fen // STEP * STEP


@dataclass
class Maker:
    """What the sample of an organisation is made by, and what was made so far; the trail is written at the end."""

    organisation: Organisation
    by: Person
    reviewer: Person | None
    at: datetime
    events: list[Event] = field(default_factory=list)
    budgets: dict[int, Budget] = field(default_factory=dict)

    def told(self, action: str, target: str, after: dict[str, object], by: Person | None = None) -> None:
        """An event of the trail."""
        self.events.append(
            Event(
                at=self.at, by=by or self.by, action=action, target=target, organisation=self.organisation, after=after
            )
        )


def library(maker: Maker, since: int) -> list[Purpose]:
    """Four projects of level 1 with four below each: twenty of them; those of level 2 and 1 carry the money."""
    tops, below = [], []
    for number, (duty, task, name, _) in enumerate(TREE, 1):
        tops.append(_project(maker, None, 1, f"X{number:02d}", name, duty, task, since))
    tops = Project.objects.bulk_create(tops)
    found: list[Purpose] = [(top, "2150899", "30299", 20) for top in tops]
    for number, (top, (duty, task, _, own)) in enumerate(zip(tops, TREE, strict=True), 1):
        for place, (name, functional, economic, size) in enumerate(own, 1):
            code = f"X{number:02d}{place:02d}"
            below.append((_project(maker, top, 2, code, name, duty, task, since), functional, economic, size))
    for project, purpose in zip(Project.objects.bulk_create([one[0] for one in below]), below, strict=True):
        found.append((project, *purpose[1:]))
    for project, *_ in found:
        maker.told("budget.project.add", f"budget.project/{project.pk}", {"code": project.code, "name": project.name})
    return found


def _project(
    maker: Maker, parent: Project | None, level: int, code: str, name: str, duty: str, task: str, since: int
) -> Project:
    return Project(
        organisation=maker.organisation, parent=parent, level=level, code=code, name=name, duty=duty, task=task,
        since=since,
    )  # fmt: skip


def new_projects(maker: Maker, year: int) -> list[Purpose]:
    """Projects new in a year, with their ex-ante evaluations: one supported, one in part, one still with finance."""
    projects = Project.objects.bulk_create(
        _project(maker, None, 1, f"N{year}{place:02d}", name, "产业发展", "新增重点工作", year)
        for place, (name, *_) in enumerate(NEW, 1)
    )
    found: list[Purpose] = [(one, *rest[1:]) for one, rest in zip(projects, NEW, strict=True)]
    stages_ = (stages.SUPPORTED, stages.PARTLY, "reviewing")
    shares = (100, 75, None)
    made = []
    for (project, _, _, size), stage, part in zip(found, stages_, shares, strict=True):
        decided = stage != "reviewing" and maker.reviewer is not None
        made.append(
            Assessment(
                project=project, year=year, requested=size * WAN, stage=stage if decided else "reviewing",
                supported=size * WAN * part // 100 if decided and part else None, by=maker.by, at=maker.at,
                opinion="压减可后置的采购内容，按核定数编列。" if decided and stage == stages.PARTLY else "",
                decided_by=maker.reviewer if decided else None, decided_at=maker.at if decided else None,
            )
        )  # fmt: skip
    made = Assessment.objects.bulk_create(made)
    Aspect.objects.bulk_create(
        Aspect(assessment=one, name=name, score=score - 3 * place, grounds=grounds, evidence=evidence)
        for place, one in enumerate(made)
        for name, (score, grounds, evidence) in FIVE.items()
    )
    for one in made:
        maker.told("budget.assessment.begin", f"budget.assessment/{one.pk}", {"amount": one.requested})
    # What may have a line: supported ones with what is supported, small ones without an evaluation.
    small = found[2]
    supported = [(one, purpose) for one, purpose in zip(made, found, strict=True) if one.supported]
    return [*((purpose[0], *purpose[1:3], one.supported // WAN) for one, purpose in supported), small]


def budget(maker: Maker, year: int, purposes: Sequence[Purpose], random: Random) -> list[Line]:
    """The lines of a year: every project, and basic expenditure."""
    made = Budget.objects.create(organisation=maker.organisation, year=year)
    maker.budgets[year] = made
    maker.told("budget.open", f"budget/{made.pk}", {"year": year})
    rows: list[tuple[Project | None, str, str, str, int]] = [(None, *one) for one in BASIC]
    rows += [(project, project.name, functional, economic, size) for project, functional, economic, size in purposes]
    lines = []
    for number, (project, name, functional, economic, size) in enumerate(rows, 1):
        amount = even(size * WAN * random.randint(85, 100) // 100)
        if project is None or project.since < year:
            amount = even(amount * 115 // 100) + random.randint(0, 99) * STEP
        lines.append(
            Line(
                budget=made, number=f"{number:03d}", project=project, is_basic=project is None, name=name,
                functional=functional, economic=economic, fund="general_public", initial=amount,
            )
        )  # fmt: skip
    return Line.objects.bulk_create(lines)


def carry_out(maker: Maker, budget_: Budget, lines: list[Line], random: Random) -> None:
    """Change the lines, spend them month by month, buy, and close a year that is over."""
    total = sum(line.initial for line in lines)
    budget_.ceiling = total + 50 * WAN
    months = months_done(budget_.year, maker.at.date())
    _changes(maker, budget_, lines)
    rows = []
    for line in lines:
        adjusted = line.initial + line.carried + line.supplemented + line.reallocated
        pace = 90 if line.is_basic else random.choice((46, 70, 84, 88, 90, 90))
        for month in range(1, months + 1):
            amount = even(adjusted * pace // 1200 * random.randint(90, 110) // 100)
            rows.append(Execution(line=line, month=month, amount=amount))
            line.spent += amount
    Execution.objects.bulk_create(rows, batch_size=1000)
    Line.objects.bulk_update(lines, ["spent", "supplemented", "reallocated", "carried", "carried_from"], batch_size=100)
    _bought(budget_, lines, months, random)
    _three_public(budget_, months)
    budget_.stage = "closed" if budget_.year < maker.at.year else "executing"
    budget_.version += 5
    budget_.save()
    after = {"stage": budget_.stage, "ceiling": budget_.ceiling}
    maker.told("budget.move", f"budget/{budget_.pk}", after, maker.reviewer)


def _changes(maker: Maker, budget_: Budget, lines: list[Line]) -> None:
    """A supplement, a reallocation, and, while the year runs, a proposal that waits for finance."""
    projects = sorted((line for line in lines if not line.is_basic), key=lambda line: line.initial)
    if not projects or maker.reviewer is None:
        return
    small, large = projects[0], projects[-1]
    running = budget_.year >= maker.at.year
    moved, added = min(12 * WAN, even(large.initial // 4)), 25 * WAN
    texts = [
        ("supplement", None, small, added, "上级追加园区改造资金", "approved"),
        ("reallocation", large, projects[1], moved, "进度偏慢，结余调剂给进度较快的项目", "approved"),
        ("reallocation", large, projects[2], 6 * WAN, "拟调剂用于年底集中支出", "proposed" if running else "refused"),
    ]
    small.supplemented += added
    large.reallocated -= moved
    projects[1].reallocated += moved
    made = Change.objects.bulk_create(
        Change(
            budget=budget_, kind=kind, source=source, target=target, amount=amount, reason=reason, state=state,
            proposed_by=maker.by, proposed_at=maker.at, decided_by=None if state == "proposed" else maker.reviewer,
            decided_at=None if state == "proposed" else maker.at, note="" if state == "proposed" else
            ("同意" if state == "approved" else "年底不再调剂"),
        )
        for kind, source, target, amount, reason, state in texts
    )  # fmt: skip
    for one in made:
        target = f"budget.change/{one.pk}"
        maker.told("budget.change.propose", target, {"kind": one.kind, "amount": one.amount, "reason": one.reason})
        if one.decided_by is not None:
            verb = "approve" if one.state == "approved" else "refuse"
            maker.told(f"budget.change.{verb}", target, {"state": one.state, "note": one.note}, maker.reviewer)


def _bought(budget_: Budget, lines: list[Line], months: int, random: Random) -> None:
    """The plan, and what was bought from the month planned on."""
    named = {line.name: line for line in lines}
    items, bought = [], []
    for name, category, method, month, part, of in BOUGHT:
        line = named.get(of)
        if line is not None:
            planned = even(line.initial * part // 100)
            items.append(
                Procurement(
                    budget=budget_, line=line, name=name, category=category, method=method, planned=planned,
                    planned_month=month,
                )
            )  # fmt: skip
    for item in items:
        done = even(item.planned * random.choice((0, 82, 96, 100)) // 100)
        if done and item.planned_month <= months:
            item.actual = done
    for item in Procurement.objects.bulk_create(items):
        if item.actual:
            bought.append(Procured(item=item, month=item.planned_month, amount=item.actual))
    Procured.objects.bulk_create(bought)


def _three_public(budget_: Budget, months: int) -> None:
    plan = {"reception": (3 * WAN, 2 * WAN), "vehicle_running": (9 * WAN, 8 * WAN)}
    Figure.objects.bulk_create(
        Figure(
            budget=budget_,
            kind=kind,
            planned=planned,
            actual=even(actual * months // 12),
            # From the summer on the reception money is cut to what is thought to be needed.
            adjusted=actual if kind == "reception" and months > 6 else None,
        )
        for kind, (planned, actual) in plan.items()
    )


def carry(maker: Maker, before: list[Line], lines: list[Line]) -> None:
    """Carry what three project lines of the year before left into the lines of the same projects."""
    same = {line.project_id: line for line in lines if line.project_id}
    left = [line for line in before if line.project_id in same]
    for line in sorted(left, key=lambda one: one.spent - one.initial)[:3]:
        rest = line.initial + line.carried + line.supplemented + line.reallocated - line.spent
        if rest > 0:
            target = same[line.project_id]
            target.carried, target.carried_from = rest, line
            CarryOver.objects.create(
                source=line,
                target=target,
                amount=rest,
                reason="合同未到付款节点，结转继续使用",
                by=maker.by,
                at=maker.at,
            )


def until(year: int, at: datetime) -> date:
    """The end of a year, or the day of making it within the year."""
    return min(date(year, 12, 31), at.date())
