"""Reading the register: the tables of a year, their indicators, what was reached up to a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation


def tables(organisations: Sequence[Organisation], year: int) -> QuerySet[GoalTable]:
    """The goal tables of organisations in a year."""
    found = GoalTable.objects.filter(organisation__in=organisations, year=year)
    return found.select_related("organisation").prefetch_related("indicators")


def reached(indicators: Iterable[Indicator], day: date) -> dict[int, Actual]:
    """What each indicator had reached on a day, by its key: the newest value of that day or the last day before it."""
    wanted = [one.pk for one in indicators]
    # By the key itself: ordering by the indicator would order by its place in its table.
    newest = Actual.objects.filter(indicator__in=wanted, day__lte=day).order_by("indicator_id", "-day", "-pk")
    return {one.indicator_id: one for one in newest.distinct("indicator_id").select_related("by", "evidence")}
