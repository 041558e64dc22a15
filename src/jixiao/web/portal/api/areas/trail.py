"""The audit trail, for those who may see it: events, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from ninja import Query, Router, Schema

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.trail_queries import PERMISSION, events_for
from jixiao.web.platform.people.permissions import may_anywhere
from jixiao.web.portal.api.access import caller, seen
from jixiao.web.portal.api.errors import not_found
from jixiao.web.portal.api.forms import MOST_ID, LimitQuery, OrganisationQuery, Plain, operation

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.platform.trail.models import Event

router = Router(tags=["trail"])


class EventOut(Schema):
    """Someone did something to something."""

    id: int
    at: datetime
    by: str | None
    action: str
    target: str
    organisation: int | None
    before: dict[str, Any]
    after: dict[str, Any]


class EventsOut(Schema):
    """Events by falling number; `before` is what to ask for next, null at the end."""

    items: list[EventOut]
    before: int | None


@router.get("/trail", **operation("trail:read", Text("审计记录", "The audit trail"), EventsOut))
def trail(
    request: HttpRequest,
    before: Annotated[int | None, Query(ge=1, le=MOST_ID, description="编号小于此 · numbers below this")] = None,
    after: Annotated[int | None, Query(ge=0, le=MOST_ID, description="编号大于此 · numbers above this")] = None,
    action: Annotated[str | None, Query(max_length=60, description="操作 · action, e.g. budget.move"), Plain] = None,
    organisation: OrganisationQuery = None,
    limit: LimitQuery = 50,
) -> dict[str, Any]:
    """Events of the organisations whose trail the caller may see. Asking for them is not an event itself."""
    if not may_anywhere(caller(request), PERMISSION):
        raise not_found()
    found = events_for(caller(request)).order_by("-pk")
    if organisation is not None:
        found = found.filter(organisation__in=seen(request, PERMISSION, organisation).order_by().values("pk"))
    if before is not None:
        found = found.filter(pk__lt=before)
    if after is not None:
        found = found.filter(pk__gt=after)
    if action:
        found = found.filter(action=action)
    rows = list(found[: limit + 1])
    more = len(rows) > limit
    return {"items": [_told(one) for one in rows[:limit]], "before": rows[limit - 1].pk if more else None}


def _told(one: Event) -> dict[str, Any]:
    return {
        "id": one.pk,
        "at": one.at,
        "by": None if one.by is None else one.by.username,
        "action": one.action,
        "target": one.target,
        "organisation": one.organisation_id,
        "before": one.before if isinstance(one.before, dict) else {"": one.before},
        "after": one.after if isinstance(one.after, dict) else {"": one.after},
    }
