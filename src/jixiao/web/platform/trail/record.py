"""Writing the audit trail, in the transaction of what it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.web.platform.trail.models import Event

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person


def record(
    action: str,
    target: str,
    *,
    by: Person | None,
    at: datetime,
    organisation: Organisation | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Add an event: `action` as module.verb, `target` as kind/id."""
    return Event.objects.create(
        at=at,
        by=by,
        action=action,
        target=target,
        organisation=organisation,
        before=before or {},
        after=after or {},
    )
