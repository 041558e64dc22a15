"""Organisations are assigned to people from outside, by choice or by draw; what they avoid is never assigned."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.assigning import ASSIGN, Pot, may_assign, overlap
from jixiao.web.platform.people.models import OUTSIDE, Assignment, Avoidance, Organisation, Person, Post
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

LONGEST = timedelta(days=732)
ENDS_BEFORE = Text("结束日不能早于开始日。", "It cannot end before it begins.")
OVER = Text("结束日已经过去。", "The last day is over already.")
TOO_LONG = Text("最长两年。", "Two years at most.")
NOTHING = Text("请至少选一个单位。", "Choose at least one organisation.")
NOBODY = Text("请至少选一个人。", "Choose at least one person.")
NO_SEED = Text("请写明种子。", "Name a seed.")
ENDED = Text("这项分派已经结束。", "The assignment has ended already.")


@transaction.atomic
def assign(
    *, person: Person, organisations: Sequence[Organisation], year: int, since: date, until: date, by: Person,
    at: datetime,
) -> list[Assignment]:  # fmt: skip
    """Assign organisations to someone from outside; all of them or, where one is refused, none."""
    _check(organisations, since, until, by, timezone.localdate(at))
    found = _locked([person])[0]
    bars = _Bars([found], year, since, until)
    for one in organisations:
        said = bars.against(found, one)
        if said is not None:
            raise Refused(said, "organisations")
    made = _made([(found, one) for one in organisations], year, since, until, "", by)
    for one in made:
        record(
            "administration.assigned",
            f"assignment/{one.pk}",
            by=by,
            at=at,
            organisation=one.organisation,
            after=told(one),
        )
    return made


@transaction.atomic
def draw(
    *, among: Sequence[Person], organisations: Sequence[Organisation], each: int, seed: str, year: int, since: date,
    until: date, by: Person, at: datetime,
) -> list[Assignment]:  # fmt: skip
    """Draw who evaluates what, by a seed; nobody falls to what they avoid. The trail keeps who could be drawn."""
    _check(organisations, since, until, by, timezone.localdate(at))
    if not among:
        raise Refused(NOBODY, "people")
    if not seed:
        raise Refused(NO_SEED, "seed")
    people = {one.pk: one for one in _locked(among)}
    places = {one.pk: one for one in organisations}
    bars = _Bars(list(people.values()), year, since, until)
    eligible = {
        place.pk: [one.pk for one in people.values() if bars.against(one, place) is None] for place in organisations
    }
    short = [places[place].name for place, may in eligible.items() if len(may) < each]
    if short:
        names = "、".join(short[:5])
        said = Text(
            f"{names} 可抽的人不足 {each} 位：回避、已分派或岗位不覆盖。请添人，或减少每单位人数。",
            f"Fewer than {each} people can be drawn for {names}: they avoid it, have it, or have no post over it.",
        )
        raise Refused(said, "people")
    drawn = Pot(eligible).drawn(each, seed)
    pairs = [(people[one], places[place]) for place, given in drawn.items() for one in given]
    made = _made(pairs, year, since, until, seed, by)
    after = {
        "year": year,
        "seed": seed,
        "each": each,
        "among": {places[place].name: [people[one].name for one in may] for place, may in eligible.items()},
        "drawn": {places[place].name: [people[one].name for one in given] for place, given in drawn.items()},
    }
    top = min(organisations, key=lambda one: one.path.count("/"))
    where = top if len(organisations) == 1 else top.parent
    record("administration.assignments_drawn", f"year/{year}", by=by, at=at, organisation=where, after=after)
    return made


def _check(organisations: Sequence[Organisation], since: date, until: date, by: Person, day: date) -> None:
    """Whether `by` assigns these, and whether the days make sense."""
    if not organisations:
        raise Refused(NOTHING, "organisations")
    for one in organisations:
        if not may_assign(by, one) or one.parent_id is None or one.closed_on is not None:
            raise PermissionDenied(f"{ASSIGN} {one.pk}")
    if until < since:
        raise Refused(ENDS_BEFORE, "until")
    if until < day:
        raise Refused(OVER, "until")
    if until - since > LONGEST:
        raise Refused(TOO_LONG, "until")


def _locked(people: Sequence[Person]) -> list[Person]:
    """People as they stand, for this transaction alone: nobody declares to avoid what is being assigned."""
    return list(Person.objects.select_for_update().filter(pk__in=[one.pk for one in people]).order_by("pk"))


class _Bars:
    """What stands against assigning organisations to some people; asked for all of them at once."""

    def __init__(self, people: Sequence[Person], year: int, since: date, until: date) -> None:
        self.avoided = list(Avoidance.objects.filter(person__in=people).select_related("organisation"))
        # Whoever held a post there since the year that is evaluated would judge their own work.
        lasted = Q(until=None) | Q(until__year__gte=year)
        self.posts = list(Post.objects.filter(lasted, person__in=people).select_related("organisation"))
        self.given = list(
            Assignment.objects.filter(person__in=people, year=year, since__lte=until, until__gte=since).select_related(
                "organisation"
            )
        )

    def against(self, person: Person, organisation: Organisation) -> Text | None:
        """Why an organisation is not assigned to a person, if something is against it."""
        who, what = person.name, organisation.name
        if not person.is_active:
            return Text(f"{who} 的账号已停用。", f"The account of {who} is closed.")
        mine = [one for one in self.posts if one.person_id == person.pk]
        if not any(one.role in OUTSIDE and one.organisation.covers(organisation) for one in mine):
            return Text(f"{who} 没有能评价“{what}”的岗位。", f"{who} holds no post from outside over {what}.")
        for one in self.avoided:
            if one.person_id == person.pk and overlap(one.organisation, organisation):
                return Text(
                    f"{who} 须回避“{one.organisation.name}”（{one.reason}），不能分派“{what}”。",
                    f"{who} avoids {one.organisation.name} ({one.reason}), so {what} cannot be assigned.",
                )
        for held in mine:
            if held.role not in OUTSIDE and overlap(held.organisation, organisation):
                return Text(
                    f"{who} 在“{held.organisation.name}”任职，不能评价“{what}”。",
                    f"{who} holds a post at {held.organisation.name} and cannot evaluate {what}.",
                )
        if any(one.person_id == person.pk and one.organisation_id == organisation.pk for one in self.given):
            return Text(f"“{what}”在这段时间已分派给 {who}。", f"{what} is assigned to {who} in these days already.")
        return None


def _made(
    pairs: Sequence[tuple[Person, Organisation]], year: int, since: date, until: date, seed: str, by: Person
) -> list[Assignment]:
    # One by one: each needs its number for the trail, and there are some dozens at most.
    days = {"year": year, "since": since, "until": until, "seed": seed, "by": by}
    return [Assignment.objects.create(person=person, organisation=place, **days) for person, place in pairs]


@transaction.atomic
def end(*, assignment: Assignment, by: Person, at: datetime) -> None:
    """End an assignment at once; one that has not held for a day goes."""
    found = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("organisation", "person")
        .filter(pk=assignment.pk)
        .first()
    )
    if found is None:
        raise Refused(ENDED)
    if not may_assign(by, found.organisation):
        raise PermissionDenied(f"{ASSIGN} {found.organisation_id}")
    _end(found, by, at)


def _end(found: Assignment, by: Person, at: datetime, why: str = "") -> None:
    yesterday = timezone.localdate(at) - timedelta(days=1)
    if found.until <= yesterday:
        raise Refused(ENDED)
    before, number = told(found), found.pk
    if found.since > yesterday:
        found.delete()
    else:
        found.until = yesterday
        found.save(update_fields=["until"])
    after = {"until": yesterday.isoformat()} | ({"reason": why} if why else {})
    where = found.organisation
    record(
        "administration.assignment_ended",
        f"assignment/{number}",
        by=by,
        at=at,
        organisation=where,
        before=before,
        after=after,
    )


@transaction.atomic
def avoid(*, person: Person, organisation: Organisation, reason: str, by: Person, at: datetime) -> int:
    """Put an organisation on a person's list; what was assigned of it ends at once. Returns how many of these."""
    if by.pk != person.pk and not may_assign(by, organisation):
        raise PermissionDenied(f"{ASSIGN} {organisation.pk}")
    found = _locked([person])[0]
    if Avoidance.objects.filter(person=found, organisation=organisation).exists():
        raise Refused(Text("已在回避清单里。", "It is on the list already."), "organisation")
    made = Avoidance.objects.create(person=found, organisation=organisation, reason=reason, at=at, by=by)
    record(
        "administration.avoidance_added",
        f"person/{found.pk}",
        by=by,
        at=at,
        organisation=organisation,
        after={"person": found.name, "organisation": organisation.name, "reason": made.reason},
    )
    day = timezone.localdate(at)
    lasting = Assignment.objects.select_for_update(of=("self",)).filter(person=found, until__gte=day)
    ended = [one for one in lasting.select_related("organisation", "person") if overlap(one.organisation, organisation)]
    for one in ended:
        _end(one, by, at, made.reason)
    return len(ended)


@transaction.atomic
def lift(*, avoidance: Avoidance, by: Person, at: datetime) -> None:
    """Take an organisation off a person's list; not by the person alone."""
    found = (
        Avoidance.objects.select_for_update(of=("self",))
        .select_related("organisation", "person")
        .filter(pk=avoidance.pk)
        .first()
    )
    if found is None:
        raise Refused(Text("它已不在清单里。", "It is on the list no more."))
    if by.pk == found.person_id or not may_assign(by, found.organisation):
        raise PermissionDenied(f"{ASSIGN} {found.organisation_id}")
    before = {"person": found.person.name, "organisation": found.organisation.name, "reason": found.reason}
    where, number = found.organisation, found.person_id
    found.delete()
    record("administration.avoidance_lifted", f"person/{number}", by=by, at=at, organisation=where, before=before)


def told(one: Assignment) -> dict[str, str | int]:
    """An assignment for the trail."""
    return {
        "person": one.person.name,
        "organisation": one.organisation.name,
        "year": one.year,
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
    }
