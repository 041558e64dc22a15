"""Imports of lines: looked at first, taken in whole or not at all, undone as long as nothing followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import ProtectedError

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import gate
from jixiao.web.modules.budget.actions.lines import FIELDS, next_number, put
from jixiao.web.modules.budget.actions.locking import GONE, hold_open, locked_budget
from jixiao.web.modules.budget.models import FIGURE_KINDS, Figure, Import, ImportedLine, Line, Project
from jixiao.web.modules.budget.sheets.reading import read_rows
from jixiao.web.modules.budget.sheets.rows import Sheet, check, sheet_of
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.modules.budget.fields import LineFields
    from jixiao.web.modules.budget.models import Budget
    from jixiao.web.platform.people.models import Person


def preview(*, pk: int, file: str, content: bytes, by: Person, at: datetime) -> Import:
    """Read and check a file; no line changes. Raises `Refused` for a file that cannot be read at all."""
    sheet = sheet_of(read_rows(content, file))
    with transaction.atomic():
        budget = locked_budget(pk)
        hold_open(budget)
        checked = check(sheet, budget)
        old = Import.objects.filter(budget=budget, by=by, state__in=("reading", "previewed"))
        old.update(state="discarded", rows=[], told={})
        batch = Import.objects.create(
            budget=budget, file=file[:200], by=by, at=at, rows=[row.kept() for row in checked.rows],
            columns=sheet.columns, unit=sheet.unit, faults=checked.faults,
        )  # fmt: skip
        record(
            "budget.import.preview", f"budget.import/{batch.pk}", by=by, at=at, organisation=budget.organisation,
            after={"file": batch.file, "rows": len(checked.rows), "faults": checked.faults},
        )  # fmt: skip
    return batch


def take_in(*, pk: int, by: Person, at: datetime) -> Import:
    """Make the lines of a previewed file, all of them or none; what changed since the preview is checked again."""
    with transaction.atomic():
        batch, budget = locked_batch(pk, "previewed", form="sheet")
        hold_open(budget)
        sheet = Sheet([(row["row"], row["written"]) for row in batch.rows], batch.columns, batch.unit)
        checked = check(sheet, budget)
        if checked.faults:
            raise Refused(
                Text("文件仍有错误，整批未导入；请改正后重新上传", "the file has faults; nothing was imported")
            )
        made, changed = write_lines(budget, batch, checked.lines)
        for against in gate.unsupported(budget):
            raise Refused(against)
        batch.state, batch.rows = "applied", []
        batch.save(update_fields=["state", "rows"])
        record(
            "budget.import.apply", f"budget.import/{batch.pk}", by=by, at=at, organisation=budget.organisation,
            after={
                "file": batch.file, "added": len(made), "changed": len(changed),
                "total": sum(line.initial for line in (*made, *changed)),
            },
        )  # fmt: skip
    return batch


def write_lines(budget: Budget, batch: Import, rows: Sequence[LineFields]) -> tuple[list[Line], list[Line]]:
    """Lines made and lines changed, with what undoing needs to know of each."""
    known = {line.number: line for line in Line.objects.select_for_update().filter(budget=budget).order_by("pk")}
    running, taken = next_number(budget), set(known) | {fields.number for fields in rows}
    made, changed, befores = [], [], list[dict[str, Any]]()
    for fields in rows:
        line = known.get(fields.number) or Line(budget=budget)
        if line.pk:
            befores.append({**{name: getattr(line, name) for name in FIELDS}, "project_id": line.project_id})
            line.version += 1
            changed.append(line)
        else:
            made.append(line)
        put(line, fields)
        while not line.number:
            number, running = f"{running:03d}", running + 1
            line.number = "" if number in taken else number
    Line.objects.bulk_create(made, batch_size=500)
    _save_all(changed)
    notes = [ImportedLine(batch=batch, line=line, version=line.version) for line in made]
    for line, before in zip(changed, befores, strict=True):
        notes.append(ImportedLine(batch=batch, line=line, before=before, version=line.version))
    ImportedLine.objects.bulk_create(notes, batch_size=500)
    return made, changed


def discard(*, pk: int, by: Person, at: datetime) -> Import:
    """Let a preview go."""
    with transaction.atomic():
        batch, budget = locked_batch(pk, "previewed", "reading")
        batch.state, batch.rows, batch.told = "discarded", [], {}
        batch.save(update_fields=["state", "rows", "told"])
        record("budget.import.discard", f"budget.import/{pk}", by=by, at=at, organisation=budget.organisation)
    return batch


def undo(*, pk: int, by: Person, at: datetime) -> Import:
    """Take an import back: lines that it made go, those that it changed are as before; not if others followed."""
    with transaction.atomic():
        batch, budget = locked_batch(pk, "applied")
        hold_open(budget)
        rows = list(batch.lines.select_related("line").select_for_update(of=("line",)).order_by("line_id"))
        later = [row.line.number for row in rows if row.line.version != row.version]
        if later:
            named = "、".join(later[:10]) + ("…" if len(later) > 10 else "")
            raise Refused(
                Text(
                    f"导入之后又改过：{named}。请逐行修改，不能整批撤销。",
                    f"changed since the import: {named}; change them one by one",
                )
            )
        back = [row for row in rows if row.before]
        for row in back:
            for name, value in row.before.items():
                setattr(row.line, name, value)
            row.line.version += 1
        _save_all([row.line for row in back])
        gone = [row.line_id for row in rows if not row.before]
        batch.state = "undone"
        batch.save(update_fields=["state"])
        record(
            "budget.import.undo", f"budget.import/{batch.pk}", by=by, at=at, organisation=budget.organisation,
            after={"file": batch.file, "removed": len(gone), "restored": len(back)},
        )  # fmt: skip
        Line.objects.filter(pk__in=gone).delete()
        _take_back(batch, budget)
    return batch


def _take_back(batch: Import, budget: Budget) -> None:
    """What a document did besides its lines: plans as before, projects that nothing followed are gone again."""
    figures = {one.kind: one for one in Figure.objects.select_for_update().filter(budget=budget).order_by("pk")}
    for kind, (before, after) in batch.made.get("figures", {}).items():
        figure = figures.get(kind)
        if figure is None or figure.planned != after or (before is None and (figure.actual or figure.adjusted)):
            name = FIGURE_KINDS[kind]
            raise Refused(
                Text(f"“{name.zh}”导入之后又改过，不能整批撤销", f"“{name.en}” was changed since; it cannot be undone")
            )
        if before is None:
            figure.delete()
        else:
            figure.planned = before
            figure.save(update_fields=["planned"])
    for project in Project.objects.filter(pk__in=batch.made.get("projects", [])).order_by("pk"):
        try:
            if project.version > 1:
                raise ProtectedError("changed", set())
            project.delete()
        except ProtectedError:
            text = Text(
                f"项目“{project}”导入之后已被使用或修改，不能整批撤销", f"“{project}” is in use; it cannot be undone"
            )
            raise Refused(text) from None


def _save_all(lines: list[Line]) -> None:
    names = ["number", "name", "is_basic", "project", "functional", "economic", "fund", "initial", "version"]
    Line.objects.bulk_update(lines, names, batch_size=500)


def locked_batch(pk: int, *states: str, form: str = "") -> tuple[Import, Budget]:
    """An import and its budget, locked, at one of some states; raises `Refused`."""
    place = Import.objects.filter(pk=pk).values_list("budget_id", flat=True).first()
    if place is None:
        raise Refused(GONE)
    budget = locked_budget(place)
    batch = Import.objects.select_for_update(of=("self",)).get(pk=pk)
    if batch.state not in states or (form and batch.form != form):
        raise Refused(Text("这次导入已经办理过", "this import was dealt with already"))
    return batch, budget
