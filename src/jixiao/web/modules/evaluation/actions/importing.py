"""Bringing files: applied as a whole or not at all, and undone as long as nothing else has changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.period import read_day
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.freshness import locked_open, refresh
from jixiao.web.modules.evaluation.content import content_of, decisions_of, entries_of, statements_of, written
from jixiao.web.modules.evaluation.models import Decision, Import, Statement
from jixiao.web.platform.trail.record import record
from jixiao.web.registers.figures.actions import replace_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jixiao.web.modules.evaluation.bringing import Brought
    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.files.models import StoredFile
    from jixiao.web.platform.people.models import Person

APPLIED = Text("这份文件已经导入过", "the file has been imported already")
FAULTY = Text("文件有问题，没有导入任何内容", "the file has problems; nothing was imported")
CHANGED = Text("导入之后又有改动，不能整体撤销", "something has changed since; the import cannot be undone as a whole")


@transaction.atomic
def keep(*, year: DepartmentYear, file: StoredFile, brought: Brought, by: Person, at: datetime) -> Import:
    """Keep what was read from a file, for someone to look at; the year stays as it is."""
    kept = keep_unread(year=year, file=file, form=brought.form, by=by, at=at)
    tell(kept=kept, brought=brought)
    return kept


@transaction.atomic
def keep_unread(*, year: DepartmentYear, file: StoredFile, form: str, by: Person, at: datetime) -> Import:
    """Keep a file that will be read later."""
    kept = Import.objects.create(year=year, file=file, form=form, by=by, at=at)
    after = {"file": file.name, "sha256": file.sha256, "year": year.pk}
    record("evaluation.bring_file", f"import/{kept.pk}", by=by, at=at, organisation=year.organisation, after=after)
    return kept


@transaction.atomic
def tell(*, kept: Import, brought: Brought) -> None:
    """Say what a file was found to hold, and what is wrong with it."""
    kept.content = "" if brought.content is None or brought.problems else written(brought.content)
    kept.problems = [_told(one) for one in brought.problems]
    kept.doubts = [{"zh": one.zh, "en": one.en} for one in brought.doubts]
    kept.save(update_fields=["content", "problems", "doubts"])


def _told(problem: Problem) -> dict[str, str]:
    """A problem as it is kept, in both languages."""
    texts = {"what": problem.what, "expected": problem.expected, "remedy": problem.remedy}
    told = {"where": problem.where, "received": problem.received or ""}
    for name, text in texts.items():
        told |= {f"{name}_zh": text.zh if text else "", f"{name}_en": text.en if text else ""}
    return told


@transaction.atomic
def apply(*, kept: int, by: Person, at: datetime) -> None:
    """Put what a file says in the place of what the year says; raises `InputFault`, and then nothing has changed."""
    one = Import.objects.select_for_update().get(pk=kept)
    year = locked_open(one.year_id)
    if one.applied_at is not None or not one.content:
        raise InputFault([Problem(APPLIED if one.applied_at else FAULTY, one.file.name)])
    one.before = written(content_of(year))
    _write(year, json.loads(one.content), by, at)
    one.applied_at, one.applied_version = at, year.version
    one.save()
    after = {"file": one.file.name, "sha256": one.file.sha256}
    record("evaluation.import", f"import/{one.pk}", by=by, at=at, organisation=year.organisation, after=after)


@transaction.atomic
def undo(*, kept: int, by: Person, at: datetime) -> None:
    """Put back what stood there before an import; raises `InputFault` where something has changed since."""
    one = Import.objects.select_for_update().get(pk=kept)
    year = locked_open(one.year_id)
    if one.undone_at is not None or one.applied_version != year.version:
        raise InputFault([Problem(CHANGED, one.file.name)])
    _write(year, json.loads(one.before), by, at)
    one.undone_at = at
    one.save()
    record("evaluation.undo_import", f"import/{one.pk}", by=by, at=at, organisation=year.organisation)


def _write(year: DepartmentYear, content: Mapping[str, Any], by: Person, at: datetime) -> None:
    """All rows of a year from a fact file that was checked."""
    replace_all(organisation=year.organisation, year=year.year, entries=entries_of(content), by=by, at=at)
    year.decisions.all().delete()
    year.statements.all().delete()
    Decision.objects.bulk_create(decisions_of(content, year, by, at))
    Statement.objects.bulk_create(statements_of(content, year, by, at))
    year.entity, year.region, year.kind = content["entity"], content["region"], content["kind"]
    year.as_of = read_day(content["as_of"]) if content.get("as_of") else None
    year.stated_grade = (content.get("stated") or {}).get("grade") or ""
    refresh(year)
