"""Problems that were found in a year's money, goals, scores or papers, and what became of each."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.people.models import Organisation

PERSON = settings.AUTH_USER_MODEL
ORIGINS = {
    "monitoring": Text("绩效监控", "monitoring"),
    "evaluation": Text("绩效自评", "self-evaluation"),
    "review": Text("财政复核", "finance review"),
    "audit": Text("文档核查", "audit of documents"),
    "hand": Text("人工登记", "entered by hand"),
}
STAGES = {
    "open": Text("待整改", "open"),
    "working": Text("整改中", "being put right"),
    "reported": Text("待验收", "waiting for acceptance"),
    "accepted": Text("已销号", "accepted"),
    "dismissed": Text("不需整改", "nothing to put right"),
}


class Problem(models.Model):
    """A problem of an organisation's year. `key` names it within its origin, so that it is not entered twice.

    `project` is the code of the project that it is about; `use` says what it should change in next year's budget, and
    `changed` what it really changed, or why it did not.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=12)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    url = models.CharField(max_length=200, blank=True)
    project = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=12, default="open")
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    until = models.DateField(null=True)
    done = models.TextField(blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    accepted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    use = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once; in a known stage; nobody accepts what was not reported."""

        ordering: ClassVar = ["until", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "year", "origin", "key"], name="a_problem_once"),
            models.CheckConstraint(condition=Q(origin__in=list(ORIGINS)), name="a_known_origin"),
            models.CheckConstraint(condition=Q(stage__in=list(STAGES)), name="a_known_stage_of_a_problem"),
            models.CheckConstraint(
                condition=~Q(stage="accepted") | (Q(accepted_by__isnull=False) & ~Q(done="")),
                name="an_accepted_problem_was_put_right",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def origin_name(self) -> Text:
        """Where it was found."""
        return ORIGINS[self.origin]

    @property
    def stage_name(self) -> Text:
        """Where it stands."""
        return STAGES[self.stage]
