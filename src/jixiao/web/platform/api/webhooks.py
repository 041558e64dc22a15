"""Webhooks are registered, changed, switched, given another secret, tested and removed; deliveries are tried again."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.platform.api import reaching
from jixiao.web.platform.api.events import can_be_told, queue
from jixiao.web.platform.api.events import deliver as deliver_to
from jixiao.web.platform.api.models import Delivery, Webhook
from jixiao.web.platform.refusals import Refused, Stale
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person

MOST = 20
MOST_EVENTS = 60
_ACTION = re.compile(r"[a-z_]{1,40}\.(?:\*|[a-z_.]{1,60})\Z", re.ASCII)
TOO_MANY = Text(f"一个机构最多 {MOST} 个推送。", f"An organisation has at most {MOST} webhooks.")
NO_EVENTS = Text("请至少选择一种事件。", "Choose at least one kind of event.")
CLOSED = Text("该机构已停用。", "The organisation is closed.")
FASTER = Text("别人刚改过这个推送。", "Somebody else has just changed this webhook.")
GONE = Text("这个推送已移除。", "The webhook has been removed.")
OFF = Text("推送已停用，请先启用。", "The webhook is switched off; switch it on first.")


def checked(address: str, events: Iterable[str]) -> list[str]:
    """The events in order, each once; raises `Refused` where address or events cannot be."""
    try:
        target = reaching.target_of(address)
        reaching.pinned(target)
    except reaching.Unreachable as error:
        raise Refused(error.text, "address") from None
    found = sorted(set(events))
    for one in found:
        if not _ACTION.match(one) or not can_be_told(one):
            raise Refused(Text(f"没有“{one[:60]}”这种事件。", f"There is no event “{one[:60]}”."), "actions")
    if not found or len(found) > MOST_EVENTS:
        raise Refused(NO_EVENTS, "events")
    return found


@transaction.atomic
def add(
    *, organisation: Organisation, name: str, address: str, events: Iterable[str], by: Person, at: datetime
) -> Webhook:
    """Register a webhook."""
    chosen = checked(address, events)
    if organisation.closed_on is not None:
        raise Refused(CLOSED)
    if Webhook.objects.filter(organisation=organisation, is_removed=False).count() >= MOST:
        raise Refused(TOO_MANY)
    made = Webhook.objects.create(
        organisation=organisation, name=name, address=address, events=chosen, salt=secrets.token_hex(16), by=by, at=at
    )
    _note("added", made, by, at, {}, _told(made))
    return made


@transaction.atomic
def change(
    *, webhook: Webhook, name: str, address: str, events: Iterable[str], version: int, by: Person, at: datetime
) -> Webhook:
    """Change name, address or events; raises `Stale` where someone was faster."""
    one = _locked(webhook)
    if one.version != version:
        raise Stale(FASTER, one)
    chosen = checked(address, events)
    before = _told(one)
    one.name, one.address, one.events = name, address, chosen
    one.version += 1
    one.save()
    _note("changed", one, by, at, before, _told(one))
    return one


@transaction.atomic
def switch(*, webhook: Webhook, is_active: bool, by: Person, at: datetime) -> Webhook:
    """Switch it off, or on again with its failures forgotten."""
    one = _locked(webhook)
    if one.is_active != is_active:
        one.is_active, one.is_failing, one.failures = is_active, False, 0
        one.version += 1
        one.save()
        _note("switched_on" if is_active else "switched_off", one, by, at, {}, {"name": one.name})
    return one


@transaction.atomic
def renew_secret(*, webhook: Webhook, by: Person, at: datetime) -> Webhook:
    """Give it another secret; the old one signs no more."""
    one = _locked(webhook)
    one.salt = secrets.token_hex(16)
    one.save(update_fields=["salt"])
    _note("secret_renewed", one, by, at, {}, {"name": one.name})
    return one


@transaction.atomic
def remove(*, webhook: Webhook, by: Person, at: datetime) -> None:
    """Take it off the list for good; what was delivered stays known to the trail."""
    one = _locked(webhook)
    before = _told(one)
    one.is_active, one.is_removed = False, True
    one.version += 1
    one.save()
    _note("removed", one, by, at, before, {})


@transaction.atomic
def test(*, webhook: Webhook, by: Person, at: datetime) -> Delivery:
    """Send an event that says no more than that it is a test."""
    one = _locked(webhook)
    if not one.is_active:
        raise Refused(OFF)
    event = record(
        "webhooks.test", f"webhook/{one.pk}", by=by, at=at, organisation=one.organisation, after={"name": one.name}
    )
    return deliver_to(event, [one], at)[0]


@transaction.atomic
def redeliver(*, delivery: Delivery, by: Person, at: datetime) -> Delivery:
    """Try a delivery again, from the beginning; one that waits is only brought forward."""
    hook = _locked(delivery.webhook)
    if not hook.is_active:
        raise Refused(OFF)
    one = Delivery.objects.select_for_update().get(pk=delivery.pk)
    before = {"state": one.state, "tries": one.tries}
    if one.state != "waiting":
        one.state = "waiting"
        one.tries = 0
    one.next_try = at
    one.save()
    queue(one)
    after = {"delivery": one.number, "name": hook.name}
    target = f"webhook/{hook.pk}"
    record("webhooks.redeliver", target, by=by, at=at, organisation=hook.organisation, before=before, after=after)
    return one


def _locked(webhook: Webhook) -> Webhook:
    found = Webhook.objects.select_for_update(of=("self",)).select_related("organisation")
    one = found.filter(pk=webhook.pk, is_removed=False).first()
    if one is None:
        raise Refused(GONE)
    return one


def _told(one: Webhook) -> dict[str, Any]:
    return {"name": one.name, "address": one.address, "events": one.events}


def _note(verb: str, one: Webhook, by: Person, at: datetime, before: dict[str, Any], after: dict[str, Any]) -> None:
    target = f"webhook/{one.pk}"
    record(f"webhooks.{verb}", target, by=by, at=at, organisation=one.organisation, before=before, after=after)
