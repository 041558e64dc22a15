"""Figures as printed, in the words of their sources. A row is added and never changed: another row takes its place."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.numerals import NumberFault, grouped, hedged, read_decimal
from jixiao.web.platform.people.models import Organisation


class Figure(models.Model):
    """One figure of an organisation's year, as someone stated it.

    `year` is the year whose papers it belongs to, `period` what it is a figure of (2022, 2022-Q1, 2021). `source` holds
    document (key, title, publisher, sha256, url), section, kind, page, place and quote; a figure typed by hand has the
    kind `person`. A row without `printed` says that the figure it replaces is withdrawn. `position` is the order of the
    papers; what replaces a figure stands where it stood.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    concept = models.CharField(max_length=80)
    period = models.CharField(max_length=10)
    dimensions = models.JSONField(default=dict)
    printed = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    hedge = models.CharField(max_length=10, blank=True)
    source = models.JSONField(default=dict)
    position = models.IntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        """What holds is read by organisation and year, in the order of the papers."""

        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "year", "position"], condition=Q(replaced_by=None), name="figures_that_hold"
            ),
            models.Index(fields=["organisation", "year", "concept"], name="figures_of_a_concept"),
        ]

    def __str__(self) -> str:
        return f"{self.concept} {self.period}: {self.shown}"

    @property
    def is_withdrawal(self) -> bool:
        """Whether the row says that there is no figure any more."""
        return not self.printed

    @property
    def number(self) -> str:
        """The number as people read it, without its unit."""
        try:
            return grouped(read_decimal(self.printed))
        except NumberFault:
            return self.printed

    @property
    def shown(self) -> str:
        """The figure as people read it, with its unit and hedge word."""
        return "—" if self.is_withdrawal else hedged(f"{self.number} {self.unit}".strip(), self.hedge)
