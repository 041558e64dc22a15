"""Money that goes from a line to another outside the changes of a year: carried over, or moved by a reorganisation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jixiao.web.modules.budget.models.budgets import Line
from jixiao.web.platform.reorganisations.models import Reorganisation


class CarryOver(models.Model):
    """What a line left unspent and a line of the next year goes on with (结转). A line is carried over once."""

    source = models.OneToOneField(Line, models.PROTECT, related_name="carried_out")
    target = models.ForeignKey(Line, models.PROTECT, related_name="carried_in")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Some money."""

        ordering: ClassVar = ["source__number"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_carry_over_carries_money")]


class Transfer(models.Model):
    """What a reorganisation moved from a line to one of the organisation that goes on with it.

    `adjusted` and `spent` are those of the source line on the day: the share spent until then keeps its denominator.
    """

    event = models.ForeignKey(Reorganisation, models.PROTECT, related_name="transfers")
    source = models.ForeignKey(Line, models.PROTECT, related_name="moved_out")
    target = models.ForeignKey(Line, models.PROTECT, related_name="moved_in", null=True)
    amount = models.BigIntegerField()
    adjusted = models.BigIntegerField()
    spent = models.BigIntegerField()

    class Meta:
        """What was left is what moved, to the fen."""

        ordering: ClassVar = ["source__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "source"], name="a_line_moves_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount=models.F("adjusted") - models.F("spent")), name="all_that_was_left"
            ),
            models.CheckConstraint(condition=Q(amount=0) | Q(target__isnull=False), name="money_moves_somewhere"),
        ]
