"""Supplements, reductions, reallocations: proposed with a reason, decided by someone else, applied whole or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.locking import GONE, hold_executing, locked_budget, locked_lines
from jixiao.web.modules.budget.models import Change, Line
from jixiao.web.platform.installed import offered
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.modules.budget.fields import ChangeFields
    from jixiao.web.modules.budget.models import Budget
    from jixiao.web.platform.people.models import Person


def propose(*, pk: int, fields: ChangeFields, by: Person, at: datetime) -> Change:
    """Propose a change of money; nothing moves until it is approved. Raises `Refused`."""
    with transaction.atomic():
        budget = locked_budget(pk)
        hold_executing(budget)
        lines = locked_lines(budget, [line.pk for line in (fields.source, fields.target) if line is not None])
        if fields.source is not None:
            _hold_money(lines[fields.source.pk], fields.amount)
        change = Change.objects.create(
            budget=budget, kind=fields.kind, source=fields.source, target=fields.target, amount=fields.amount,
            reason=fields.reason, proposed_by=by, proposed_at=at,
        )  # fmt: skip
        after = {
            "kind": fields.kind, "source": change.source_id, "target": change.target_id, "amount": fields.amount,
            "reason": fields.reason,
        }  # fmt: skip
        record(
            "budget.change.propose", f"budget.change/{change.pk}", by=by, at=at, organisation=budget.organisation,
            after=after,
        )  # fmt: skip
    return change


def approve(*, pk: int, by: Person, at: datetime, note: str = "") -> Change:
    """Approve a change and move its money in the same moment; raises `Refused` where a line cannot bear it."""
    with transaction.atomic():
        change, budget = _waiting(pk)
        hold_executing(budget)
        if change.proposed_by_id == by.pk:
            raise Refused(Text("不能批准自己提出的申请", "nobody approves what they proposed themselves"))
        lines = locked_lines(budget, [end for end in (change.source_id, change.target_id) if end is not None])
        column = "reallocated" if change.kind == "reallocation" else "supplemented"
        before, after = {}, {"state": "approved", "amount": change.amount, "note": note}
        for end, sign in ((change.source_id, -1), (change.target_id, 1)):
            if end is None:
                continue
            line = lines[end]
            if sign < 0:
                _hold_money(line, change.amount)
            before[f"line/{end}"] = line.adjusted
            setattr(line, column, getattr(line, column) + sign * change.amount)
            line.version += 1
            line.save(update_fields=[column, "version"])
            after[f"line/{end}"] = line.adjusted + sign * change.amount
        _decide(change, "approved", by, at, note)
        record(
            "budget.change.approve", f"budget.change/{pk}", by=by, at=at, organisation=budget.organisation,
            before=before, after=after,
        )  # fmt: skip
        moved = offered("funds.moved")
        if moved is not None:  # goals for another amount are to be looked at again
            moved(organisation=budget.organisation, year=budget.year, by=by, at=at)
    return change


def refuse(*, pk: int, by: Person, at: datetime, note: str) -> Change:
    """Turn a change down, with a reason."""
    if not note.strip():
        raise Refused(Text("请写明不批准的理由", "say why it is refused"), "note")
    with transaction.atomic():
        change, budget = _waiting(pk)
        _decide(change, "refused", by, at, note.strip())
        record(
            "budget.change.refuse", f"budget.change/{pk}", by=by, at=at, organisation=budget.organisation,
            before={"state": "proposed"}, after={"state": "refused", "note": note.strip()},
        )  # fmt: skip
    return change


def withdraw(*, pk: int, by: Person, at: datetime) -> Change:
    """Take one's own proposal back."""
    with transaction.atomic():
        change, budget = _waiting(pk)
        if change.proposed_by_id != by.pk:
            raise Refused(Text("只有申请人可以撤回", "only who proposed it can withdraw it"))
        _decide(change, "withdrawn", by, at, "")
        record(
            "budget.change.withdraw", f"budget.change/{pk}", by=by, at=at, organisation=budget.organisation,
            before={"state": "proposed"}, after={"state": "withdrawn"},
        )  # fmt: skip
    return change


def _waiting(pk: int) -> tuple[Change, Budget]:
    """A change that waits, with its budget, both locked; raises `Refused` where it is decided already."""
    place = Change.objects.filter(pk=pk).values_list("budget_id", flat=True).first()
    if place is None:
        raise Refused(GONE)
    budget = locked_budget(place)
    change = Change.objects.select_for_update(of=("self",)).get(pk=pk)
    if change.state != "proposed":
        state = change.state_name
        raise Refused(Text(f"这项申请{state.zh}，不能再办理", f"the change is {state.en} already"))
    return change, budget


def _decide(change: Change, state: str, by: Person, at: datetime, note: str) -> None:
    change.state, change.decided_by, change.decided_at, change.note = state, by, at, note
    change.save(update_fields=["state", "decided_by", "decided_at", "note"])


def _hold_money(line: Line, amount: int) -> None:
    """Raises `Refused` where a line has not so much left that is neither spent nor moved away."""
    if line.unspent < amount:
        left, short = in_ten_thousands(line.unspent, 6), in_ten_thousands(amount - line.unspent, 6)
        raise Refused(
            Text(
                f"“{line.number} {line.name}”未支出 {left} 万元，差 {short} 万元；请减少金额或换一行调出。",
                f"“{line.number} {line.name}” has {left} (ten thousand yuan) unspent, {short} too little.",
            ),
            "amount",
        )
