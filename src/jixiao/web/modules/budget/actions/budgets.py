"""Writes to a budget as a whole: opening it, moving it between stages, its plain figures, its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Sum

from jixiao.core.kernel.text import Text, joined
from jixiao.core.lifecycle.moving import refusals
from jixiao.web.modules.budget import gate, stages
from jixiao.web.modules.budget.actions.locking import hold_version, locked_budget
from jixiao.web.modules.budget.models import Budget, Figure, Line, Parameter
from jixiao.web.platform.money import in_ten_thousands
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person


def open_budget(*, organisation: Organisation, year: int, by: Person, at: datetime) -> Budget:
    """Begin the budget of a year; raises `Refused` where there is one already."""
    taken = Text(f"{organisation.name} {year} 年预算已经建立", f"{organisation.name} has a budget for {year} already")
    try:
        with transaction.atomic():
            budget = Budget.objects.create(organisation=organisation, year=year)
            record("budget.open", f"budget/{budget.pk}", by=by, at=at, organisation=organisation, after={"year": year})
    except IntegrityError:
        raise Refused(taken, "year") from None
    return budget


def move(
    *, pk: int, move: str, version: int, by: Person, at: datetime, note: str = "", ceiling: int | None = None
) -> Budget:
    """Move a budget to another stage; raises `Refused` or `Stale`. `ceiling` is what 一下 replies with.

    Permissions are the caller's to demand: this holds the stage and what is due for the move.
    """
    step = stages.TABLE.moves[move]
    with transaction.atomic():
        budget = locked_budget(pk)
        hold_version(budget, version)
        against = refusals(stages.TABLE, move, budget.stage, {step.permission}, missing_of(budget), note)
        if against:
            raise Refused(joined([refusal.what for refusal in against]))
        before = {"stage": budget.stage, "ceiling": budget.ceiling}
        if move == stages.REPLY:
            budget.ceiling = ceiling
        budget.stage = step.target
        budget.version += 1
        budget.save(update_fields=["stage", "ceiling", "version"])
        after = {"stage": budget.stage, "ceiling": budget.ceiling, "note": note.strip()}
        record(
            "budget.move", f"budget/{pk}", by=by, at=at, organisation=budget.organisation, before=before, after=after
        )
    return budget


def missing_of(budget: Budget) -> dict[str, list[Text]]:
    """What is missing of all that a move may have due: money, the ceiling kept, no change left waiting."""
    total = Line.objects.filter(budget=budget).aggregate(total=Sum("initial"))["total"] or 0
    found: dict[str, list[Text]] = {"lines": [], "ceiling": [], "changes": []}
    if total <= 0:
        found["lines"].append(
            Text("预算还没有金额，先编列预算行", "the budget has no money in it yet; add lines first")
        )
    if budget.ceiling is not None and total > budget.ceiling:
        over = in_ten_thousands(total - budget.ceiling)
        en = f"the total is {over} (ten thousand yuan) over the ceiling; cut it first"
        found["ceiling"].append(Text(f"合计超过控制数 {over} 万元，请先压减", en))
    found["lines"] += gate.unsupported(budget)
    waiting = int(budget.changes.filter(state="proposed").count())
    if waiting:
        en = f"{waiting} changes still wait; decide them first"
        found["changes"].append(Text(f"还有 {waiting} 项追加或调剂待批准，先办结再关账", en))
    return found


def set_figures(
    *, pk: int, values: Mapping[str, tuple[int, int | None, int]], version: int, by: Person, at: datetime
) -> Budget:
    """Set procurement and 三公: kind -> (planned, adjusted where it was, actual)."""
    with transaction.atomic():
        budget = locked_budget(pk)
        hold_version(budget, version)
        if budget.stage == "closed":
            raise Refused(Text("已关账，不能再改", "the accounts are closed"))
        known = {figure.kind: figure for figure in budget.figures.all()}
        before, after = {}, {}
        for kind, (planned, adjusted, actual) in values.items():
            old = known.get(kind)
            was = (old.planned, old.adjusted, old.actual) if old else (0, None, 0)
            if was == (planned, adjusted, actual):
                continue
            before[kind], after[kind] = list(was), [planned, adjusted, actual]
            said = {"planned": planned, "adjusted": adjusted, "actual": actual}
            Figure.objects.update_or_create(budget=budget, kind=kind, defaults=said)
        if after:
            budget.version += 1
            budget.save(update_fields=["version"])
            record(
                "budget.figures", f"budget/{pk}", by=by, at=at, organisation=budget.organisation,
                before=before, after=after,
            )  # fmt: skip
    return budget


def set_parameter(
    *, organisation: Organisation, year: int, name: str, value: str, source: str, by: Person, at: datetime
) -> Parameter:
    """Set a parameter for an organisation and everything below it."""
    with transaction.atomic():
        old = (
            Parameter.objects.select_for_update(of=("self",))
            .filter(organisation=organisation, year=year, name=name)
            .first()
        )
        before = {} if old is None else {"value": old.value, "source": old.source}
        parameter, _ = Parameter.objects.update_or_create(
            organisation=organisation, year=year, name=name, defaults={"value": value, "source": source}
        )
        record(
            "budget.parameter", f"budget.parameter/{organisation.pk}/{year}/{name}", by=by, at=at,
            organisation=organisation, before=before, after={"value": value, "source": source},
        )  # fmt: skip
    return parameter
