"""A unit merges into another on a day, by a decision. What moves with it each module says; the event is here."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jixiao.core.kernel.text import Text
from jixiao.web.platform.people.models import Organisation

STATES = {
    "planned": Text("待办理", "planned"),
    "done": Text("已办理", "carried out"),
    "withdrawn": Text("已撤回", "withdrawn"),
}


class Reorganisation(models.Model):
    """`source` is taken into `target` from `day` on; `decision` names the paper that says so.

    Planned first, so that everyone sees what would move; carried out once, whole or not at all.
    """

    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    target = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField()
    decision = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="planned")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Two organisations; one cannot be taken over twice."""

        ordering: ClassVar = ["-day", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="a_reorganisation_has_two_ends"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="a_known_state_of_reorganisation"),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(state="withdrawn"), name="an_organisation_is_taken_over_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    @property
    def state_name(self) -> Text:
        """What its state is called."""
        return STATES[self.state]
