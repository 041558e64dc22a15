"""Writing the register: add, replace, withdraw; several at once for an import. Nothing is ever overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from jixiao.web.platform.trail.record import record
from jixiao.web.registers.figures.entries import Entry, check, entry_of
from jixiao.web.registers.figures.models import Figure
from jixiao.web.registers.figures.queries import holding, latest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person


class Replaced(Exception):
    """Someone else has replaced or withdrawn the figure meanwhile; `figure` is what holds now."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        super().__init__(f"figure {figure.pk} holds now")


@transaction.atomic
def add(*, organisation: Organisation, year: int, entry: Entry, by: Person, at: datetime) -> Figure:
    """Add a figure at the end of the papers; raises `InputFault` for one that cannot be."""
    check(entry)
    figure = _row(organisation, year, entry, _last(organisation, year) + 1, by, at)
    figure.save()
    record("figures.add", f"figure/{figure.pk}", by=by, at=at, organisation=organisation, after=_told(entry))
    return figure


@transaction.atomic
def replace(*, figure: int, entry: Entry, by: Person, at: datetime) -> Figure:
    """Put another figure in the place of one; raises `Replaced` where someone was faster, and `InputFault`."""
    check(entry)
    old = _locked(figure)
    new = _row(old.organisation, old.year, entry, old.position, by, at)
    return _put(old, new, "figures.replace", _told(entry))


@transaction.atomic
def withdraw(*, figure: int, by: Person, at: datetime) -> Figure:
    """Say that a figure does not hold any more; raises `Replaced` where someone was faster."""
    old = _locked(figure)
    gone = Entry(old.concept, old.period, "", old.unit, {}, dimensions=old.dimensions)
    return _put(old, _row(old.organisation, old.year, gone, old.position, by, at), "figures.withdraw", {})


@transaction.atomic
def replace_all(
    *, organisation: Organisation, year: int, entries: Iterable[Entry], by: Person, at: datetime
) -> list[Figure]:
    """Put other figures in the place of all that hold, in their order; returns the new ones.

    A figure of the same thing replaces the one before it; of what is left, it is said that it does not hold any more.
    The figures must have been checked.
    """
    old = list(holding(organisation, year).select_for_update(of=("self",)))
    start = _last(organisation, year) + 1
    new = [_row(organisation, year, entry, start + number, by, at) for number, entry in enumerate(entries)]
    Figure.objects.bulk_create(new)
    followers: dict[Any, list[Figure]] = {}
    for figure in new:
        followers.setdefault(entry_of(figure).what, []).append(figure)
    gone = []
    for figure in old:
        waiting = followers.get(entry_of(figure).what)
        if waiting:
            figure.replaced_by = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        else:
            empty = Entry(figure.concept, figure.period, "", figure.unit, {}, dimensions=figure.dimensions)
            figure.replaced_by = _row(organisation, year, empty, figure.position, by, at)
            gone.append(figure.replaced_by)
    Figure.objects.bulk_create(gone)
    Figure.objects.bulk_update(old, ["replaced_by"])
    counts = {"figures": len(new), "replaced": len(old) - len(gone), "withdrawn": len(gone)}
    target = f"figures/{organisation.pk}/{year}"
    record("figures.replace_all", target, by=by, at=at, organisation=organisation, after=counts)
    return new


def _locked(figure: int) -> Figure:
    """The figure, while nobody else may replace it; raises `Replaced` where someone already has."""
    old = Figure.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=figure)
    if old.replaced_by_id is not None or old.is_withdrawal:
        raise Replaced(latest(old))
    return old


def _put(old: Figure, new: Figure, action: str, after: dict[str, Any]) -> Figure:
    new.save()
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    before = _told(entry_of(old))
    record(action, f"figure/{new.pk}", by=new.by, at=new.at, organisation=new.organisation, before=before, after=after)
    return new


def _row(organisation: Organisation, year: int, entry: Entry, position: int, by: Person, at: datetime) -> Figure:
    return Figure(
        organisation=organisation,
        year=year,
        concept=entry.concept,
        period=entry.period,
        dimensions=dict(entry.dimensions),
        printed=entry.printed,
        unit=entry.unit,
        hedge=entry.hedge,
        source=dict(entry.source),
        position=position,
        by=by,
        at=at,
    )


def _last(organisation: Organisation, year: int) -> int:
    found = Figure.objects.filter(organisation=organisation, year=year).aggregate(last=Max("position"))["last"]
    return found or 0


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "concept": entry.concept,
        "period": entry.period,
        "printed": entry.printed,
        "unit": entry.unit,
        "hedge": entry.hedge,
        "dimensions": dict(entry.dimensions),
        "source": dict(entry.source),
    }
