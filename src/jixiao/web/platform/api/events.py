"""Every new event of the trail is offered to the webhooks, in the transaction in which it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from procrastinate.contrib.django import app

from jixiao.web.platform.api.models import Delivery, Webhook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from jixiao.web.platform.trail.models import Event

DELIVER = "api.deliver"
# What the program notes for itself, and what concerns accounts, is no business of other programs.
UNTOLD = frozenset({"administration", "api", "job", "people", "sample", "webhooks"})


def can_be_told(action: str) -> bool:
    """Whether a webhook may ask for an action."""
    return action.partition(".")[0] not in UNTOLD


def told(sender: type[Event], instance: Event, created: bool, **_named: Any) -> None:  # noqa: ANN401
    """Put a delivery into the queue for every webhook that asked for an event."""
    if not created or instance.organisation is None or not can_be_told(instance.action):
        return
    above = [int(number) for number in instance.organisation.path.strip("/").split("/")]
    listening = Webhook.objects.filter(is_active=True, organisation__in=above)
    deliver(instance, [one for one in listening if one.wants(instance.action)], instance.at)


def deliver(event: Event, webhooks: Iterable[Webhook], at: datetime) -> list[Delivery]:
    """Queue an event for webhooks."""
    rows = [Delivery(webhook=one, event=event, number=uuid4().hex, at=at, next_try=at) for one in webhooks]
    if rows:
        Delivery.objects.bulk_create(rows)
        for row in rows:
            queue(row)
    return rows


def queue(delivery: Delivery, later: datetime | None = None) -> None:
    """Let the worker try a delivery, now or later; part of the transaction of the caller."""
    how = {} if later is None else {"schedule_at": later}
    app.configure_task(DELIVER, **how).defer(delivery=delivery.pk, attempt=delivery.tries)  # type: ignore[arg-type]
