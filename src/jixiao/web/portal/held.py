"""What lies with others: what a person's units handed in, who has it now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from jixiao.core.kernel.text import Text
from jixiao.web.platform.clock import today
from jixiao.web.platform.installed import modules
from jixiao.web.platform.people.models import ROLES, Organisation, Post, Role
from jixiao.web.platform.people.permissions import posts_of
from jixiao.web.registers.indicators.models import STAGES, GoalTable
from jixiao.web.registers.problems.models import Problem
from jixiao.web.registers.scores.queries import scores

if TYPE_CHECKING:
    from jixiao.web.platform.people.models import Person

# Who hands in, and who has a record next at each stage at which it lies with someone.
HANDING_IN = (Role.FILLER, Role.SECTION_HEAD, Role.UNIT_HEAD)
_GOALS = {"section_signed": Role.UNIT_HEAD, "submitted": Role.REVIEWER}
_SCORES = {
    "section_signed": Role.UNIT_HEAD,
    "unit_signed": Role.FILLER,
    "submitted": Role.REVIEWER,
    "in_review": Role.REVIEWER,
}
_MOST = 12


@dataclass(frozen=True, slots=True)
class Held:
    """Something that lies with someone else: what, whose, at which stage, with whom."""

    title: Text
    detail: str
    stage: Text
    role: Text
    holder: str
    url: str


def held(person: Person, year: int) -> list[Held]:
    """What units of a person handed in for a year or the one before, and who has it; a fixed number of queries."""
    posts = [post for post in posts_of(person) if post.role in HANDING_IN]
    if not posts:
        return []
    under = Q()
    for post in posts:
        under |= Q(path__startswith=post.organisation.path)
    units = {one.pk: one for one in Organisation.objects.filter(under).order_by("path")}
    own = {post.role for post in posts}
    found = [one for one in (*_goals(units, year), *_scores(units, year), *_problems(units, year)) if one[3] not in own]
    holders = _holders({one[3] for one in found})
    return [
        Held(title, units[key].name, stage, ROLES[role], _holder(holders, role, units[key]), url)
        for key, title, stage, role, url in found[:_MOST]
    ]


_Found = tuple[int, Text, Text, Role, str]


def _goals(units: dict[int, Organisation], year: int) -> list[_Found]:
    rows = GoalTable.objects.filter(organisation__in=units, year__in=(year - 1, year), stage__in=_GOALS)
    counted = Counter(rows.order_by("-year").values_list("organisation_id", "year", "stage"))
    return [
        (
            key,
            Text(f"{of} 年绩效目标 {count} 张", f"{count} goal table{'s' if count > 1 else ''} of {of}"),
            STAGES[stage],
            _GOALS[stage],
            _entry("goals", key, of),
        )
        for (key, of, stage), count in counted.items()
    ]


def _scores(units: dict[int, Organisation], year: int) -> list[_Found]:
    found: list[_Found] = []
    for of in (year, year - 1):
        for key, one in scores(list(units.values()), of).items():
            if one.stage in _SCORES:
                title = Text(f"{of} 年绩效自评", f"Self-evaluation {of}")
                found.append((key, title, one.stage_name, _SCORES[one.stage], one.url))
    return found


def _problems(units: dict[int, Organisation], year: int) -> list[_Found]:
    rows = Problem.objects.filter(organisation__in=units, year__in=(year - 1, year), stage="reported")
    return [
        (
            key,
            Text(f"{count} 个整改待验收", f"{count} corrections to be accepted"),
            Text("待验收", "waiting for acceptance"),
            Role.REVIEWER,
            _entry("rectification", key, of),
        )
        for (key, of), count in Counter(rows.values_list("organisation_id", "year")).items()
    ]


def _entry(module: str, unit: int, year: int) -> str:
    """The first page of a module for a unit and a year; nothing where the module has none."""
    entry = next((entry for one in modules() if one.name == module for entry in one.entries), None)
    return "" if entry is None else f"{reverse(entry.url)}?{urlencode({'year': year, 'unit': unit})}"


def _holders(roles: set[Role]) -> list[Post]:
    """The posts of those roles today, the nearest to a unit last."""
    if not roles:
        return []
    day = today()
    in_force = Q(until=None) | Q(until__gte=day)
    found = Post.objects.filter(in_force, role__in=roles, since__lte=day, person__is_active=True)
    return sorted(found.select_related("person", "organisation"), key=lambda post: len(post.organisation.path))


def _holder(posts: list[Post], role: Role, unit: Organisation) -> str:
    names = [post.person.name for post in posts if post.role == role and post.organisation.covers(unit)]
    return names[-1] if names else ""
