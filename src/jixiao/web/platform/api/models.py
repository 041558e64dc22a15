"""Tokens by which programs act for people; webhooks, and every try to deliver an event to one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jixiao.core.kernel.text import Text
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.trail.models import Event

PERSON = settings.AUTH_USER_MODEL


class Token(models.Model):
    """A program acts for a person by it, within the person's own permissions and these scopes, until it expires.

    Only the hash is kept; `hint` is its beginning, by which its owner knows it. `minute` and `used` count the calls of
    the present minute.
    """

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    at = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)
    minute = models.BigIntegerField(default=0)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        """The newest first; it ends, and not before it began."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires__gt=F("at")), name="a_token_expires_after_it_was_made")
        ]

    def __str__(self) -> str:
        return self.name


class Webhook(models.Model):
    """An address that wants to hear of what happens in an organisation and below it.

    `events` lists actions of the trail, or all of a part of the program as `goals.*`. The secret is not kept: it is
    made of the installation's key and `salt`, so a copy of the database alone cannot sign. `failures` counts the tries
    in a row that failed; too many switch it off, and `is_failing` says that this was why.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    salt = models.CharField(max_length=32)
    is_active = models.BooleanField(default=True)
    is_failing = models.BooleanField(default=False)
    is_removed = models.BooleanField(default=False)
    failures = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order of the tree; what is removed or failing is not active."""

        ordering: ClassVar = ["organisation__path", "name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(is_removed=False, is_failing=False), name="an_active_webhook_is_well"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation"], condition=Q(is_active=True), name="webhooks_that_listen")
        ]

    def __str__(self) -> str:
        return self.name

    def wants(self, action: str) -> bool:
        """Whether it asked for an action of the trail."""
        return action in self.events or f"{action.partition('.')[0]}.*" in self.events


DELIVERY_STATES = {
    "waiting": Text("待推送", "waiting"),
    "done": Text("已送达", "delivered"),
    "failed": Text("未送达", "not delivered"),
}


class Delivery(models.Model):
    """An event for a webhook: how often it was tried, what came back. `number` is its name, the same at every try."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    number = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=8, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    code = models.PositiveSmallIntegerField(null=True)
    said_zh = models.CharField(max_length=300, blank=True)
    said_en = models.CharField(max_length=300, blank=True)
    tried = models.DateTimeField(null=True)
    next_try = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        """The newest first; an event once for each webhook; a known state."""

        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "event"], name="an_event_once_for_a_webhook"),
            models.CheckConstraint(condition=Q(state__in=list(DELIVERY_STATES)), name="a_known_state_of_a_delivery"),
        ]
        indexes: ClassVar = [models.Index(fields=["webhook", "-id"], name="deliveries_of_a_webhook")]

    def __str__(self) -> str:
        return self.number

    @property
    def state_name(self) -> Text:
        """How it stands."""
        return DELIVERY_STATES[self.state]
