"""Writes to lines: the initial amounts while the budget is open, the months while it is carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Sum

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.locking import (
    hold_executing,
    hold_open,
    hold_version,
    locked_budget,
    locked_lines,
)
from jixiao.web.modules.budget.gate import hold_support
from jixiao.web.modules.budget.models import Budget, Execution, Line
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.modules.budget.fields import LineFields
    from jixiao.web.platform.people.models import Person

FIELDS = ("number", "name", "is_basic", "functional", "economic", "fund", "initial")


def written(line: Line) -> dict[str, Any]:
    """The fields of a line as the trail keeps them."""
    return {**{name: getattr(line, name) for name in FIELDS}, "project": str(line.project) if line.project else ""}


def put(line: Line, fields: LineFields) -> None:
    """Put fields into a line."""
    for name in (*FIELDS, "project"):
        setattr(line, name, getattr(fields, name))


def next_number(budget: Budget) -> int:
    """The number of the next line that is given none, counted from the plain numbers that are taken."""
    numbers = Line.objects.filter(budget=budget, number__regex=r"^\d{1,9}$").values_list("number", flat=True)
    return max((int(number) for number in numbers), default=0) + 1


def add_line(*, pk: int, fields: LineFields, by: Person, at: datetime) -> Line:
    """Add a line to a budget; raises `Refused`."""
    with transaction.atomic():
        budget = locked_budget(pk)
        hold_open(budget)
        line = Line(budget=budget)
        hold_support(budget, fields.project, fields.initial)
        put(line, fields)
        line.number = line.number or f"{next_number(budget):03d}"
        _hold_number(line)
        line.save()
        record(
            "budget.line.add", f"budget.line/{line.pk}", by=by, at=at, organisation=budget.organisation,
            after=written(line),
        )  # fmt: skip
    return line


def edit_line(*, line: Line, fields: LineFields, version: int, by: Person, at: datetime) -> Line:
    """Change a line; raises `Stale` or `Refused`."""
    with transaction.atomic():
        budget = locked_budget(line.budget_id)
        found = locked_lines(budget, [line.pk])[line.pk]
        hold_version(found, version)
        hold_open(budget)
        before = written(found)
        hold_support(budget, fields.project, fields.initial, without=found.pk)
        put(found, fields)
        found.number = found.number or str(before["number"])
        _hold_number(found)
        found.version += 1
        found.save()
        after = written(found)
        changed = [name for name in after if before[name] != after[name]]
        record(
            "budget.line.edit", f"budget.line/{found.pk}", by=by, at=at, organisation=budget.organisation,
            before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
        )  # fmt: skip
    return found


def remove_line(*, line: Line, version: int, by: Person, at: datetime) -> None:
    """Remove a line while the budget is open; raises `Stale` or `Refused`."""
    with transaction.atomic():
        budget = locked_budget(line.budget_id)
        found = locked_lines(budget, [line.pk])[line.pk]
        hold_version(found, version)
        hold_open(budget)
        if found.spent or found.taken.exists() or found.given.exists():
            raise Refused(
                Text("这一行已有支出或调整，不能删除", "the line has spending or changes; it cannot be removed")
            )
        record(
            "budget.line.remove", f"budget.line/{found.pk}", by=by, at=at, organisation=budget.organisation,
            before=written(found),
        )  # fmt: skip
        found.delete()


def record_months(*, line: Line, months: Mapping[int, int | None], version: int, by: Person, at: datetime) -> Line:
    """Set what a line spent in months, None removing one; never more than its budget. Raises `Stale` or `Refused`."""
    with transaction.atomic():
        budget = locked_budget(line.budget_id)
        found = locked_lines(budget, [line.pk])[line.pk]
        hold_version(found, version)
        hold_executing(budget)
        known = dict(Execution.objects.filter(line=found).values_list("month", "amount"))
        changed = [month for month, amount in months.items() if known.get(month) != amount]
        if not changed:
            return found
        for month in changed:
            amount = months[month]
            if amount is None:
                Execution.objects.filter(line=found, month=month).delete()
            else:
                Execution.objects.update_or_create(line=found, month=month, defaults={"amount": amount})
        _settle(found)
        record(
            "budget.line.spend", f"budget.line/{found.pk}", by=by, at=at, organisation=budget.organisation,
            before={str(month): known.get(month) for month in changed},
            after={str(month): months[month] for month in changed},
        )  # fmt: skip
    return found


def _settle(line: Line) -> None:
    """Make `spent` the sum of the months again, if the line can bear it."""
    spent = Execution.objects.filter(line=line).aggregate(total=Sum("amount"))["total"] or 0
    if spent < 0:
        raise Refused(Text("累计支出不能小于零", "the spending of the year cannot be below zero"))
    if spent > line.adjusted:
        over = in_ten_thousands(spent - line.adjusted, 6)
        raise Refused(
            Text(
                f"累计支出超过调整后预算 {over} 万元；先办理追加或调剂，或核对金额。",
                f"the spending is {over} (ten thousand yuan) over the adjusted budget; check the amounts.",
            )
        )
    line.spent = spent
    line.version += 1
    line.save(update_fields=["spent", "version"])


def _hold_number(line: Line) -> None:
    if Line.objects.filter(budget_id=line.budget_id, number=line.number).exclude(pk=line.pk).exists():
        raise Refused(Text(f"编号 {line.number} 已被使用", f"the number {line.number} is taken"), "number")
