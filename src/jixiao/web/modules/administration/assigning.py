"""Reads about those from outside: who they are, what is assigned to them, what they avoid, and the rule of the draw."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.rights import looks_after_district
from jixiao.web.platform.clock import today
from jixiao.web.platform.installed import roles_with
from jixiao.web.platform.manifest import Waiting
from jixiao.web.platform.people.models import OUTSIDE, Assignment, Avoidance, Organisation, Post, Role
from jixiao.web.platform.people.permissions import organisations_with, outside_posts, posts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Person

ASSIGN = "administration.assign"


def may_assign(by: Person, organisation: Organisation) -> bool:
    """Whether a person assigns an organisation: a reviewer over it, or whoever administers the whole district.

    An administrator of a department does not: nobody chooses who judges them.
    """
    covers = any(post.role == Role.REVIEWER and post.organisation.covers(organisation) for post in posts_of(by))
    return by.is_active and (covers or looks_after_district(by, organisation))


def organisations_to_assign(by: Person) -> QuerySet[Organisation]:
    """The organisations that a person assigns; without the district itself, which would be everything at once."""
    wanted = Q(pk__in=[])
    for post in posts_of(by):
        top = post.organisation
        if post.role == Role.REVIEWER or (post.role in roles_with(ASSIGN) and top.parent_id is None):
            wanted |= Q(path__startswith=top.path)
    return Organisation.objects.filter(wanted, closed_on=None).exclude(parent=None).order_by("path")


def overlap(one: Organisation, other: Organisation) -> bool:
    """Whether one is the other, or stands above or below it."""
    return one.covers(other) or other.covers(one)


def outsiders(organisations: Iterable[Organisation], day: date) -> list[Post]:
    """The posts from outside that reach one of some organisations on a day, by the name of their holder."""
    wanted = Q(pk__in=[])
    for one in organisations:
        above = [int(part) for part in one.path.split("/") if part]
        wanted |= Q(organisation__in=above) | Q(organisation__path__startswith=one.path)
    in_force = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
    posts = Post.objects.filter(wanted, in_force, role__in=OUTSIDE, person__is_active=True)
    return list(posts.select_related("person", "organisation").order_by("person__name", "person_id", "pk"))


def assignments_for(by: Person, year: int, unit: Organisation | None) -> list[Assignment]:
    """What is assigned for a year among the organisations that a person may see, in the order of the tree."""
    found = Assignment.objects.filter(
        year=year, organisation__in=organisations_with(by, ASSIGN).order_by().values("pk")
    ).select_related("organisation", "person", "by")
    if unit is not None:
        found = found.filter(organisation__path__startswith=unit.path)
    return sorted(found, key=lambda one: (one.until < today(), _place(one.organisation), one.person.name, one.pk))


def _place(organisation: Organisation) -> tuple[int, ...]:
    return tuple(int(part) for part in organisation.path.split("/") if part)


def avoidances_for(by: Person, unit: Organisation | None) -> list[Avoidance]:
    """What is avoided among the organisations that a person may see."""
    inside = organisations_with(by, ASSIGN).order_by().values("pk")
    found = Avoidance.objects.filter(organisation__in=inside).select_related("organisation", "person", "by")
    if unit is not None:
        found = found.filter(organisation__path__startswith=unit.path)
    return list(found.order_by("person__name", "organisation__path", "pk"))


def without_anyone(by: Person, year: int, day: date) -> list[Organisation]:
    """The departments of a person that nobody from outside evaluates in a year, on a day or later."""
    given = Assignment.objects.filter(year=year, until__gte=day).values_list("organisation__path", flat=True)
    paths = list(given)
    departments = organisations_to_assign(by).filter(kind=Organisation.Kind.DEPARTMENT)
    return [one for one in departments if not any(one.path.startswith(path) for path in paths)]


@dataclass(frozen=True, slots=True)
class Pot:
    """Who may be drawn for what: people by organisation, without those who avoid it."""

    eligible: Mapping[int, Sequence[int]]

    def drawn(self, each: int, seed: str) -> dict[int, list[int]]:
        """So many people for each organisation: those with the least so far, among them the smallest hash.

        The hash is SHA-256 of `seed:organisation:person`, by their numbers; organisations come in the order of that of
        `seed:organisation`. Anybody with the seed draws the same.
        """
        load = dict.fromkeys({one for people in self.eligible.values() for one in people}, 0)
        found = {}
        for organisation in sorted(self.eligible, key=lambda one: _hash(seed, one)):
            among = sorted(self.eligible[organisation], key=lambda one: (load[one], _hash(seed, organisation, one)))
            found[organisation] = among[:each]
            for person in found[organisation]:
                load[person] += 1
        return found


def _hash(*parts: object) -> str:
    return sha256(":".join(map(str, parts)).encode()).hexdigest()


def own(person: Person) -> list[Assignment]:
    """Everything that was ever assigned to a person, what lasts first."""
    found = Assignment.objects.filter(person=person).select_related("organisation")
    return sorted(found, key=lambda one: (one.until < today(), -one.year, one.until, one.pk))


def own_avoidances(person: Person) -> list[Avoidance]:
    """What a person avoids."""
    return list(Avoidance.objects.filter(person=person).select_related("organisation", "by").order_by("pk"))


def organisations_to_avoid(person: Person) -> QuerySet[Organisation]:
    """What a person from outside may declare to avoid: all that could be assigned to them."""
    wanted = Q(pk__in=[])
    for post in outside_posts(person, today()):
        wanted |= Q(path__startswith=post.organisation.path)
    return Organisation.objects.filter(wanted, closed_on=None).exclude(parent=None).order_by("path")


def waiting(person: Person) -> list[Waiting]:
    """What is assigned to a person and not over yet."""
    if not any(post.role in OUTSIDE for post in posts_of(person)):
        return []
    day, where = today(), reverse("administration:mine")
    return [
        Waiting(
            Text(f"评价 {one.year} 年", f"Evaluate {one.year}"), one.organisation.name, where, one.until.isoformat()
        )
        for one in own(person)
        if one.since <= day <= one.until
    ]
