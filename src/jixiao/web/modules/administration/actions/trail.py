"""Taking the audit trail out of the program is itself an event of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person
    from jixiao.web.platform.trail.models import Event


@transaction.atomic
def note_export(
    *, form: str, rows: int, asked: dict[str, Any], organisation: Organisation, by: Person, at: datetime
) -> Event:
    """Record who took which events out, in which form."""
    told = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    return record(
        "administration.trail_exported",
        f"trail/{form}",
        by=by,
        at=at,
        organisation=organisation,
        after={"rows": rows, **told},
    )
