"""Who may do what to what: a role gives permissions within the subtree of the post, on the days of the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from jixiao.web.platform.clock import today
from jixiao.web.platform.installed import roles_with
from jixiao.web.platform.people.models import Organisation, Post

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Person


def posts_of(person: Person) -> list[Post]:
    """The posts that a person holds or acts in today, with their organisations; asked once a request."""
    known = getattr(person, "_posts_today", None)
    if known is None:
        day = today()
        in_force = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
        # A post that has ended, or whose holder is gone, cannot be lent: the delegation ends with it.
        acted = Q(
            delegations__to=person,
            delegations__since__lte=day,
            delegations__until__gte=day,
            person__is_active=True,
        )
        mine = Q(person=person) | acted
        known = list(Post.objects.filter(in_force, mine).select_related("organisation").distinct())
        person._posts_today = known  # kept with the person of this request
    return known


def may(person: Person, permission: str, organisation: Organisation) -> bool:
    """Whether a person has a permission over an organisation."""
    roles = roles_with(permission)
    return person.is_active and any(
        post.role in roles and post.organisation.covers(organisation) for post in posts_of(person)
    )


def may_anywhere(person: Person, permission: str) -> bool:
    """Whether a person has a permission over any organisation at all."""
    roles = roles_with(permission)
    return person.is_active and any(post.role in roles for post in posts_of(person))


def demand(person: Person, permission: str, organisation: Organisation) -> None:
    """Raises `PermissionDenied` where the permission is missing."""
    if not may(person, permission, organisation):
        raise PermissionDenied(f"{permission} {organisation.pk}")


def organisations_with(person: Person, permission: str) -> QuerySet[Organisation]:
    """The organisations over which a person has a permission."""
    roles = roles_with(permission)
    tops = [post.organisation.path for post in posts_of(person) if post.role in roles]
    if not tops or not person.is_active:
        return Organisation.objects.none()
    wanted = Q()
    for path in tops:
        wanted |= Q(path__startswith=path)
    return Organisation.objects.filter(wanted)
