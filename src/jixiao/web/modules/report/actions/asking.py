"""Asking for a check of a report; the work is done in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.web.modules.report.actions.locking import locked_open, tell
from jixiao.web.modules.report.models import Check
from jixiao.web.modules.report.tasks import check_report

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person


@transaction.atomic
def ask(*, report: int, by: Person, at: datetime) -> Check:
    """Start a check; one that is still running is returned instead."""
    row = locked_open(report)
    last = row.checks.select_related("job").first()
    if last is not None and not last.content_sha256 and last.job is not None and not last.job.is_over:
        return last
    made = Check.objects.create(report=row, by=by, at=at)
    made.job = check_report.start(organisation=row.organisation, by=by, at=at, check=made.pk)
    made.save(update_fields=["job"])
    tell("check", row, by=by, at=at, after={"check": made.pk})
    return made
