"""Reads of the audit trail: the events that a person may see, searched, and what each of them changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from jixiao.web.modules.administration.trail_words import field_said, value_said
from jixiao.web.platform.installed import roles_with
from jixiao.web.platform.people.models import Organisation, Person
from jixiao.web.platform.people.names import shown
from jixiao.web.platform.people.permissions import organisations_with, posts_of
from jixiao.web.platform.trail.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from jixiao.core.kernel.text import Language

PERMISSION = "administration.trail"
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after."""

    field: str
    before: str
    after: str

    @property
    def is_gone(self) -> bool:
        """Whether what stood before stands no more."""
        return self.before not in (self.after, NOTHING)

    @property
    def is_new(self) -> bool:
        """Whether what stands after did not stand before."""
        return self.after not in (self.before, NOTHING)


def tops(person: Person) -> list[Organisation]:
    """The organisations by whose posts a person sees the trail, the highest first."""
    roles = roles_with(PERMISSION)
    found = {post.organisation for post in posts_of(person) if post.role in roles}
    return sorted(found, key=lambda one: (one.path.count("/"), one.pk))


def events_for(person: Person) -> QuerySet[Event]:
    """The events of the organisations that a person may see; those of no organisation only from the top."""
    inside = organisations_with(person, PERMISSION).order_by().values("pk")
    seen = Q(organisation__in=inside)
    if any(top.parent_id is None for top in tops(person)):
        seen |= Q(organisation=None)
    return Event.objects.filter(seen).select_related("by", "organisation")


def searched(events: QuerySet[Event], asked: dict[str, Any]) -> QuerySet[Event]:
    """Events by who, action, target, organisation (with what is below it) and days."""
    for word in asked["who"].split()[:4]:
        events = events.filter(Q(by__name__icontains=word) | Q(by__username__icontains=word))
    if asked["action"]:
        events = events.filter(action__icontains=asked["action"])
    if asked["target"]:
        events = events.filter(target__icontains=asked["target"])
    if asked["organisation"] is not None:
        events = events.filter(organisation__path__startswith=asked["organisation"].path)
    if asked["since"] is not None:
        events = events.filter(at__gte=timezone.make_aware(datetime.combine(asked["since"], time.min)))
    if asked["until"] is not None:
        events = events.filter(at__lte=timezone.make_aware(datetime.combine(asked["until"], time.max)))
    return events


def words_of(value: object) -> str:
    """A value of the trail in words: nothing is a dash, a structure its JSON; unseen characters by their number."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return shown(value)
    return shown(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))


def changes_of(event: Event, lang: Language) -> list[Change]:
    """What an event changed, field by field. What is no mapping stands under one name."""
    before = event.before if isinstance(event.before, dict) else {"": event.before}
    after = event.after if isinstance(event.after, dict) else {"": event.after}
    fields = [*before, *(name for name in after if name not in before)]
    return [
        Change(
            shown(field_said(name, lang)),
            words_of(value_said(name, before.get(name), lang)),
            words_of(value_said(name, after.get(name), lang)),
        )
        for name in fields
    ]


def names_of_targets(events: Iterable[Event]) -> dict[str, str]:
    """The present names of the people and organisations that events are about."""
    wanted: dict[str, set[int]] = {"person": set(), "organisation": set()}
    for event in events:
        kind, _, number = event.target.partition("/")
        if kind in wanted and number.isascii() and number.isdigit() and len(number) < 16:
            wanted[kind].add(int(number))
    found: dict[str, str] = {}
    for kind, model in (("person", Person), ("organisation", Organisation)):
        if wanted[kind]:
            names = model.objects.filter(pk__in=wanted[kind]).values_list("pk", "name")
            found |= {f"{kind}/{pk}": name for pk, name in names}
    return found
