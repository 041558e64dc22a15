"""Moving a year from stage to stage; signing freezes what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.lifecycle.moving import refusals
from jixiao.usecases.runs import sha256
from jixiao.web.modules.evaluation.actions.carrying import carry_over
from jixiao.web.modules.evaluation.actions.freshness import Stale, locked, settle
from jixiao.web.modules.evaluation.actions.publishing import publish_result
from jixiao.web.modules.evaluation.dues import missing
from jixiao.web.modules.evaluation.models import Run, Step
from jixiao.web.modules.evaluation.scoring import signed_run, standing_card
from jixiao.web.modules.evaluation.stages import PERMISSIONS, TABLE
from jixiao.web.platform.people.permissions import may
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person


@transaction.atomic
def move(*, year: int, name: str, version: int, note: str, by: Person, at: datetime) -> DepartmentYear:
    """Make a move.

    Raises `PermissionDenied` for the wrong person, `Stale` where the year has changed since it was seen, `InputFault`
    with all that is missing.
    """
    row = locked(year)
    step = TABLE.moves[name]
    held = {one for one in PERMISSIONS if may(by, one, row.organisation)}
    # Who may not hears that first: what is missing is nobody else's business.
    if step.permission not in held:
        raise PermissionDenied(step.permission)
    if row.version != version:
        raise Stale(row)
    # What needs nothing needs no scorecard either: a signed year that can no longer be scored can still be sent back.
    gaps = missing(row, standing_card(row), step.due, by) if step.due else {}
    found = refusals(TABLE, name, row.stage, held, gaps, note)
    if found:
        raise InputFault([Problem(one.what, "") for one in found])
    run = _signed(row, by, at) if row.is_open else row.runs.first()
    before, row.stage = row.stage, step.target
    row.round += name == "reopen"
    if name == "take_up":
        carry_over(row, at)
    settle(row, is_back=step.is_back)
    Step.objects.create(year=row, move=name, source=before, target=row.stage, note=note.strip(), run=run, by=by, at=at)
    after = {"stage": row.stage, "note": note.strip(), "run": run.result_sha256 if run else ""}
    target = f"department_year/{row.pk}"
    record(
        f"evaluation.{name}", target, by=by, at=at, organisation=row.organisation,
        before={"stage": before}, after=after,
    )  # fmt: skip
    if name == "accept" and run is not None:
        publish_result(row, run, by, at)
    return row


def _signed(year: DepartmentYear, by: Person, at: datetime) -> Run:
    """Keep the run that a signature stands on."""
    run = signed_run(year)
    return Run.objects.create(
        year=year,
        record=run.record,
        input=run.input,
        result=run.result,
        result_sha256=sha256(run.result.encode()),
        by=by,
        at=at,
    )
