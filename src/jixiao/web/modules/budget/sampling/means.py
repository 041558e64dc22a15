"""The means of the sample: staff at the ends of years, assets with what happened to some of them, inventories."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jixiao.web.modules.budget.models import Asset, AssetEvent, Counted, Inventory, StaffCount
from jixiao.web.modules.budget.sampling.catalogue import ASSETS
from jixiao.web.modules.budget.sampling.money import until

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from jixiao.web.modules.budget.sampling.money import Maker

IDLE = 5  # every so many of the assets; every second of these was disposed of


def staff(maker: Maker, years: Sequence[int], random: Random) -> None:
    """A count at the end of each year."""
    authorised = random.randint(24, 64)
    StaffCount.objects.bulk_create(
        StaffCount(
            organisation=maker.organisation, day=until(year, maker.at), authorised=authorised,
            in_post=authorised - random.randint(1, 4), hired=random.randint(0, 3), dispatched=random.randint(0, 4),
            note="年末数" if year < maker.at.year else "",
        )
        for year in years if year <= maker.at.year
    )  # fmt: skip


def assets(maker: Maker, years: Sequence[int], random: Random) -> None:
    """The register: most of it in use, some idle, some disposed of; an inventory of each year that has begun."""
    first, rows = years[0], list[Asset]()
    for name, category, cost, place, keeper, many in ASSETS:
        for _ in range(many):
            acquired = date(first - random.randint(0, 4), random.randint(1, 12), random.randint(1, 28))
            rows.append(
                Asset(
                    organisation=maker.organisation, code=f"Z{len(rows) + 1:04d}", name=name, category=category,
                    place=place, keeper=keeper, acquired=acquired, cost=cost * 100,
                )
            )  # fmt: skip
    turned: dict[int, date] = {}
    for number, one in enumerate(rows, 1):
        later = max(date(first, random.randint(1, 11), 15), one.acquired)
        if one.category != "buildings" and later <= maker.at.date() and number % IDLE == 0:
            one.state = "disposed" if number % (2 * IDLE) == 0 else "idle"
            turned[number] = later
    made = Asset.objects.bulk_create(rows)
    events = [
        AssetEvent(asset=one, kind="acquire", day=one.acquired, state="in_use", cost=one.cost, by=maker.by, at=maker.at)
        for one in made
    ]
    for number, day in turned.items():
        one = made[number - 1]
        kind = "dispose" if one.state == "disposed" else "idle"
        note = "报废，已批复" if kind == "dispose" else "科室调整后暂不使用"
        events.append(
            AssetEvent(
                asset=one, kind=kind, day=day, state=one.state, cost=one.cost, note=note, by=maker.by, at=maker.at
            )
        )
    AssetEvent.objects.bulk_create(events)
    for year in years:
        if year <= maker.at.year:
            _inventory(maker, year, [one for one in made if one.state != "disposed"])


def _inventory(maker: Maker, year: int, there: list[Asset]) -> None:
    """What stayed in use, counted; one missing with its explanation. The inventory of this year is half done."""
    is_closed = year < maker.at.year
    found = Inventory.objects.create(
        organisation=maker.organisation, year=year, day=until(year, maker.at), is_closed=is_closed, by=maker.by
    )
    known = [one for one in there if one.acquired <= found.day]
    Counted.objects.bulk_create(
        Counted(
            inventory=found, asset=one, name=str(one), cost=one.cost,
            counted=(0 if place == len(known) - 1 else 1) if is_closed or place < len(known) // 2 else None,
            explanation="借给园区使用，已补办手续" if is_closed and place == len(known) - 1 else "",
        )
        for place, one in enumerate(known)
    )  # fmt: skip
