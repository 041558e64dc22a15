"""Writes to the procurement plan: items, and what was bought of each month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Sum

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.locking import GONE, hold_version, locked_budget
from jixiao.web.modules.budget.models import Procured, Procurement
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.modules.budget.models import Budget, Line
    from jixiao.web.platform.people.models import Person


@dataclass(frozen=True, slots=True)
class ItemFields:
    """What an item of the plan is made of."""

    line: Line | None
    name: str
    category: str
    method: str
    planned: int
    planned_month: int


_FIELDS = ("name", "category", "method", "planned", "planned_month")


def add(*, pk: int, fields: ItemFields, by: Person, at: datetime) -> Procurement:
    """Add an item to the plan of a budget; raises `Refused`."""
    with transaction.atomic():
        budget = locked_budget(pk)
        _hold(budget)
        item = Procurement(budget=budget)
        _put(item, fields)
        item.save()
        _record("budget.procurement.add", item, by, at, {}, _written(item))
    return item


def edit(*, pk: int, fields: ItemFields, version: int, by: Person, at: datetime) -> Procurement:
    """Change an item; raises `Stale` or `Refused`."""
    with transaction.atomic():
        item = _locked(pk)
        hold_version(item, version)
        before = _written(item)
        _put(item, fields, without=item.pk)
        item.version += 1
        item.save()
        _record("budget.procurement.edit", item, by, at, before, _written(item))
    return item


def remove(*, pk: int, version: int, by: Person, at: datetime) -> None:
    """Take an item of which nothing was bought out of the plan; raises `Stale` or `Refused`."""
    with transaction.atomic():
        item = _locked(pk)
        hold_version(item, version)
        if item.actual:
            raise Refused(Text("已有采购记录，不能删除", "something was bought already; it stays"))
        _record("budget.procurement.remove", item, by, at, _written(item), {})
        item.delete()


def record_months(*, pk: int, months: Mapping[int, int | None], version: int, by: Person, at: datetime) -> Procurement:
    """Set what was bought in months, None removing one; raises `Stale` or `Refused`."""
    with transaction.atomic():
        item = _locked(pk)
        hold_version(item, version)
        known = dict(item.months.values_list("month", "amount"))
        changed = [month for month, amount in months.items() if known.get(month) != amount]
        if not changed:
            return item
        for month in changed:
            amount = months[month]
            if amount is None:
                item.months.filter(month=month).delete()
            else:
                Procured.objects.update_or_create(item=item, month=month, defaults={"amount": amount})
        item.actual = item.months.aggregate(total=Sum("amount"))["total"] or 0
        if item.actual < 0:
            raise Refused(Text("累计采购金额不能小于零", "what was bought in the year cannot be below zero"))
        item.version += 1
        item.save(update_fields=["actual", "version"])
        _record(
            "budget.procurement.buy", item, by, at, {str(month): known.get(month) for month in changed},
            {str(month): months[month] for month in changed},
        )  # fmt: skip
    return item


def _put(item: Procurement, fields: ItemFields, without: int | None = None) -> None:
    """Put fields into an item; raises `Refused` where a line would be planned to buy more than it has."""
    if fields.line is not None:
        others = Procurement.objects.filter(line=fields.line).exclude(pk=without)
        total = fields.planned + (others.aggregate(total=Sum("planned"))["total"] or 0)
        if total > fields.line.adjusted:
            over = in_ten_thousands(total - fields.line.adjusted)
            zh = f"“{fields.line}”的采购计划合计超过其调整后预算 {over} 万元"
            raise Refused(Text(zh, f"planned {over} (ten thousand yuan) over the budget of “{fields.line}”"), "planned")
    item.line = fields.line
    for name in _FIELDS:
        setattr(item, name, getattr(fields, name))


def _written(item: Procurement) -> dict[str, Any]:
    return {**{name: getattr(item, name) for name in _FIELDS}, "line": str(item.line) if item.line else ""}


def _hold(budget: Budget) -> None:
    if budget.stage == "closed":
        raise Refused(Text("已关账，不能再改", "the accounts are closed"))


def _locked(pk: int) -> Procurement:
    place = Procurement.objects.filter(pk=pk).values_list("budget_id", flat=True).first()
    if place is None:
        raise Refused(GONE)
    _hold(locked_budget(place))
    found = Procurement.objects.select_for_update(of=("self",)).select_related("budget__organisation", "line")
    return found.get(pk=pk)


def _record(
    action: str, item: Procurement, by: Person, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> None:
    differing = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    record(
        action, f"budget.procurement/{item.pk}", by=by, at=at, organisation=item.budget.organisation,
        before={name: before[name] for name in differing if name in before},
        after={name: after[name] for name in differing if name in after},
    )  # fmt: skip
