"""Delivering: one try, and what follows from how it went."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from procrastinate.contrib.django import app

from jixiao.core.kernel.text import Text
from jixiao.web.platform.api import reaching
from jixiao.web.platform.api.events import DELIVER, queue
from jixiao.web.platform.api.models import Delivery, Webhook
from jixiao.web.platform.api.signing import key_of, signature
from jixiao.web.platform.clock import now
from jixiao.web.platform.jobs.task import RETRY
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

SCHEMA = "jixiao/event/1"
# How long after a try that failed comes the next one; after the last it is given up.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (30, 2 * 60, 10 * 60, 60 * 60, 6 * 60 * 60, 24 * 60 * 60))
MOST_FAILURES = 20
SWITCHED_OFF = Text("推送已停用", "the webhook is switched off")
OK = range(200, 300)


@app.task(name=DELIVER, retry=RETRY)
def deliver(delivery: int, attempt: int) -> None:
    """Try a delivery once, unless that try was made already; queue the next one where it failed."""
    found = Delivery.objects.select_related("webhook__organisation", "event__by", "event__organisation")
    one = found.filter(pk=delivery, state="waiting", tries=attempt).first()
    if one is None:
        return
    if not one.webhook.is_active:
        Delivery.objects.filter(pk=one.pk).update(
            state="failed", next_try=None, said_zh=SWITCHED_OFF.zh, said_en=SWITCHED_OFF.en
        )
        return
    body = body_of(one)
    at = now()
    try:
        code = reaching.post(one.webhook.address, body, headers_of(one, body, at))
    except reaching.Unreachable as error:
        keep(one.pk, None, error.text, at)
    else:
        keep(one.pk, code, Text("", ""), at)


def body_of(one: Delivery) -> bytes:
    """What is sent: the event as it stands in the trail. The same at every try."""
    event = one.event
    place = event.organisation
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "id": one.number,
        "event": {
            "id": event.pk,
            "action": event.action,
            "at": event.at.isoformat(),
            "by": None if event.by is None else {"id": event.by.pk, "name": event.by.name},
            "target": event.target,
            "organisation": None if place is None else {"id": place.pk, "name": place.name},
            "before": event.before,
            "after": event.after,
        },
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def headers_of(one: Delivery, body: bytes, at: datetime) -> dict[str, str]:
    """The heads of a delivery, with its signature."""
    moment = int(at.timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "jixiao-webhook/1",
        "webhook-id": one.number,
        "webhook-timestamp": str(moment),
        "webhook-signature": signature(key_of(one.webhook), one.number, moment, body),
    }


@transaction.atomic
def keep(delivery: int, code: int | None, said: Text, at: datetime) -> None:
    """Keep how a try went: done, to be tried again, or given up; too many failures in a row switch the webhook off."""
    hook = Webhook.objects.select_for_update().get(deliveries=delivery)  # first, as everyone who locks both
    one = Delivery.objects.select_for_update().get(pk=delivery)
    one.tries += 1
    one.code, one.said_zh, one.said_en, one.tried = code, said.zh[:300], said.en[:300], at
    if code in OK:
        one.state, one.next_try = "done", None
        Webhook.objects.filter(pk=hook.pk).update(failures=0)
    elif one.tries > len(PAUSES):
        one.state, one.next_try = "failed", None
    else:
        one.next_try = at + PAUSES[one.tries - 1]
        queue(one, one.next_try)
    one.save()
    if code not in OK:
        _failed(hook, at)


def _failed(hook: Webhook, at: datetime) -> None:
    """Count a failure, and switch the webhook off where there were too many in a row."""
    hook.failures += 1
    if hook.is_active and hook.failures >= MOST_FAILURES:
        hook.is_active, hook.is_failing, hook.version = False, True, hook.version + 1
        after = {"name": hook.name, "failures": hook.failures}
        target = f"webhook/{hook.pk}"
        record("webhooks.failing", target, by=None, at=at, organisation=hook.organisation, after=after)
    hook.save()
