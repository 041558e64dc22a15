"""The first page: what waits for me, what lies with others, how my department's year stands; totals for who leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.web.platform.chosen import chosen
from jixiao.web.platform.clock import today
from jixiao.web.platform.installed import offered
from jixiao.web.platform.people.models import ROLES, Organisation, Role
from jixiao.web.platform.people.permissions import posts_of
from jixiao.web.portal.held import HANDING_IN, held
from jixiao.web.portal.waiting import grouped, waiting_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.platform.people.models import Person

LEADING = (Role.LEADER, Role.REVIEWER)


def home_context(request: HttpRequest) -> dict[str, Any]:
    """What the first page shows; the totals and the glance come from the module that offers them."""
    person, choice = request.user, chosen(request)
    posts = posts_of(person)
    leads = any(post.role in LEADING for post in posts)
    summary, glance = offered("home.summary"), offered("unit.glance")
    unit = _own_unit(person, choice.unit)
    return {
        "groups": grouped(waiting_for(person), today()),
        "held": held(person, choice.year),
        "posts": [(post.organisation, ROLES[Role(post.role)]) for post in posts],
        "cockpit": summary(person, choice.year) if summary is not None and leads else None,
        "glance": glance(person, unit, choice.year) if glance is not None and unit is not None else None,
    }


def _own_unit(person: Person, unit: Organisation | None) -> Organisation | None:
    """The department whose year a person works on: the chosen one, else the only one of their posts."""
    if unit is not None and unit.kind in (Organisation.Kind.DEPARTMENT, Organisation.Kind.UNIT):
        return unit
    own = {post.organisation.pk: post.organisation for post in posts_of(person) if post.role in HANDING_IN}
    return next(iter(own.values())) if len(own) == 1 and unit is None else None
