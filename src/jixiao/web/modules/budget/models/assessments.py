"""Ex-ante evaluation (事前绩效评估) of a project: five aspects with their evidence, and the verdict of finance."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.core.lifecycle.table import Stage
from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.models.budgets import Project

MOST_SCORE = 100
_STATES = tuple(stages.EX_ANTE.stages)
_NEEDS_AMOUNT = (stages.SUPPORTED, stages.PARTLY)


class Assessment(models.Model):
    """The ex-ante evaluation of a project for a year: what is asked for, what finance supports, at which stage it is.

    The verdict is the stage: supported, supported in part, not supported. `supported` is the money that it allows.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    requested = models.BigIntegerField()
    supported = models.BigIntegerField(null=True)
    stage = models.CharField(max_length=20, default="drafting")
    opinion = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Once for a project and a year; a verdict that supports says how much, and never more than was asked."""

        ordering: ClassVar = ["-year", "project__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "year"], name="one_assessment_a_year"),
            models.CheckConstraint(condition=Q(stage__in=_STATES), name="a_known_stage_of_assessment"),
            models.CheckConstraint(condition=Q(requested__gt=0), name="an_assessment_asks_for_money"),
            models.CheckConstraint(
                condition=~Q(stage__in=_NEEDS_AMOUNT) | Q(supported__gt=0, supported__lte=models.F("requested")),
                name="support_says_how_much",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"

    @property
    def now(self) -> Stage:
        """The stage it is at."""
        return stages.EX_ANTE.stages[self.stage]


class Aspect(models.Model):
    """One of the five aspects: a score from 0 to 100, the grounds in words, what proves them."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="aspects")
    name = models.CharField(max_length=20)
    score = models.PositiveSmallIntegerField(null=True)
    grounds = models.CharField(max_length=1000, blank=True)
    evidence = models.CharField(max_length=500, blank=True)

    class Meta:
        """An aspect once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "name"], name="an_aspect_once"),
            models.CheckConstraint(condition=Q(name__in=list(stages.ASPECTS)), name="a_known_aspect"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=MOST_SCORE), name="a_score_up_to_100"),
        ]

    @property
    def title(self) -> Text:
        """What it is called."""
        return stages.ASPECTS[self.name]
