"""Government procurement: what a budget plans to buy, from which line, and what was bought month by month."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget.models.budgets import Budget, Line

CATEGORIES = {
    "goods": Text("货物", "goods"),
    "services": Text("服务", "services"),
    "works": Text("工程", "works"),
}
METHODS = {
    "open": Text("公开招标", "open tender"),
    "invited": Text("邀请招标", "invited tender"),
    "negotiated": Text("竞争性谈判", "competitive negotiation"),
    "consultation": Text("竞争性磋商", "competitive consultation"),
    "inquiry": Text("询价", "inquiry"),
    "single": Text("单一来源", "single source"),
    "framework": Text("框架协议", "framework agreement"),
    "mall": Text("电子卖场", "electronic mall"),
}


class Procurement(models.Model):
    """An item of the procurement plan. `actual` is the sum of its months."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="procurements")
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="procurements")
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=10)
    method = models.CharField(max_length=12)
    planned = models.BigIntegerField()
    planned_month = models.PositiveSmallIntegerField()
    actual = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Planned money, in a month, of a known kind."""

        ordering: ClassVar = ["planned_month", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(planned__gt=0, actual__gte=0), name="no_procurement_below_zero"),
            models.CheckConstraint(
                condition=Q(planned_month__gte=1, planned_month__lte=12), name="a_month_to_procure_in"
            ),
            models.CheckConstraint(
                condition=Q(category__in=list(CATEGORIES), method__in=list(METHODS)), name="a_known_procurement"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def category_name(self) -> Text:
        """Goods, services or works."""
        return CATEGORIES[self.category]

    @property
    def method_name(self) -> Text:
        """How it is bought."""
        return METHODS[self.method]


class Procured(models.Model):
    """What was bought of an item in a month."""

    item = models.ForeignKey(Procurement, models.CASCADE, related_name="months")
    month = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        """A month once."""

        ordering: ClassVar = ["month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "month"], name="a_procured_month_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="a_procured_month_of_the_year"),
        ]
