"""Who may look after whom: an account reaches as far as its posts, and only someone above all of them may touch it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from jixiao.web.platform.installed import roles_with
from jixiao.web.platform.people.models import Delegation, Organisation, Post, Role
from jixiao.web.platform.people.permissions import may, posts_of

if TYPE_CHECKING:
    from datetime import date

    from jixiao.web.platform.people.models import Person

PEOPLE = "administration.people"
# Roles within a department. The others look at departments from outside, so only the district gives them: an
# administrator of a department cannot appoint who reviews or audits it.
LINE_ROLES = (Role.FILLER, Role.SECTION_HEAD, Role.UNIT_HEAD)


def looks_after_district(by: Person, organisation: Organisation) -> bool:
    """Whether a person administers the whole district to which an organisation belongs."""
    roles = roles_with(PEOPLE)
    return by.is_active and any(
        post.role in roles and post.organisation.parent_id is None and post.organisation.covers(organisation)
        for post in posts_of(by)
    )


def roles_to_give(by: Person, organisation: Organisation) -> tuple[Role, ...]:
    """The roles that a person may give at an organisation."""
    if looks_after_district(by, organisation):
        return tuple(Role)
    return LINE_ROLES if may(by, PEOPLE, organisation) else ()


def standing_of(person: Person, day: date) -> list[tuple[str, Organisation]]:
    """What an account can reach on a day or later: roles held or lent, with their organisations."""
    lasting = Q(until=None) | Q(until__gte=day)
    held = Post.objects.filter(lasting, person=person).select_related("organisation")
    lent = Delegation.objects.filter(to=person, until__gte=day).select_related("post__organisation")
    return [
        *((post.role, post.organisation) for post in held),
        *((one.post.role, one.post.organisation) for one in lent),
    ]


def may_look_after(by: Person, person: Person, day: date) -> bool:
    """Whether `by` may name, close, open the account, or set its password: all that it reaches is theirs to give."""
    if by.pk == person.pk:
        return False
    standing = standing_of(person, day)
    if person.home is not None and not may(by, PEOPLE, person.home):
        return False
    if person.home is None and not standing:
        return any(post.role in roles_with(PEOPLE) and post.organisation.parent_id is None for post in posts_of(by))
    return all(role in roles_to_give(by, organisation) for role, organisation in standing)


def demand_care(by: Person, person: Person, day: date) -> None:
    """Raises `PermissionDenied` where `by` may not look after the account."""
    if not may_look_after(by, person, day):
        raise PermissionDenied(f"{PEOPLE} {person.pk}")
