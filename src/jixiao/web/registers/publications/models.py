"""Duties to publish, and publications. A publication never changes: the database refuses."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.people.models import Organisation

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Kind(models.TextChoices):
    """What is published."""

    BUDGET = "budget", "部门预算"
    ACCOUNTS = "accounts", "部门决算"
    SELF_EVALUATION = "self_evaluation", "绩效自评"
    SCORECARD = "scorecard", "绩效得分"
    FACTS = "facts", "数据"


KINDS = {
    Kind.BUDGET: Text("部门预算", "budget"),
    Kind.ACCOUNTS: Text("部门决算", "final accounts"),
    Kind.SELF_EVALUATION: Text("绩效自评", "self-evaluation"),
    Kind.SCORECARD: Text("绩效得分", "scorecard"),
    Kind.FACTS: Text("数据", "figures"),
}
_YEAR_IN_REACH = Q(year__gte=FIRST_YEAR) & Q(year__lte=LAST_YEAR)


class Duty(models.Model):
    """An organisation has to publish something of a year: since when the term runs, or why it does not."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    approved = models.DateField(null=True)
    is_exempt = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One of each; an exemption has its reason."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year", "kind"], name="a_duty_once"),
            models.CheckConstraint(condition=Q(is_exempt=False) | ~Q(reason=""), name="an_exemption_has_a_reason"),
            models.CheckConstraint(condition=_YEAR_IN_REACH, name="a_duty_is_of_a_year"),
        ]


class Publication(models.Model):
    """Something was published: its words, its record and its file stay as they were on that day.

    `content` is the record as text, the very bytes that are downloaded; `sha256` is their hash. What was published
    wrongly is withdrawn, with the reason, and published anew.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    day = models.DateField()
    words = models.TextField(blank=True)
    content = models.TextField(blank=True)
    form = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        """The newest first; there is something to see; a withdrawal has its reason."""

        ordering: ClassVar = ["-day", "-pk"]
        indexes: ClassVar = [models.Index(fields=["organisation", "year", "kind"], name="publications_of_a_year")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(content="") | ~Q(address="") | Q(file__isnull=False), name="a_publication_shows_something"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=None) | (Q(withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="a_withdrawal_has_a_reason",
            ),
            models.CheckConstraint(condition=_YEAR_IN_REACH, name="a_publication_is_of_a_year"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_words(self) -> Text:
        """The kind in both languages."""
        return KINDS[Kind(self.kind)]

    @property
    def record(self) -> dict[str, Any] | None:
        """The record; None where only a file or an address was published."""
        return json.loads(self.content) if self.content else None
