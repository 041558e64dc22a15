"""Filling in a year: begin it, figures, decisions, stated scores, reasons, readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.carrying import closed_indicators
from jixiao.web.modules.evaluation.actions.freshness import Stale, expect, locked_open, refresh
from jixiao.web.modules.evaluation.models import Decision, DepartmentYear, Reason, Statement
from jixiao.web.modules.evaluation.scoring import framework_of
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.figures import actions as figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from jixiao.web.modules.evaluation.models import Edited
    from jixiao.web.platform.people.models import Organisation, Person
    from jixiao.web.registers.figures.entries import Entry
    from jixiao.web.registers.figures.models import Figure

UNNAMED = Text("写明单位名称和地区；等级须是指标体系所列的", "name unit and region; a grade is one of the framework's")
ACCEPTED = Text("上一轮复核已接受这项指标，不必修改", "the review accepted this indicator; it stays as it is")
THERE_ALREADY = Text("该单位该年度已经建立", "the year of this unit has been begun already")


@transaction.atomic
def begin(
    *,
    organisation: Organisation,
    year: int,
    framework: str,
    by: Person,
    at: datetime,
    entity: str = "",
    region: str = "",
    kind: str = "self_evaluation",
    as_of: date | None = None,
) -> DepartmentYear:
    """Begin a year; raises `InputFault` where it is there, or where the framework does not hold."""
    made, is_new = DepartmentYear.objects.get_or_create(
        organisation=organisation,
        year=year,
        defaults={
            "entity": entity or organisation.name, "region": region or organisation.region, "kind": kind,
            "framework": framework, "as_of": as_of, "by": by, "at": at,
        },
    )  # fmt: skip
    if not is_new:
        raise InputFault([Problem(THERE_ALREADY, "")])
    refresh(made, changed=False)
    _told("begin", made, by, at, {}, {"year": year, "framework": framework})
    return made


@transaction.atomic
def add_figure(*, year: int, entry: Entry, by: Person, at: datetime) -> Figure:
    """Add a figure to the year's papers; raises `InputFault`."""
    row = locked_open(year)
    figure = figures.add(organisation=row.organisation, year=row.year, entry=entry, by=by, at=at)
    refresh(row)
    return figure


@transaction.atomic
def replace_figure(*, year: int, figure: int, entry: Entry, by: Person, at: datetime) -> Figure:
    """Put another figure in its place; raises `figures.Replaced` where someone was faster, and `InputFault`."""
    row = locked_open(year)
    new = figures.replace(figure=figure, entry=entry, by=by, at=at)
    refresh(row)
    return new


@transaction.atomic
def withdraw_figure(*, year: int, figure: int, by: Person, at: datetime) -> None:
    """Say that a figure does not hold; raises `figures.Replaced` where someone was faster."""
    row = locked_open(year)
    figures.withdraw(figure=figure, by=by, at=at)
    refresh(row)


@transaction.atomic
def decide(
    *, year: int, indicator: str, clause: str, version: int, by: Person, at: datetime, words: Mapping[str, Any] | None
) -> None:
    """Decide a clause: `words` are kind, value, decided_by, on, evidence and source; None takes the decision back."""
    row = locked_open(year)
    old = Decision.objects.select_for_update().filter(year=row, indicator=indicator, clause=clause).first()
    _write(row, old, Decision, {"indicator": indicator, "clause": clause}, words, version, by, at)


@transaction.atomic
def state(
    *, year: int, indicator: str, version: int, by: Person, at: datetime, words: Mapping[str, Any] | None
) -> None:
    """State a score: `words` are value, unreadable and source; None takes it back. The total has no indicator."""
    row = locked_open(year)
    old = Statement.objects.select_for_update().filter(year=row, indicator=indicator).first()
    _write(row, old, Statement, {"indicator": indicator}, words, version, by, at)


@transaction.atomic
def explain(*, year: int, indicator: str, version: int, text: str, by: Person, at: datetime) -> None:
    """Say why an indicator is undecided or deviates; no words take the reason back."""
    row = locked_open(year)
    old = Reason.objects.select_for_update().filter(year=row, indicator=indicator).first()
    words = {"text": text.strip()} if text.strip() else None
    _write(row, old, Reason, {"indicator": indicator}, words, version, by, at)


@transaction.atomic
def choose_reading(*, year: int, indicator: str, reading: str, by: Person, at: datetime) -> None:
    """Read an indicator in another of the ways that its criterion leaves open; an empty one is the framework's own."""
    row = locked_open(year)
    _demand_sent_back(row, indicator)
    before = dict(row.readings)
    row.readings = {name: one for name, one in before.items() if name != indicator}
    row.readings |= {indicator: reading} if reading else {}
    refresh(row)
    _told("choose_reading", row, by, at, before, row.readings)


@transaction.atomic
def name(*, year: int, version: int, entity: str, region: str, grade: str, by: Person, at: datetime) -> None:
    """The names that stand on the papers and the grade that the unit states; raises `Stale`, and `InputFault`."""
    row = locked_open(year)
    if row.version != version:
        raise Stale(row)
    known = [one.name.zh for one in framework_of(row).grades]
    if not entity.strip() or not region.strip() or (grade and grade not in known):
        listed = "、".join(known)
        raise InputFault([Problem(UNNAMED, "", Text(listed, listed) if grade else None)])
    before = {"entity": row.entity, "region": row.region, "grade": row.stated_grade}
    row.entity, row.region, row.stated_grade = entity.strip()[:120], region.strip()[:60], grade
    refresh(row)
    _told("name", row, by, at, before, {"entity": row.entity, "region": row.region, "grade": grade})


def _write(
    year: DepartmentYear,
    old: Edited | None,
    kind: type[Edited],
    names: Mapping[str, str],
    words: Mapping[str, Any] | None,
    version: int,
    by: Person,
    at: datetime,
) -> None:
    """Write or remove a record that was seen in a version; the trail keeps what stood there."""
    _demand_sent_back(year, names.get("indicator", ""))
    expect(old, version)
    before = _fields(old)
    if words is None:
        if old is None:
            return
        old.delete()
    elif old is None:
        kind.objects.create(year=year, **names, **words, by=by, at=at)
    else:
        kind.objects.filter(pk=old.pk).update(**words, by=by, at=at, version=F("version") + 1)
    refresh(year)
    after = {key: str(value) for key, value in (words or {}).items()}
    _told(kind.__name__.lower(), year, by, at, before, {**names, **after} if words else dict(names))


def _demand_sent_back(year: DepartmentYear, indicator: str) -> None:
    """What the review accepted stays as it is while the rest is worked on."""
    if indicator in closed_indicators(year):
        raise InputFault([Problem(ACCEPTED, "")])


def _fields(old: Edited | None) -> dict[str, str]:
    if old is None:
        return {}
    skipped = {"id", "year", "by", "at", "version"}
    return {
        field.name: str(getattr(old, field.name)) for field in old._meta.concrete_fields if field.name not in skipped
    }


def _told(
    verb: str, year: DepartmentYear, by: Person, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> None:
    target = f"department_year/{year.pk}"
    record(f"evaluation.{verb}", target, by=by, at=at, organisation=year.organisation, before=before, after=after)
