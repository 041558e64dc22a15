"""Reorganisations: planned as a dated event, carried out once; what is left of the budget moves to the fen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.lines import next_number
from jixiao.web.modules.budget.actions.locking import GONE, day_of, locked_budget
from jixiao.web.modules.budget.models import Budget, Change, Line, Project, Transfer
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.reorganisations.models import Reorganisation
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from jixiao.web.platform.people.models import Person


@dataclass(frozen=True, slots=True)
class Sums:
    """What the two budgets come to before and after; the same, to the fen."""

    before: int
    after: int


def plan(
    *, source: Organisation, target: Organisation, day: date, decision: str, by: Person, at: datetime
) -> Reorganisation:
    """Plan that an organisation merges into another on a day; raises `Refused`."""
    if source.path.startswith(target.path) or target.path.startswith(source.path):
        raise Refused(Text("上下级之间不能合并划转", "one of them stands above the other"), "target")
    try:
        with transaction.atomic():
            event = Reorganisation.objects.create(
                source=source, target=target, day=day, decision=decision, by=by, at=at
            )
            _record("budget.reorganisation.plan", event, by, at, {"day": day.isoformat(), "decision": decision})
    except IntegrityError:
        raise Refused(Text(f"{source.name}已有一项合并", f"{source.name} merges already"), "source") from None
    return event


def withdraw(*, pk: int, by: Person, at: datetime) -> Reorganisation:
    """Take a plan back; raises `Refused` where it has been carried out."""
    with transaction.atomic():
        event = _waiting(pk)
        event.state = "withdrawn"
        event.save(update_fields=["state"])
        _record("budget.reorganisation.withdraw", event, by, at, {})
    return event


def carry_out(*, pk: int, by: Person, at: datetime) -> Sums:
    """Move what every line has left on the day to the budget of the other organisation, and close the first one."""
    with transaction.atomic():
        event = _waiting(pk)
        if event.day > day_of(at):
            raise Refused(Text(f"{event.day} 起才能办理", f"it is carried out from {event.day} on"))
        source, target = _budgets(event)
        lines = list(Line.objects.select_for_update(of=("self",)).filter(budget__in=(source, target)).order_by("pk"))
        before = sum(line.adjusted for line in lines)
        taken = {line.number for line in lines if line.budget_id == target.pk}
        number, projects = next_number(target), _Library(event)
        for line in lines:
            if line.budget_id != source.pk:
                continue
            while (written := f"{number:03d}") in taken:
                number += 1
            taken.add(written)
            _move(event, line, target, written, projects)
        after = sum(Line.objects.filter(budget__in=(source, target)).values_list("adjusted", flat=True))
        if before != after:
            raise AssertionError(f"{before} before, {after} after")  # nothing of it is kept
        moved = sum(event.transfers.values_list("amount", flat=True))
        event.state, event.done_by, event.done_at = "done", by, at
        event.save(update_fields=["state", "done_by", "done_at"])
        Organisation.objects.filter(pk=event.source_id).update(closed_on=event.day, version=event.source.version + 1)
        _record("budget.reorganisation.done", event, by, at, {"amount": moved, "total": after})
    return Sums(before, after)


def _budgets(event: Reorganisation) -> tuple[Budget, Budget]:
    """The two budgets of the year of the day, locked in the order of their ids; both are being carried out."""
    found = Budget.objects.filter(organisation__in=(event.source, event.target), year=event.day.year).order_by("pk")
    locked = {one.organisation_id: locked_budget(one.pk) for one in found}
    for one in (event.source, event.target):
        if one.pk not in locked or locked[one.pk].stage != "executing":
            zh = f"{one.name}没有执行中的 {event.day.year} 年预算"
            raise Refused(Text(zh, f"{one.name} has no budget of {event.day.year} in execution"))
    source, target = locked[event.source_id], locked[event.target_id]
    waiting = Change.objects.filter(budget=source, state="proposed").count()
    if waiting:
        zh = f"{event.source.name}还有 {waiting} 项追加或调剂待批准，请先办结"
        raise Refused(Text(zh, f"{waiting} changes of {event.source.name} still wait; decide them first"))
    return source, target


def _move(event: Reorganisation, line: Line, target: Budget, number: str, projects: _Library) -> None:
    """Move what a line has left; its share spent until the day keeps its denominator in the transfer."""
    left, adjusted = line.unspent, line.adjusted
    new = None
    if left:
        line.transferred -= left
        line.version += 1
        line.save(update_fields=["transferred", "version"])
        new = Line.objects.create(
            budget=target, number=number, project=projects.of(line.project), is_basic=line.is_basic, name=line.name,
            functional=line.functional, economic=line.economic, fund=line.fund, initial=0, transferred=left,
        )  # fmt: skip
    Transfer.objects.create(event=event, source=line, target=new, amount=left, adjusted=adjusted, spent=line.spent)


class _Library:
    """The projects of the organisation that goes on with those of the other; made as they are needed."""

    def __init__(self, event: Reorganisation) -> None:
        self.event = event
        self.made: dict[int, Project] = {}
        self.codes = set(Project.objects.filter(organisation=event.target).values_list("code", flat=True))

    def of(self, project: Project | None) -> Project | None:
        """The project that goes on with another one, with what stands above it."""
        if project is None:
            return None
        if project.pk not in self.made:
            code = project.code if project.code not in self.codes else f"{project.code}-{self.event.source_id}"[:40]
            self.codes.add(code)
            self.made[project.pk] = Project.objects.create(
                organisation=self.event.target, parent=self.of(project.parent), level=project.level, code=code,
                name=project.name, duty=project.duty, task=project.task, since=self.event.day.year,
                until=project.until, continues=project,
            )  # fmt: skip
        return self.made[project.pk]


def _waiting(pk: int) -> Reorganisation:
    found = Reorganisation.objects.select_for_update(of=("self",)).select_related("source", "target").filter(pk=pk)
    event = found.first()
    if event is None:
        raise Refused(GONE)
    if event.state != "planned":
        raise Refused(Text(f"这项合并{event.state_name.zh}", f"it is {event.state_name.en} already"))
    return event


def _record(action: str, event: Reorganisation, by: Person, at: datetime, after: dict[str, object]) -> None:
    told = {"source": event.source.name, "target": event.target.name, **after}
    record(action, f"budget.reorganisation/{event.pk}", by=by, at=at, organisation=event.target, after=told)
