"""Reading the register: the tables of a year, their indicators, what was reached up to a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation


def tables(organisations: Sequence[Organisation], year: int) -> QuerySet[GoalTable]:
    """The goal tables of organisations in a year."""
    found = GoalTable.objects.filter(organisation__in=organisations, year=year)
    return found.select_related("organisation").prefetch_related("indicators")


def reached_values(organisations: Sequence[Organisation], year: int) -> dict[int, str]:
    """What each indicator of organisations had reached at the end of a year, as written, by its key; one query."""
    said = Actual.objects.filter(indicator__table__organisation__in=organisations, indicator__table__year=year)
    newest = said.filter(day__lte=date(year, 12, 31)).order_by("indicator_id", "-day", "-pk").distinct("indicator_id")
    return dict(newest.values_list("indicator_id", "value"))


def reached(indicators: Iterable[Indicator], day: date) -> dict[int, Actual]:
    """What each indicator had reached on a day, by its key: the newest value of that day or the last day before it."""
    wanted = [one.pk for one in indicators]
    # By the key itself: ordering by the indicator would order by its place in its table.
    newest = Actual.objects.filter(indicator__in=wanted, day__lte=day).order_by("indicator_id", "-day", "-pk")
    return {one.indicator_id: one for one in newest.distinct("indicator_id").select_related("by", "evidence")}
