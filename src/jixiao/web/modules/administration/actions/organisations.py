"""Organisations are added, renamed, closed and opened again; none is ever removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.words import NotPossible, Stale
from jixiao.web.platform.people.models import Organisation, Post
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

# What may stand below what.
BELOW = {
    Organisation.Kind.DISTRICT: (Organisation.Kind.DEPARTMENT,),
    Organisation.Kind.DEPARTMENT: (Organisation.Kind.UNIT, Organisation.Kind.SECTION),
    Organisation.Kind.UNIT: (Organisation.Kind.UNIT, Organisation.Kind.SECTION),
    Organisation.Kind.SECTION: (),
}
TAKEN = Text("同一上级下已有这个名称。", "The name is taken under the same organisation.")
LONGEST_PATH = 120


def kinds_below(organisation: Organisation) -> tuple[Organisation.Kind, ...]:
    """The kinds that may stand below an organisation."""
    return BELOW[Organisation.Kind(organisation.kind)]


@transaction.atomic
def add_organisation(*, parent: Organisation, name: str, kind: str, by: Person, at: datetime) -> Organisation:
    """Add an organisation below another one."""
    above = Organisation.objects.select_for_update().get(pk=parent.pk)
    if above.closed_on is not None:
        raise NotPossible(Text("上级机构已停用，不能在其下新增。", "The organisation above is closed."))
    if kind not in kinds_below(above):
        raise NotPossible(Text("这一级下不能设这种机构。", "This kind of organisation cannot stand here."))
    if Organisation.objects.filter(parent=above, name=name).exists():
        raise NotPossible(TAKEN)
    made = Organisation(name=name, kind=kind, region=above.region, parent=above, is_sample=above.is_sample)
    made.path = f"{above.path}new/{name}"[:LONGEST_PATH]  # unique under the lock, until the number is known
    made.save()
    if len(made.placed().path) > LONGEST_PATH:
        raise NotPossible(Text("机构层级过深。", "The tree is too deep here."))
    made.save(update_fields=["path"])
    record(
        "administration.organisation_added",
        f"organisation/{made.pk}",
        by=by,
        at=at,
        organisation=made,
        after={"name": name, "kind": kind, "parent": above.name},
    )
    return made


def _locked(organisation: Organisation, version: int) -> Organisation:
    """The organisation as it stands, for this transaction alone; raises `Stale` where it is another version."""
    found = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if found.version != version:
        raise Stale(found)
    return found


@transaction.atomic
def rename_organisation(
    *, organisation: Organisation, name: str, version: int, by: Person, at: datetime
) -> Organisation:
    """Give an organisation another name; the trail keeps the former one with its day."""
    found = _locked(organisation, version)
    if found.name == name:
        return found
    if Organisation.objects.filter(parent=found.parent_id, name=name).exclude(pk=found.pk).exists():
        raise NotPossible(TAKEN)
    before, found.name, found.version = found.name, name, found.version + 1
    found.save(update_fields=["name", "version"])
    record(
        "administration.organisation_renamed",
        f"organisation/{found.pk}",
        by=by,
        at=at,
        organisation=found,
        before={"name": before},
        after={"name": name},
    )
    return found


@transaction.atomic
def close_organisation(*, organisation: Organisation, version: int, by: Person, at: datetime) -> Organisation:
    """Close an organisation under which nothing is open and nobody holds a post."""
    found = _locked(organisation, version)
    day = timezone.localdate(at)
    if found.closed_on is not None:
        return found
    if found.parent_id is None:
        raise NotPossible(Text("最上级机构不能停用。", "The organisation at the top stays open."))
    if (below := Organisation.objects.filter(parent=found, closed_on=None).first()) is not None:
        raise NotPossible(Text(f"下级机构“{below.name}”尚未停用。", f"{below.name} below it is still open."))
    lasting = Post.objects.filter(Q(until=None) | Q(until__gte=day), organisation=found, person__is_active=True)
    if (post := lasting.select_related("person").first()) is not None:
        said = Text(
            f"“{post.person.name}”等人仍在此任职，请先结束其任职。",
            f"{post.person.name} holds a post here. End the posts first.",
        )
        raise NotPossible(said)
    found.closed_on, found.version = day, found.version + 1
    found.save(update_fields=["closed_on", "version"])
    record(
        "administration.organisation_closed",
        f"organisation/{found.pk}",
        by=by,
        at=at,
        organisation=found,
        before={"closed_on": None},
        after={"closed_on": day.isoformat()},
    )
    return found


@transaction.atomic
def reopen_organisation(*, organisation: Organisation, version: int, by: Person, at: datetime) -> Organisation:
    """Open a closed organisation again."""
    found = _locked(organisation, version)
    if found.closed_on is None:
        return found
    if found.parent is not None and found.parent.closed_on is not None:
        raise NotPossible(Text("上级机构已停用，请先恢复上级。", "Open the organisation above first."))
    before, found.closed_on, found.version = found.closed_on, None, found.version + 1
    found.save(update_fields=["closed_on", "version"])
    record(
        "administration.organisation_reopened",
        f"organisation/{found.pk}",
        by=by,
        at=at,
        organisation=found,
        before={"closed_on": before.isoformat()},
        after={"closed_on": None},
    )
    return found
