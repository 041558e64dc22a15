"""Imports of indicators: looked at first, taken in whole or not at all, undone as long as nothing followed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import lint
from jixiao.web.modules.goals.actions.locking import GONE, hold_open, locked, mark_of
from jixiao.web.modules.goals.actions.tables import MOST_ROWS
from jixiao.web.modules.goals.content import FIELDS, row_of
from jixiao.web.modules.goals.models import Import
from jixiao.web.modules.goals.sheets import check, rows_of
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.indicators.models import Indicator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.modules.goals.sheets import Checked
    from jixiao.web.platform.people.models import Person
    from jixiao.web.registers.indicators.models import GoalTable

_COPIED = ("kind", "name", "operator", "target", "unit", "weight", "basis")


def preview(*, pk: int, file: str, content: bytes, by: Person, at: datetime) -> Import:
    """Read and check a file; no indicator changes. Raises `Refused` for a file that cannot be read at all."""
    rows = rows_of(content, file)
    with transaction.atomic():
        table = locked(pk)
        hold_open(table)
        checked = check(rows, table.indicators.all())
        Import.objects.filter(table=table, by=by, state="previewed").update(state="discarded", rows=[])
        batch = Import.objects.create(
            table=table, file=file[:200], rows=[row.kept() for row in checked],
            faults=sum(len(row.faults) for row in checked), by=by, at=at,
        )  # fmt: skip
        _told("preview", batch, by, at, {"file": batch.file, "rows": len(checked), "faults": batch.faults})
    return batch


@transaction.atomic
def take_in(*, pk: int, by: Person, at: datetime) -> Import:
    """Make the indicators of a previewed file, all or none; what changed since the preview is checked again."""
    batch, table = _locked(pk, "previewed")
    hold_open(table)
    known = list(table.indicators.select_for_update().order_by("pk"))
    checked = check([(row["row"], row["written"]) for row in batch.rows], known)
    if any(row.faults for row in checked):
        raise Refused(Text("文件仍有错误，整批未导入；请改正后重新上传", "the file has faults; nothing was imported"))
    if len(known) + sum(not row.changes for row in checked) > MOST_ROWS:
        raise Refused(Text(f"一张表最多 {MOST_ROWS} 个指标", f"at most {MOST_ROWS} indicators in a table"))
    batch.before = [row_of(row) | {"position": row.position} for row in known]
    _apply(table, known, checked)
    batch.mark = mark_of(table, table.indicators.all())
    batch.state = "applied"
    batch.save(update_fields=["state", "before", "mark"])
    _told("apply", batch, by, at, {"file": batch.file, "rows": len(checked)})
    return batch


def _apply(table: GoalTable, known: Sequence[Indicator], checked: Sequence[Checked]) -> None:
    by_name = {(row.kind, lint.plain(row.name)): row for row in known}
    last = table.indicators.aggregate(last=Max("position"))["last"] or 0
    made = []
    for one in checked:
        fields = one.fields
        if fields is None:
            continue
        row = by_name.get((fields.kind, lint.plain(fields.name)))
        if row is None:
            last += 1
            row = Indicator(table=table, position=last)
            made.append(row)
        for name in _COPIED:
            setattr(row, name, getattr(fields, name))
        if row.pk:
            row.version += 1
            row.save()
    Indicator.objects.bulk_create(made)


@transaction.atomic
def discard(*, pk: int, by: Person, at: datetime) -> Import:
    """Let a preview go."""
    batch, _ = _locked(pk, "previewed")
    batch.state, batch.rows = "discarded", []
    batch.save(update_fields=["state", "rows"])
    _told("discard", batch, by, at, {"file": batch.file})
    return batch


@transaction.atomic
def undo(*, pk: int, by: Person, at: datetime) -> Import:
    """Put the indicators back as they were before an import; not where others followed."""
    batch, table = _locked(pk, "applied")
    hold_open(table)
    rows = {row.pk: row for row in table.indicators.select_for_update().order_by("pk")}
    if mark_of(table, rows.values()) != batch.mark:
        raise Refused(
            Text("导入之后又改过，请逐个修改，不能整批撤销。", "The table was changed since; mend it by hand.")
        )
    before = {one["id"]: one for one in batch.before}
    for pk_, row in rows.items():
        if pk_ in before:
            _put_back(row, before[pk_])
        else:
            _take_out(row)
    batch.state = "undone"
    batch.save(update_fields=["state"])
    _told("undo", batch, by, at, {"file": batch.file})
    return batch


def _put_back(row: Indicator, before: dict[str, Any]) -> None:
    if row_of(row) == {name: before[name] for name in ("id", *FIELDS)}:
        return
    for name in FIELDS:
        setattr(row, name, before[name])
    row.weight = None if before["weight"] is None else Decimal(before["weight"])
    row.version += 1
    row.save()


def _take_out(row: Indicator) -> None:
    try:
        row.delete()
    except ProtectedError:
        raise Refused(
            Text(f"“{row.name}”已报过完成值，不能撤销", f"values of “{row.name}” were reported already")
        ) from None


def _locked(pk: int, state: str) -> tuple[Import, GoalTable]:
    place = Import.objects.filter(pk=pk).values_list("table_id", flat=True).first()
    if place is None:
        raise Refused(GONE)
    table = locked(place)
    batch = Import.objects.select_for_update(of=("self",)).get(pk=pk)
    if batch.state != state:
        raise Refused(Text("这次导入已经办理过", "this import was dealt with already"))
    return batch, table


def _told(what: str, batch: Import, by: Person, at: datetime, after: dict[str, Any]) -> None:
    organisation = batch.table.organisation
    record(f"goals.import.{what}", f"goals/{batch.table_id}", by=by, at=at, organisation=organisation, after=after)
