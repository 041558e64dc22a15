"""What the module keeps beside the register of indicators: reviews, the library, imports that can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.web.platform.people.models import Organisation
from jixiao.web.registers.indicators.models import KINDS, OPERATORS, GoalTable

PERSON = settings.AUTH_USER_MODEL
# The marks of the review sheet, the best first (财预〔2015〕88号).
MARKS = {
    "excellent": Text("优", "excellent"),
    "good": Text("良", "good"),
    "fair": Text("中", "fair"),
    "poor": Text("差", "poor"),
}
ASPECTS = {
    "complete": Text("完整性", "complete"),
    "relevant": Text("相关性", "relevant"),
    "adequate": Text("适当性", "adequate"),
    "feasible": Text("可行性", "feasible"),
}
ASKED = {
    "complete": Text("目标和各级指标是否填全、清楚", "Are goals and indicators of every level there, and clear?"),
    "relevant": Text("是否与部门职责、项目内容和资金相关", "Do they belong to the duty, the project and its money?"),
    "adequate": Text("目标值是否与资金量、往年水平相称", "Do targets fit the money and earlier years?"),
    "feasible": Text("能否实现，完成值能否取得", "Can they be reached, and can the values be had?"),
}


class Review(models.Model):
    """A review sheet of a goal table by finance. `content` is what was reviewed, so that a change since can be told."""

    table = models.ForeignKey(GoalTable, models.PROTECT, related_name="reviews")
    revision = models.PositiveSmallIntegerField()
    marks = models.JSONField()
    verdict = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    content = models.JSONField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(verdict__in=list(MARKS)), name="a_known_verdict_on_goals")
        ]

    @property
    def verdict_name(self) -> Text:
        """The verdict, in both languages."""
        return MARKS[self.verdict]


class LibraryIndicator(models.Model):
    """An indicator that was approved somewhere and may serve others. `initials` finds it by the first letters.

    A retired one is offered no longer; the tables that use it keep it.
    """

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    initials = models.CharField(max_length=240)
    operator = models.CharField(max_length=4)
    target = models.CharField(max_length=200)
    unit = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    first = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_because = models.CharField(max_length=200, blank=True)
    retired_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        """An indicator once for each kind."""

        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "name"], name="an_indicator_once_in_the_library"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="a_known_kind_in_the_library"),
            models.CheckConstraint(condition=Q(operator__in=list(OPERATORS)), name="a_known_operator_in_the_library"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_name(self) -> Text:
        """The second level."""
        return KINDS[self.kind][1]

    @property
    def operator_name(self) -> Text:
        """The direction."""
        return OPERATORS[self.operator]

    @property
    def is_retired(self) -> bool:
        """Whether it is offered no longer."""
        return self.retired_at is not None


IMPORT_STATES = ("previewed", "applied", "undone", "discarded")


class Import(models.Model):
    """A file of indicators for a goal table: looked at first, then taken in whole, undone while nothing followed.

    `before` has the rows of the table as they were, `mark` how the table stood right after taking in.
    """

    table = models.ForeignKey(GoalTable, models.CASCADE, related_name="imports")
    file = models.CharField(max_length=200)
    rows = models.JSONField()
    faults = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default="previewed")
    before = models.JSONField(default=list)
    mark = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=IMPORT_STATES), name="a_known_state_of_goals_import")
        ]
