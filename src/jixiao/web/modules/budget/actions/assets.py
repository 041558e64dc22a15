"""Writes to the register of fixed assets: each is acquired, may change, be used or idle, and is disposed of once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.actions.locking import GONE, day_of, hold_version
from jixiao.web.modules.budget.models import Asset, AssetEvent
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from jixiao.web.platform.people.models import Organisation, Person

KINDS = {
    "change": Text("变更", "change"),
    "use": Text("启用", "put to use"),
    "idle": Text("转闲置", "left idle"),
    "dispose": Text("处置", "dispose of"),
}
EVENTS = {"acquire": Text("购置登记", "acquired")} | KINDS
LEADS_TO = {"use": "in_use", "idle": "idle", "dispose": "disposed"}


@dataclass(frozen=True, slots=True)
class AssetFields:
    """What an asset is made of when it is acquired."""

    code: str
    name: str
    category: str
    place: str
    keeper: str
    acquired: date
    cost: int


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to an asset on a day; `cost`, `place` and `keeper` count for a change."""

    kind: str
    day: date
    note: str
    cost: int | None = None
    place: str = ""
    keeper: str = ""


def acquire(*, organisation: Organisation, fields: AssetFields, by: Person, at: datetime) -> Asset:
    """Enter an asset; raises `Refused` where its code is taken or its day has not come."""
    if fields.acquired > day_of(at):
        raise Refused(Text("日期不能晚于今天", "the day has not come yet"), "acquired")
    try:
        with transaction.atomic():
            asset = Asset.objects.create(
                organisation=organisation, code=fields.code, name=fields.name, category=fields.category,
                place=fields.place, keeper=fields.keeper, acquired=fields.acquired, cost=fields.cost,
            )  # fmt: skip
            _event(asset, Happened("acquire", fields.acquired, ""), by, at)
            record(
                "budget.asset.acquire", f"budget.asset/{asset.pk}", by=by, at=at, organisation=organisation,
                after={"code": asset.code, "name": asset.name, "amount": asset.cost, "state": asset.state},
            )  # fmt: skip
    except IntegrityError:
        raise Refused(Text(f"编号 {fields.code} 已登记", f"the code {fields.code} is taken"), "code") from None
    return asset


def happen(*, pk: int, what: Happened, version: int, by: Person, at: datetime) -> Asset:
    """Enter what happened to an asset; raises `Stale` or `Refused`."""
    with transaction.atomic():
        found = Asset.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=pk)
        asset = found.first()
        if asset is None:
            raise Refused(GONE)
        hold_version(asset, version)
        _hold(asset, what, at)
        before = _told(asset)
        asset.state = LEADS_TO.get(what.kind, asset.state)
        if what.kind == "change":
            asset.cost = asset.cost if what.cost is None else what.cost
            asset.place, asset.keeper = what.place, what.keeper
        asset.version += 1
        asset.save()
        _event(asset, what, by, at)
        after = _told(asset)
        differing = [name for name in after if before[name] != after[name]]
        record(
            f"budget.asset.{what.kind}", f"budget.asset/{pk}", by=by, at=at, organisation=asset.organisation,
            before={name: before[name] for name in differing},
            after={**{name: after[name] for name in differing}, "note": what.note},
        )  # fmt: skip
    return asset


def _hold(asset: Asset, what: Happened, at: datetime) -> None:
    """Raises `Refused` where something cannot have happened to an asset."""
    if asset.state == "disposed":
        raise Refused(Text("已处置的资产不再变动", "what was disposed of stays as it is"))
    last = asset.events.values_list("day", flat=True).first() or asset.acquired
    if what.day < last:
        raise Refused(Text(f"不能早于上一次变动（{last}）", f"not before what happened last ({last})"), "day")
    if what.day > day_of(at):
        raise Refused(Text("日期不能晚于今天", "the day has not come yet"), "day")
    if LEADS_TO.get(what.kind) == asset.state:
        raise Refused(Text(f"现在已是“{asset.state_name.zh}”", f"it is {asset.state_name.en} already"), "kind")


def _event(asset: Asset, what: Happened, by: Person, at: datetime) -> None:
    AssetEvent.objects.create(
        asset=asset, kind=what.kind, day=what.day, state=asset.state, cost=asset.cost, note=what.note, by=by, at=at
    )


def _told(asset: Asset) -> dict[str, Any]:
    return {"state": asset.state, "amount": asset.cost, "place": asset.place, "keeper": asset.keeper}
