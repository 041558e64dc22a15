"""The first page: what waits for me, what lies with others, how my department's year stands; totals for who leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import today
from jixiao.web.platform.installed import offered
from jixiao.web.platform.people.models import ROLES, Organisation, Role
from jixiao.web.platform.people.permissions import outside_posts, posts_of
from jixiao.web.portal.held import HANDING_IN, held
from jixiao.web.portal.waiting import grouped, waiting_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.platform.people.models import Person

PARTS = ("summary", "held", "glance")
COCKPIT = "/analysis/cockpit/"
LEADING = (Role.LEADER, Role.REVIEWER)


def home_context(request: HttpRequest) -> dict[str, Any]:
    """What the first page shows at once; the parts that take longer are fetched when it stands."""
    person, choice = request.user, chosen(request)
    posts = posts_of(person)
    return {
        "groups": grouped(waiting_for(person), today()),
        "from_outside": not posts and bool(outside_posts(person, today())),
        "posts": [(post.organisation, ROLES[Role(post.role)]) for post in posts],
        "leads": offered("home.summary") is not None and _leads(person),
        "cockpit_url": COCKPIT,
        "hands_in": any(post.role in HANDING_IN for post in posts),
        "unit": _own_unit(person, choice.unit) if offered("unit.glance") is not None else None,
    }


def part_context(request: HttpRequest, name: str) -> dict[str, Any]:
    """What a part of the first page shows: `summary`, `held` or `glance`; empty where it is not for the person."""
    person, choice = request.user, chosen(request)
    if name == "held":
        return {"held": held(person, choice.year)}
    ask = offered("home.summary" if name == "summary" else "unit.glance")
    if ask is None:
        return {}
    if name == "summary":
        return {"cockpit": ask(person, choice.year) if _leads(person) else None}
    unit = _own_unit(person, choice.unit)
    return {"glance": None if unit is None else ask(person, unit, choice.year)}


def _leads(person: Person) -> bool:
    return any(post.role in LEADING for post in posts_of(person))


def _own_unit(person: Person, unit: Organisation | None) -> Organisation | None:
    """The department whose year a person works on: the chosen one, else the only one of their posts."""
    if unit is not None and unit.kind in (Organisation.Kind.DEPARTMENT, Organisation.Kind.UNIT):
        return unit
    own = {post.organisation.pk: post.organisation for post in posts_of(person) if post.role in HANDING_IN}
    return next(iter(own.values())) if len(own) == 1 and unit is None else None
