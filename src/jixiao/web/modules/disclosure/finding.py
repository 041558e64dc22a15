"""What waits for a person, and what a search finds.

Models are asked for late: the manifest is read before they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text, same
from jixiao.web.platform.manifest import Hit, Waiting

if TYPE_CHECKING:
    from jixiao.web.platform.people.models import Person

MOST = 8


def waiting(person: Person) -> list[Waiting]:
    """What the head of a unit has to publish, once the term runs; reviewers have the register for that."""
    from django.db.models import Exists, OuterRef
    from django.urls import reverse

    from jixiao.web.platform.chosen import units_of
    from jixiao.web.platform.people.models import Role
    from jixiao.web.platform.people.permissions import posts_of
    from jixiao.web.registers.publications.deadlines import due_day
    from jixiao.web.registers.publications.models import KINDS, Duty, Kind
    from jixiao.web.registers.publications.queries import published

    if not any(post.role == Role.UNIT_HEAD for post in posts_of(person)):
        return []
    done = published().filter(organisation=OuterRef("organisation"), year=OuterRef("year"), kind=OuterRef("kind"))
    owed = Duty.objects.filter(
        ~Exists(done), organisation__in=units_of(person, Role.UNIT_HEAD), approved__isnull=False, is_exempt=False
    ).select_related("organisation")
    found = []
    for duty in owed:
        kind, due = KINDS[Kind(duty.kind)], due_day(duty.kind, duty.approved)
        found.append(
            Waiting(
                Text(f"公开{kind.zh}", f"Publish the {kind.en}"),
                f"{duty.organisation.name} · {duty.year}",
                reverse("disclosure:matter", args=[duty.organisation_id, duty.year, duty.kind]),
                None if due is None else due.isoformat(),
            )
        )
    return found


def search(person: Person, asked: str) -> list[Hit]:
    """Published years by the name of the organisation and the year; they are public, so everyone finds them."""
    from django.urls import reverse

    from jixiao.web.platform.initials import goes_by
    from jixiao.web.registers.publications.queries import published

    names = ("organisation__name", "organisation__region", "organisation_id", "year")
    years = published().order_by("organisation__path", "-year").values_list(*names).distinct()
    words = asked.split()
    hits = []
    for name, region, pk, year in years:
        if words and all(goes_by(f"{name} {year} 公开", word) for word in words):
            hits.append(Hit(same(f"{name} {year}"), region, reverse("disclosure:year", args=[pk, year])))
    return hits[:MOST]
