"""The means of a unit beside money: its staff at dates, its fixed assets and what happened to them, inventories."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.web.platform.people.models import Organisation

ASSET_CATEGORIES = {
    "buildings": Text("房屋和构筑物", "buildings"),
    "equipment": Text("设备", "equipment"),
    "vehicles": Text("公务用车", "official vehicles"),
    "furniture": Text("家具和用具", "furniture"),
    "books": Text("图书和档案", "books and archives"),
    "relics": Text("文物和陈列品", "relics and exhibits"),
}
ASSET_STATES = {
    "in_use": Text("在用", "in use"),
    "idle": Text("闲置", "idle"),
    "disposed": Text("已处置", "disposed of"),
}


class StaffCount(models.Model):
    """The people of an organisation on a day: posts authorised (编制), filled (在编), and staff off them (编外)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField()
    authorised = models.PositiveIntegerField()
    in_post = models.PositiveIntegerField()
    hired = models.PositiveIntegerField(default=0)
    dispatched = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A day once."""

        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "day"], name="staff_of_a_day_once")]

    @property
    def off(self) -> int:
        """Everyone off the establishment."""
        return self.hired + self.dispatched


class Asset(models.Model):
    """A fixed asset as it stands now; its events say how it came to be so, and how it stood on any day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=12)
    place = models.CharField(max_length=120, blank=True)
    keeper = models.CharField(max_length=60, blank=True)
    acquired = models.DateField()
    cost = models.BigIntegerField()
    state = models.CharField(max_length=10, default="in_use")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A code once in an organisation."""

        ordering: ClassVar = ["organisation__path", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "code"], name="an_asset_code_once"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="no_asset_below_zero"),
            models.CheckConstraint(
                condition=Q(category__in=list(ASSET_CATEGORIES), state__in=list(ASSET_STATES)), name="a_known_asset"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def state_name(self) -> Text:
        """In use, idle or disposed of."""
        return ASSET_STATES[self.state]

    @property
    def category_name(self) -> Text:
        """What kind of thing it is."""
        return ASSET_CATEGORIES[self.category]


class AssetEvent(models.Model):
    """What happened to an asset on a day, and the state and the cost that it left."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10)
    day = models.DateField()
    state = models.CharField(max_length=10)
    cost = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-day", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=("acquire", "change", "use", "idle", "dispose")), name="a_known_asset_event"
            ),
        ]


class Inventory(models.Model):
    """The counting of the assets of an organisation in a year: open while one counts, closed once all is explained."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    is_closed = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Once a year."""

        ordering: ClassVar = ["-year", "organisation__path"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "year"], name="one_inventory_a_year")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"


class Counted(models.Model):
    """An asset in an inventory: how many the books have, how many were found; a difference needs an explanation.

    Something found that the books do not have stands without an asset, under its name.
    """

    inventory = models.ForeignKey(Inventory, models.CASCADE, related_name="rows")
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, related_name="counts")
    name = models.CharField(max_length=120)
    book = models.PositiveIntegerField(default=1)
    counted = models.PositiveIntegerField(null=True)
    cost = models.BigIntegerField(default=0)
    explanation = models.CharField(max_length=300, blank=True)

    class Meta:
        """An asset once in an inventory."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["inventory", "asset"], name="an_asset_counted_once")]

    @property
    def difference(self) -> int | None:
        """Found less book; None where it has not been counted."""
        return None if self.counted is None else self.counted - self.book
