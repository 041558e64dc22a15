"""Putting a problem into the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.web.platform.trail.record import record
from jixiao.web.registers.problems.models import Problem

if TYPE_CHECKING:
    from datetime import date, datetime

    from jixiao.web.platform.people.models import Organisation, Person


@transaction.atomic
def enter(
    *,
    organisation: Organisation,
    year: int,
    origin: str,
    key: str,
    title: str,
    by: Person,
    at: datetime,
    detail: str = "",
    url: str = "",
    project: str = "",
    until: date | None = None,
) -> Problem:
    """Enter a problem once: one that is known by its origin and key already is returned as it stands."""
    known = {"organisation": organisation, "year": year, "origin": origin, "key": key[:120]}
    told = {"title": title.strip()[:200], "detail": detail.strip(), "url": url, "project": project, "until": until}
    problem, is_new = Problem.objects.get_or_create(**known, defaults={**told, "by": by, "at": at})
    if is_new:
        after = {"year": year, "origin": origin, "title": problem.title}
        record("problems.enter", f"problem/{problem.pk}", by=by, at=at, organisation=organisation, after=after)
    return problem
