"""Reading the register: the figures that hold, and how each came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.web.registers.figures.models import Figure

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation


def holding(organisation: Organisation, year: int) -> QuerySet[Figure]:
    """The figures that hold for an organisation's year, in the order of its papers."""
    found = Figure.objects.filter(organisation=organisation, year=year, replaced_by=None).exclude(printed="")
    return found.select_related("by")


def history(figure: Figure) -> list[Figure]:
    """Everything that was ever stated of the same thing, the newest first."""
    same_thing = Figure.objects.filter(
        organisation_id=figure.organisation_id,
        year=figure.year,
        concept=figure.concept,
        period=figure.period,
        dimensions=figure.dimensions,
    )
    return list(same_thing.select_related("by").order_by("-pk"))


def latest(figure: Figure) -> Figure:
    """What holds in the place of a figure today: itself, or the last that replaced it."""
    while figure.replaced_by is not None:
        figure = figure.replaced_by
    return figure
