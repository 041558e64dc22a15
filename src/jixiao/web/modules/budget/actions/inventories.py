"""Writes to the yearly inventory: begun from the books, counted, every difference explained, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.locking import GONE, day_of, hold_version
from jixiao.web.modules.budget.models import AssetEvent, Counted, Inventory
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from jixiao.web.platform.people.models import Organisation, Person


def begin(*, organisation: Organisation, day: date, by: Person, at: datetime) -> Inventory:
    """Begin the inventory of a year with what the books have on a day; raises `Refused`."""
    if day > day_of(at):
        raise Refused(Text("日期不能晚于今天", "the day has not come yet"), "day")
    events = AssetEvent.objects.filter(asset__organisation=organisation, day__lte=day)
    latest = events.order_by("asset_id", "-day", "-pk").distinct("asset_id").select_related("asset")
    there = sorted((one for one in latest if one.state != "disposed"), key=lambda one: one.asset.code)
    if not there:
        raise Refused(Text("这一天账上没有固定资产", "the books have no asset on that day"), "day")
    try:
        with transaction.atomic():
            found = Inventory.objects.create(organisation=organisation, year=day.year, day=day, by=by)
            Counted.objects.bulk_create(
                Counted(inventory=found, asset=one.asset, name=str(one.asset)[:120], cost=one.cost) for one in there
            )
            record(
                "budget.inventory.begin", _target(found), by=by, at=at, organisation=organisation,
                after={"year": day.year, "day": day.isoformat(), "rows": len(there)},
            )  # fmt: skip
    except IntegrityError:
        raise Refused(Text(f"{day.year} 年已有盘点", f"{day.year} has its inventory already"), "day") from None
    return found


def count(*, pk: int, rows: Mapping[int, tuple[int | None, str]], version: int, by: Person, at: datetime) -> Inventory:
    """Write what was found of some rows: how many, and the explanation. Raises `Stale` or `Refused`."""
    with transaction.atomic():
        found = _locked(pk)
        hold_version(found, version)
        known = {row.pk: row for row in found.rows.filter(pk__in=list(rows))}
        before, after, changed = {}, {}, []
        for key, row in known.items():
            counted, explanation = rows[key]
            if (row.counted, row.explanation) != (counted, explanation):
                before[row.name], after[row.name] = _told(row.counted, row.explanation), _told(counted, explanation)
                row.counted, row.explanation = counted, explanation
                changed.append(row)
        if changed:
            Counted.objects.bulk_update(changed, ["counted", "explanation"])
            _step(found, "budget.inventory.count", by, at, before, after)
    return found


def add_found(
    *, pk: int, name: str, counted: int, explanation: str, version: int, by: Person, at: datetime
) -> Inventory:
    """Enter something found that the books do not have; raises `Stale` or `Refused`."""
    with transaction.atomic():
        found = _locked(pk)
        hold_version(found, version)
        Counted.objects.create(inventory=found, name=name, book=0, counted=counted, explanation=explanation)
        _step(found, "budget.inventory.found", by, at, {}, {name: _told(counted, explanation)})
    return found


def close(*, pk: int, version: int, by: Person, at: datetime) -> Inventory:
    """Close an inventory; raises `Refused` while something is uncounted or a difference unexplained."""
    with transaction.atomic():
        found = _locked(pk)
        hold_version(found, version)
        rows = list(found.rows.all())
        uncounted = [row for row in rows if row.counted is None]
        unexplained = [row for row in rows if row.difference and not row.explanation]
        if uncounted:
            raise Refused(Text(f"还有 {len(uncounted)} 项没有盘点", f"{len(uncounted)} are not counted yet"))
        if unexplained:
            named = "、".join(row.name for row in unexplained[:5])
            raise Refused(Text(f"差异没有说明：{named}", f"differences without an explanation: {named}"))
        found.is_closed = True
        found.save(update_fields=["is_closed"])
        after = {"rows": len(rows), "differing": sum(1 for row in rows if row.difference)}
        _step(found, "budget.inventory.close", by, at, {}, after)
    return found


def _told(counted: int | None, explanation: str) -> str:
    return f"{'—' if counted is None else counted} {explanation}".strip()


def _target(found: Inventory) -> str:
    return f"budget.inventory/{found.pk}"


def _step(
    found: Inventory, action: str, by: Person, at: datetime, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    """The next version of an inventory, with its event."""
    found.version += 1
    found.save(update_fields=["version"])
    record(
        action, _target(found), by=by, at=at, organisation=found.organisation, before=dict(before), after=dict(after)
    )


def _locked(pk: int) -> Inventory:
    rows = Inventory.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=pk)
    found = rows.first()
    if found is None:
        raise Refused(GONE)
    if found.is_closed:
        raise Refused(Text("盘点已结束", "the inventory is closed"))
    return found
