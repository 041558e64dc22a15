"""Evidence: files behind a clause of an indicator, added and taken away while the year is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.freshness import locked_open
from jixiao.web.modules.evaluation.models import Evidence
from jixiao.web.platform.people.names import BadName, plain_name
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.files.models import StoredFile
    from jixiao.web.platform.people.models import Person


@transaction.atomic
def attach(
    *, year: int, indicator: str, clause: str, title: str, file: StoredFile, by: Person, at: datetime
) -> Evidence:  # fmt: skip
    """Put a file behind a clause, or behind the indicator where there is none; the same file stands there once."""
    row = locked_open(year)
    known = row.evidence.filter(indicator=indicator, clause=clause, file=file, removed=None).first()
    if known is not None:
        return known
    try:
        name = plain_name(title.strip() or file.name, 200)
    except BadName as bad:
        raise InputFault([Problem(Text(f"名称：{bad.said.zh}", f"title: {bad.said.en}"), "")]) from None
    made = Evidence.objects.create(
        year=row, indicator=indicator, clause=clause, title=name, file=file, by=by, at=at
    )  # fmt: skip
    after = {"indicator": indicator, "clause": clause, "title": name, "sha256": file.sha256}
    record("evaluation.attach", f"evidence/{made.pk}", by=by, at=at, organisation=row.organisation, after=after)
    return made


@transaction.atomic
def detach(*, evidence: int, by: Person, at: datetime) -> None:
    """Take a file away from its clause; it is kept, since something signed may rest on it."""
    one = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence)
    row = locked_open(one.year_id)
    if one.removed is not None:
        return
    one.removed, one.removed_by = at, by
    one.save(update_fields=["removed", "removed_by"])
    before = {"indicator": one.indicator, "clause": one.clause, "title": one.title}
    record("evaluation.detach", f"evidence/{one.pk}", by=by, at=at, organisation=row.organisation, before=before)
