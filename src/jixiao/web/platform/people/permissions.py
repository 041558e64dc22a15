"""Who may do what to what: a role gives permissions within the subtree of the post, on the days of the post.

The roles of those from outside are narrower: their posts count only at the organisations, and for the years, that are
assigned to them.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from jixiao.web.platform.clock import today
from jixiao.web.platform.installed import roles_with
from jixiao.web.platform.people.models import OUTSIDE, Assignment, Organisation, Post

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Person


def posts_of(person: Person) -> list[Post]:
    """The posts that a person holds or acts in today, with their organisations; asked once a request.

    A post from outside stands here once for each organisation assigned to the person, with that as its organisation;
    without an assignment it is no post.
    """
    known = getattr(person, "_posts_today", None)
    if known is None:
        day = today()
        held = _held(person, day)
        known = [post for post in held if post.role not in OUTSIDE]
        outside = [post for post in held if post.role in OUTSIDE and post.person_id == person.pk]
        if outside:
            known += _narrowed(outside, person, day)
        person._posts_today = known  # kept with the person of this request
    return known


def outside_posts(person: Person, day: date) -> list[Post]:
    """The posts from outside that a person holds on a day, as they were given: they say what may be assigned."""
    return [post for post in _held(person, day) if post.role in OUTSIDE and post.person_id == person.pk]


def _held(person: Person, day: date) -> list[Post]:
    """The posts of a day: held, or acted in for somebody else."""
    in_force = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
    # A post that has ended, or whose holder is gone, cannot be lent: the delegation ends with it.
    acted = Q(
        delegations__to=person,
        delegations__since__lte=day,
        delegations__until__gte=day,
        person__is_active=True,
    )
    mine = Q(person=person) | acted
    return list(Post.objects.filter(in_force, mine).select_related("organisation").distinct())


def _narrowed(outside: list[Post], person: Person, day: date) -> list[Post]:
    """Posts from outside, each at the organisations that are assigned within it. What is assigned cannot be lent."""
    assigned = Assignment.objects.filter(person=person, since__lte=day, until__gte=day).select_related("organisation")
    found: dict[tuple[int, int], Post] = {}
    for one in assigned:
        for post in outside:
            if post.organisation.covers(one.organisation):
                narrow = found.setdefault((post.pk, one.organisation_id), copy(post))
                narrow.organisation = one.organisation
                narrow.years = (narrow.years or frozenset()) | {one.year}
    return list(found.values())


def may(person: Person, permission: str, organisation: Organisation, year: int | None = None) -> bool:
    """Whether a person has a permission over an organisation, or over what it keeps of a year."""
    roles = roles_with(permission)
    return person.is_active and any(
        post.role in roles and post.organisation.covers(organisation) and _counts(post, year)
        for post in posts_of(person)
    )


def _counts(post: Post, year: int | None) -> bool:
    return year is None or post.years is None or year in post.years


def may_anywhere(person: Person, permission: str) -> bool:
    """Whether a person has a permission over any organisation at all."""
    roles = roles_with(permission)
    return person.is_active and any(post.role in roles for post in posts_of(person))


def assigned_years(person: Person, permission: str) -> tuple[tuple[str, frozenset[int] | None], ...]:
    """Where a person has a permission, as paths, each with its years or None for all; nothing where all are for all."""
    roles = roles_with(permission)
    found = [(post.organisation.path, post.years) for post in posts_of(person) if post.role in roles]
    return tuple(found) if any(years is not None for _, years in found) else ()


def demand(person: Person, permission: str, organisation: Organisation, year: int | None = None) -> None:
    """Raises `PermissionDenied` where the permission is missing."""
    if not may(person, permission, organisation, year):
        raise PermissionDenied(f"{permission} {organisation.pk} {year or ''}".strip())


def records_with(person: Person, permission: str) -> Q:
    """For records of an `organisation` and a `year`: those over which a person has a permission.

    Where a record has no year it is judged by its organisation.
    """
    wanted, roles = Q(pk__in=[]), roles_with(permission)
    for post in posts_of(person) if person.is_active else ():
        if post.role in roles:
            below = Q(organisation__path__startswith=post.organisation.path)
            wanted |= below if post.years is None else below & (Q(year__in=post.years) | Q(year=None))
    return wanted


def organisations_with(person: Person, permission: str, year: int | None = None) -> QuerySet[Organisation]:
    """The organisations over which a person has a permission, or over what they keep of a year."""
    roles = roles_with(permission)
    tops = [post.organisation.path for post in posts_of(person) if post.role in roles and _counts(post, year)]
    if not tops or not person.is_active:
        return Organisation.objects.none()
    wanted = Q()
    for path in tops:
        wanted |= Q(path__startswith=path)
    return Organisation.objects.filter(wanted)
