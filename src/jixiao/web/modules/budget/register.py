"""The register of fixed assets as it stood on a day: read from the events, for the record of an asset is of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.web.modules.budget.models import AssetEvent

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Worth:
    """What the assets cost that were there on a day: all, those in use, those idle; and how many there were."""

    count: int
    total: int
    in_use: int
    idle: int
    idle_count: int


def worth_on(organisation: Organisation, day: date) -> Worth:
    """The assets of an organisation itself on a day. One query."""
    return worth_of(AssetEvent.objects.filter(asset__organisation=organisation), day)


def worth_of(events: QuerySet[AssetEvent], day: date) -> Worth:
    """The assets that some events are about, on a day. One query."""
    latest = events.filter(day__lte=day).order_by("asset_id", "-day", "-pk").distinct("asset_id")
    found = [(state, cost) for state, cost in latest.values_list("state", "cost") if state != "disposed"]
    idle = [cost for state, cost in found if state == "idle"]
    total = sum(cost for _, cost in found)
    return Worth(len(found), total, total - sum(idle), sum(idle), len(idle))
