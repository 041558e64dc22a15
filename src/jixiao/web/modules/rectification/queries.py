"""Reads: the list of problems with its filters, what waits for whom, a search, a column of the boards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.rectification.stages import ACCEPT, ASSIGN, READ
from jixiao.web.platform.clock import today
from jixiao.web.platform.manifest import Cell, Hit, Waiting
from jixiao.web.platform.people.models import Person, Post
from jixiao.web.platform.people.permissions import may_anywhere, organisations_with
from jixiao.web.registers.problems.models import ORIGINS, STAGES, Problem
from jixiao.web.registers.problems.queries import OVER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from jixiao.web.platform.people.models import Organisation

MOST_WAITING, MOST_HITS = 50, 10
LEFT = ("open", "working", "reported")


def listed(
    person: Person, year: int, under: Organisation | None, wanted: Mapping[str, str], day: date
) -> QuerySet[Problem]:
    """The problems that a list asks for: by origin, stage (or those left, or overdue), owner, words."""
    found = Problem.objects.filter(organisation__in=organisations_with(person, READ), year=year)
    if under is not None:
        found = found.filter(organisation__path__startswith=under.path)
    state = wanted.get("stage", "left")
    if state in STAGES:
        found = found.filter(stage=state)
    elif state == "overdue":
        found = found.filter(stage__in=("open", "working"), until__lt=day)
    elif state != "all":
        found = found.filter(stage__in=LEFT)
    if wanted.get("origin") in ORIGINS:
        found = found.filter(origin=wanted["origin"])
    if wanted.get("mine") == "1":
        found = found.filter(owner=person)
    if wanted.get("words"):
        words = wanted["words"]
        found = found.filter(Q(title__icontains=words) | Q(project__icontains=words) | Q(detail__icontains=words))
    return found.select_related("organisation", "owner").order_by("until", "organisation__path", "pk")


def counts(found: QuerySet[Problem]) -> dict[str, int]:
    """How many stand at each stage."""
    return dict(found.order_by().values_list("stage").annotate(count=Count("pk")))


def owners(organisation: Organisation, day: date) -> list[Person]:
    """Who may be made responsible: people with a working post over the organisation, not finance or leaders."""
    above = organisation.line
    posts = Post.objects.filter(
        Q(until=None) | Q(until__gte=day), organisation__in=above, since__lte=day, person__is_active=True,
        role__in=("filler", "section_head", "unit_head"),
    )  # fmt: skip
    return list(Person.objects.filter(posts__in=posts).distinct().order_by("name"))


def waiting(person: Person) -> list[Waiting]:
    """What is mine to put right, what is to be given to someone, what waits to be accepted."""
    asked: tuple[tuple[str, dict[str, Person], str, Text], ...] = (
        ("working", {"owner": person}, READ, Text("整改问题", "Put a problem right")),
        ("open", {}, ASSIGN, Text("交办问题", "Give a problem to someone")),
        ("reported", {}, ACCEPT, Text("验收整改", "Accept a rectification")),
    )
    found = []
    for stage, more, permission, title in asked:
        if not may_anywhere(person, permission):
            continue
        rows = Problem.objects.filter(stage=stage, organisation__in=organisations_with(person, permission), **more)
        for one in rows.select_related("organisation").order_by("until", "pk")[:MOST_WAITING]:
            detail = f"{one.organisation.name} {one.year} 年：{one.title}"
            until = None if one.until is None else one.until.isoformat()
            found.append(Waiting(title, detail, reverse("rectification:problem", args=[one.pk]), until))
    return found[:MOST_WAITING]


def search(person: Person, words: str) -> list[Hit]:
    """Problems by their title, project or unit."""
    if not may_anywhere(person, READ):
        return []
    words = words.replace("\x00", "")
    fits = Q(title__icontains=words) | Q(project__icontains=words) | Q(organisation__name__icontains=words)
    found = Problem.objects.filter(fits, organisation__in=organisations_with(person, READ))
    return [
        Hit(same(one.title), f"{one.organisation.name} {one.year} · {one.stage_name.zh}",
            reverse("rectification:problem", args=[one.pk]))
        for one in found.select_related("organisation").order_by("-pk")[:MOST_HITS]
    ]  # fmt: skip


def cells(organisations: Sequence[Organisation], year: int) -> dict[int, Cell]:
    """How many problems are left, and how many of them are overdue; two queries would be one too many."""
    late = Count("pk", filter=Q(stage__in=("open", "working"), until__lt=today()))
    rows = Problem.objects.filter(organisation__in=organisations, year=year).order_by().values("organisation")
    found = {}
    for row in rows.annotate(left=Count("pk", filter=~Q(stage__in=OVER)), all=Count("pk"), late=late):
        light = "red" if row["late"] else "amber" if row["left"] else "green"
        words = f"{row['left']} / {row['all']}"
        url = f"{reverse('rectification:list')}?unit={row['organisation']}&year={year}&stage=all"
        found[row["organisation"]] = Cell(words, url, light)
    return found
