"""What was decided for next year's budget because of how a project did this year, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.web.platform.people.models import Organisation

DECISIONS = {
    "raise": Text("优先保障", "give first"),
    "keep": Text("继续安排", "keep"),
    "cut": Text("压减", "cut"),
    "cancel": Text("取消", "cancel"),
}


class Consequence(models.Model):
    """The use of a year's result for a project: the verdict, the decision, and why it was not done.

    `amount` is by how much a cut shall be, in fen; without one any cut will do.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    project = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    verdict = models.CharField(max_length=40)
    decision = models.CharField(max_length=8)
    amount = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    explained = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One for a project and year."""

        ordering: ClassVar = ["organisation__path", "project"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year", "project"], name="a_consequence_once"),
            models.CheckConstraint(condition=Q(decision__in=list(DECISIONS)), name="a_known_decision"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="a_cut_is_of_something"),
        ]

    @property
    def decision_name(self) -> Text:
        """The decision in words."""
        return DECISIONS[self.decision]
