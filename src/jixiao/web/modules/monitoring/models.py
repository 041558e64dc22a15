"""Rounds of monitoring, what each organisation files in them, and a sheet for it and each of its projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.core.monitoring.lights import NAMES
from jixiao.web.modules.monitoring.stages import DECISIONS, TABLE
from jixiao.web.platform.people.models import Organisation

if TYPE_CHECKING:
    from jixiao.core.lifecycle.table import Stage

PERSON = settings.AUTH_USER_MODEL


class Round(models.Model):
    """Monitoring of a year up to the end of a month, over everything below an organisation.

    `rules` keeps the parameters of the rulebook as they held when it was issued, with their sources.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    until = models.DateField()
    levels = models.JSONField(default=list)
    escalate_after = models.PositiveSmallIntegerField()
    pause_after = models.PositiveSmallIntegerField()
    warns = models.BooleanField(default=False)
    rules = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One for each month of a year; nobody is told before it pauses."""

        ordering: ClassVar = ["-year", "-month", "organisation__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year", "month"], name="a_monitoring_round_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="a_month_to_monitor"),
            models.CheckConstraint(
                condition=Q(escalate_after__lte=models.F("pause_after")), name="told_before_it_pauses"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 1-{self.month}"

    @property
    def name(self) -> Text:
        """How people call it."""
        months = f"1—{self.month} 月" if self.month > 1 else "1 月"
        return Text(f"{self.year} 年 {months}绩效监控", f"Monitoring of months 1-{self.month}, {self.year}")

    @property
    def span(self) -> str:
        """The months in an official column: 1-7月."""
        return f"1-{self.month}月" if self.month > 1 else "1月"


class Filing(models.Model):
    """What an organisation files in a round: its own sheet and those of its projects go through the stages together."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="filings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=16, default=TABLE.first.id)
    note = models.CharField(max_length=500, blank=True)
    moved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Once in a round, in a known stage."""

        ordering: ClassVar = ["organisation__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "organisation"], name="a_filing_once"),
            models.CheckConstraint(condition=Q(stage__in=list(TABLE.stages)), name="a_known_stage_of_monitoring"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.round_id}"

    @property
    def now(self) -> Stage:
        """The stage in which it is."""
        return TABLE.stages[self.stage]

    @property
    def is_open(self) -> bool:
        """Whether what it holds may change."""
        return self.now.is_open


class Sheet(models.Model):
    """The monitoring of an organisation (no project) or of one of its projects.

    Money (fen) and goals are taken from their registers, at `taken_at`; what people add is in `entries` by indicator
    (cause, reason, measure, chance, method, forecast, because) and in the fields below. The lights follow from all that
    and are kept, so that a list need not judge; `gaps` counts what is still missing.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="sheets")
    project = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(default=0)
    initial = models.BigIntegerField(default=0)
    adjusted = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    months = models.JSONField(default=list)
    months_before = models.JSONField(default=list)
    goals = models.JSONField(default=list)
    taken_at = models.DateTimeField()

    entries = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    method = models.CharField(max_length=16, default="straight_line")
    by_hand = models.BigIntegerField(null=True)
    because = models.CharField(max_length=300, blank=True)

    forecast = models.BigIntegerField(null=True)
    money_light = models.CharField(max_length=6, default="none")
    goal_light = models.CharField(max_length=6, default="none")
    light = models.CharField(max_length=6, default="none")
    gaps = models.PositiveSmallIntegerField(default=0)
    red_since = models.DateField(null=True)
    decision = models.CharField(max_length=12, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once; the organisation's own first; nobody decides without a reason."""

        ordering: ClassVar = ["filing__organisation__path", "project"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["filing", "project"], name="a_sheet_once"),
            models.CheckConstraint(
                condition=Q(money_light__in=list(NAMES), goal_light__in=list(NAMES), light__in=list(NAMES)),
                name="a_known_light",
            ),
            models.CheckConstraint(
                condition=Q(decision="")
                | (Q(decision__in=list(DECISIONS), decided_by__isnull=False) & ~Q(decision_reason="")),
                name="a_decision_has_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["light", "decision"], name="lights_to_decide")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_department(self) -> bool:
        """Whether it is the sheet of the whole organisation."""
        return not self.project

    @property
    def decision_name(self) -> Text | None:
        """What was decided."""
        return DECISIONS.get(self.decision)
