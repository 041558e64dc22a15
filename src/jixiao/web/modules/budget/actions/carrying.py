"""Carry-over: what lines of a closed year left unspent goes on in lines of the next, with its origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.lines import next_number
from jixiao.web.modules.budget.actions.locking import GONE, locked_budget, locked_lines
from jixiao.web.modules.budget.models import Budget, CarryOver, Line
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.platform.people.models import Person


def carry(*, pk: int, amounts: Mapping[int, int], reason: str, by: Person, at: datetime) -> list[CarryOver]:
    """Carry amounts of lines (by id) of the year before into the budget `pk`, all or none; raises `Refused`."""
    with transaction.atomic():
        target = locked_budget(pk)
        old = Budget.objects.filter(organisation=target.organisation, year=target.year - 1).first()
        source = None if old is None else locked_budget(old.pk)
        if source is None or source.stage != "closed":
            zh = f"{target.year - 1} 年预算关账后才能结转"
            raise Refused(Text(zh, f"carried over once the accounts of {target.year - 1} are closed"))
        if target.stage == "closed":
            raise Refused(Text("已关账，不能再改", "the accounts are closed"))
        lines = locked_lines(source, amounts)
        known = {_purpose(line): line for line in Line.objects.select_for_update().filter(budget=target).order_by("pk")}
        made = [_one(line, amounts[pk], target, known, reason, by, at) for pk, line in lines.items() if amounts[pk]]
        if not made:
            raise Refused(Text("请填要结转的金额", "write what is to be carried over"))
        record(
            "budget.carry", f"budget/{pk}", by=by, at=at, organisation=target.organisation,
            after={"total": sum(one.amount for one in made), "rows": len(made), "reason": reason},
        )  # fmt: skip
    return made


def take_back(*, pk: int, by: Person, at: datetime) -> None:
    """Undo one carry-over, as long as its money is unspent; raises `Refused`."""
    with transaction.atomic():
        place = CarryOver.objects.filter(pk=pk).values_list("target__budget_id", flat=True).first()
        if place is None:
            raise Refused(GONE)
        budget = locked_budget(place)
        if budget.stage == "closed":
            raise Refused(Text("已关账，不能再改", "the accounts are closed"))
        one = CarryOver.objects.select_for_update(of=("self",)).select_related("source").filter(pk=pk).first()
        if one is None:
            raise Refused(GONE)
        line = locked_lines(budget, [one.target_id])[one.target_id]
        if line.unspent < one.amount:
            left = in_ten_thousands(line.unspent)
            raise Refused(Text(f"这一行只剩 {left} 万元未支出，不能撤回结转", f"only {left} of the line is unspent"))
        line.carried -= one.amount
        line.version += 1
        line.save(update_fields=["carried", "version"])
        record(
            "budget.carry.back", f"budget/{budget.pk}", by=by, at=at, organisation=budget.organisation,
            before={"amount": one.amount, "line": str(one.source)},
        )  # fmt: skip
        one.delete()


def _one(
    line: Line, amount: int, budget: Budget, known: dict[tuple[object, ...], Line], reason: str, by: Person,
    at: datetime,
) -> CarryOver:  # fmt: skip
    if hasattr(line, "carried_out"):
        raise Refused(Text(f"“{line}”已经结转", f"“{line}” is carried over already"))
    if not 0 < amount <= line.unspent:
        left = in_ten_thousands(line.unspent)
        raise Refused(Text(f"“{line}”未支出 {left} 万元，结转不能超过它", f"“{line}” left {left}, not more"))
    target = known.get(_purpose(line))
    if target is None:
        target = known[_purpose(line)] = Line(
            budget=budget, number=f"{next_number(budget):03d}", project=line.project, is_basic=line.is_basic,
            name=line.name, functional=line.functional, economic=line.economic, fund=line.fund, initial=0,
        )  # fmt: skip
    else:
        target.version += 1
    target.carried += amount
    target.carried_from = line
    target.save()
    return CarryOver.objects.create(source=line, target=target, amount=amount, reason=reason, by=by, at=at)


def _purpose(line: Line) -> tuple[object, ...]:
    """What money is for: the same project, or basic expenditure of the same name, in the same classes."""
    name = line.name if line.is_basic else ""
    return line.project_id, name, line.functional, line.economic, line.fund
