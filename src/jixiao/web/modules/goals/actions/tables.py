"""Writes to a goal table: opening it, its words, its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, ProtectedError

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals.actions.locking import GONE, hold_open, hold_version, locked
from jixiao.web.modules.goals.content import row_of
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.indicators.models import GoalTable, Indicator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.modules.goals.fields import IndicatorFields
    from jixiao.web.platform.people.models import Organisation, Person

MOST_ROWS = 200


def open_table(
    *, organisation: Organisation, year: int, project: str, name: str, by: Person, at: datetime
) -> GoalTable:
    """Begin the goals of a department or of a project; raises `Refused` where they were begun."""
    try:
        with transaction.atomic():
            table = GoalTable.objects.create(
                organisation=organisation, year=year, project=project, name=name[:120], by=by, at=at
            )
            _told("open", table, by, at, {}, {"year": year, "project": project, "name": table.name})
    except IntegrityError:
        raise Refused(Text("目标表已经建立", "the goals have been begun already")) from None
    return table


@transaction.atomic
def set_words(*, pk: int, summary: str, long_term: str, version: int, by: Person, at: datetime) -> GoalTable:
    """Write the goals in words; raises `Refused` or `Stale`."""
    table = locked(pk)
    hold_open(table)
    hold_version(table, version)
    before = {"summary": table.summary, "long_term": table.long_term}
    after = {"summary": summary, "long_term": long_term}
    if before != after:
        table.summary, table.long_term, table.version = summary, long_term, table.version + 1
        table.save(update_fields=["summary", "long_term", "version"])
        _told("words", table, by, at, before, after)
    return table


@transaction.atomic
def add_row(*, pk: int, fields: IndicatorFields, by: Person, at: datetime) -> Indicator:
    """Add an indicator at the foot; raises `Refused`."""
    table = locked(pk)
    hold_open(table)
    if table.indicators.count() >= MOST_ROWS:
        raise Refused(Text(f"一张表最多 {MOST_ROWS} 个指标", f"at most {MOST_ROWS} indicators in a table"))
    last = table.indicators.aggregate(last=Max("position"))["last"] or 0
    row = Indicator(table=table, position=last + 1)
    fields.put(row)
    row.save()
    _told("row.add", table, by, at, {}, _shown(row))
    return row


@transaction.atomic
def add_rows(*, pk: int, rows: Sequence[IndicatorFields], by: Person, at: datetime) -> int:
    """Add several indicators at once; how many there were. Raises `Refused`."""
    table = locked(pk)
    hold_open(table)
    known = table.indicators.aggregate(last=Max("position"), count=Count("pk"))
    if known["count"] + len(rows) > MOST_ROWS:
        raise Refused(Text(f"一张表最多 {MOST_ROWS} 个指标", f"at most {MOST_ROWS} indicators in a table"))
    made = []
    for position, fields in enumerate(rows, (known["last"] or 0) + 1):
        row = Indicator(table=table, position=position)
        fields.put(row)
        made.append(row)
    Indicator.objects.bulk_create(made)
    if made:
        _told("row.add", table, by, at, {}, {"name": "、".join(row.name for row in made)})
    return len(made)


@transaction.atomic
def set_row(*, pk: int, fields: IndicatorFields, version: int, by: Person, at: datetime) -> Indicator:
    """Change an indicator; raises `Refused` or `Stale`."""
    table, row = _locked_row(pk)
    hold_open(table)
    before = row_of(row)
    fields.put(row)
    after = row_of(row)
    if before != after:  # the same words sent twice are no conflict
        if row.version != version:
            row.refresh_from_db()
        hold_version(row, version)
        row.version += 1
        row.save()
        changed = [name for name in after if before[name] != after[name]]
        named = {"name": after["name"]} | {name: after[name] for name in changed}
        _told("row.edit", table, by, at, {name: before[name] for name in changed}, named)
    return row


@transaction.atomic
def remove_row(*, pk: int, version: int, by: Person, at: datetime) -> GoalTable:
    """Take an indicator out; raises `Refused` where something was reported of it already."""
    table, row = _locked_row(pk)
    hold_open(table)
    hold_version(row, version)
    before = _shown(row)
    try:
        row.delete()
    except ProtectedError:
        raise Refused(
            Text(
                "这个指标已报过完成值，不能删除；可以修改目标值。",
                "Values of this indicator were reported; it cannot be removed, but its target can be changed.",
            )
        ) from None
    _told("row.remove", table, by, at, before, {})
    return table


def _locked_row(pk: int) -> tuple[GoalTable, Indicator]:
    place = Indicator.objects.filter(pk=pk).values_list("table_id", flat=True).first()
    if place is None:
        raise Refused(GONE)
    table = locked(place)
    row = Indicator.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Refused(GONE)
    row.table = table
    return table, row


def _shown(row: Indicator) -> dict[str, Any]:
    return {"name": row.name, "kind": row.kind, "target": row.shown}


def _told(
    what: str, table: GoalTable, by: Person | None, at: datetime, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """The trail of a table."""
    record(
        f"goals.{what}", f"goals/{table.pk}", by=by, at=at, organisation=table.organisation, before=before, after=after
    )
