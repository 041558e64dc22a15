"""Posts begin and end on days; what has held for a day is never removed. Holders and administrators lend them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.queries import stand_ins
from jixiao.web.modules.administration.rights import roles_to_give
from jixiao.web.modules.administration.words import NotPossible
from jixiao.web.platform.people.models import OUTSIDE, Delegation, Person, Post
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from jixiao.web.platform.people.models import Organisation

NO_PAST = Text(
    "最后一天不能早于昨天：已经做过的事不能事后失去权限。",
    "The last day cannot be before yesterday: what was done then was permitted.",
)
LENT_ALREADY = Text("这段时间已委托给同一人。", "The post is lent to the same person in these days already.")
A_YEAR = Text("委托最长一年；更久的请另行任职。", "A year at most. What lasts longer is a post of its own.")
ENDS_BEFORE = Text("结束日不能早于开始日。", "It cannot end before it begins.")
# A delegation bridges an absence; what lasts is a post of its own.
LONGEST_DELEGATION = timedelta(days=366)


def may_end(by: Person, post: Post) -> bool:
    """Whether `by` may end a post: an administrator who could give it, and not one's own."""
    return post.person_id != by.pk and post.role in roles_to_give(by, post.organisation)


def may_lend(by: Person, post: Post) -> bool:
    """Whether `by` may lend a post: its holder, or an administrator who could give it. Evaluators act in person."""
    if post.role in OUTSIDE:
        return False
    return post.person_id == by.pk or post.role in roles_to_give(by, post.organisation)


@transaction.atomic
def add_post(
    *, person: Person, organisation: Organisation, role: str, since: date, until: date | None, by: Person, at: datetime
) -> Post:
    """Give a person a role at an organisation."""
    found = Person.objects.select_for_update().get(pk=person.pk)
    if by.pk == found.pk or role not in roles_to_give(by, organisation):
        raise PermissionDenied(f"administration.people {organisation.pk} {role}")
    if not found.is_active:
        raise NotPossible(Text("账号已停用，请先恢复。", "The account is closed. Open it first."))
    if organisation.closed_on is not None:
        raise NotPossible(Text("该机构已停用。", "The organisation is closed."))
    if until is not None and until < since:
        raise NotPossible(ENDS_BEFORE)
    same = Post.objects.filter(Q(until=None) | Q(until__gte=since), person=found, organisation=organisation, role=role)
    if until is not None:
        same = same.filter(since__lte=until)
    if same.exists():
        raise NotPossible(Text("这段时间已有同样的任职。", "The same post is held in these days already."))
    made = Post.objects.create(person=found, organisation=organisation, role=role, since=since, until=until)
    record(
        "administration.post_given",
        f"post/{made.pk}",
        by=by,
        at=at,
        organisation=organisation,
        after=_told(made, person=found.name),
    )
    return made


@transaction.atomic
def end_post(*, post: Post, last: date, by: Person, at: datetime) -> None:
    """End a post with a last day; one that would end before it began has never held and goes."""
    found = Post.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=post.pk)
    if not may_end(by, found):
        raise PermissionDenied(f"administration.people {found.organisation_id} {found.role}")
    today = timezone.localdate(at)
    if last < today - timedelta(days=1):
        raise NotPossible(NO_PAST)
    if found.until is not None and found.until < today:
        raise NotPossible(Text("该任职已经结束。", "The post has ended already."))
    before = _told(found, person=found.person.name)
    if last < found.since:
        record(
            "administration.post_withdrawn",
            f"post/{found.pk}",
            by=by,
            at=at,
            organisation=found.organisation,
            before=before,
        )
        found.delete()
        return
    found.until = last
    found.save(update_fields=["until"])
    record(
        "administration.post_ended",
        f"post/{found.pk}",
        by=by,
        at=at,
        organisation=found.organisation,
        before=before,
        after=_told(found, person=found.person.name),
    )


@transaction.atomic
def lend_post(*, post: Post, to: Person, since: date, until: date, by: Person, at: datetime) -> Delegation:
    """Let someone of the same department act for the holder of a post, from a day to a day."""
    found = Post.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=post.pk)
    today = timezone.localdate(at)
    if not may_lend(by, found) or (by.pk == to.pk and by.pk != found.person_id):
        raise PermissionDenied(f"administration.people {found.organisation_id} {found.role}")
    _check_days(found, since, until, today)
    if not stand_ins(found, today).filter(pk=to.pk).exists():
        raise NotPossible(Text("只能委托给同一部门在用的账号。", "Only someone of the same department can stand in."))
    if Delegation.objects.filter(post=found, to=to, since__lte=until, until__gte=since).exists():
        raise NotPossible(LENT_ALREADY)
    made = Delegation.objects.create(post=found, to=to, since=since, until=until)
    record(
        "administration.post_lent",
        f"post/{found.pk}",
        by=by,
        at=at,
        organisation=found.organisation,
        after={**_told(made, to=to.name), "person": found.person.name, "role": found.role},
    )
    return made


def _check_days(post: Post, since: date, until: date, today: date) -> None:
    """The days of a delegation lie ahead, and within those of the post."""
    if until < since:
        raise NotPossible(ENDS_BEFORE)
    if since < today:
        raise NotPossible(Text("委托不能从过去开始。", "A delegation cannot begin in the past."))
    if until - since > LONGEST_DELEGATION:
        raise NotPossible(A_YEAR)
    if since < post.since or (post.until is not None and until > post.until):
        raise NotPossible(Text("委托期超出了任职期。", "The days go beyond those of the post."))


@transaction.atomic
def take_back(*, delegation: Delegation, by: Person, at: datetime) -> None:
    """End a delegation at once; one that has not begun, or began today, goes."""
    found = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("post__organisation", "post__person", "to")
        .get(pk=delegation.pk)
    )
    if not may_lend(by, found.post):
        raise PermissionDenied(f"administration.people {found.post.organisation_id}")
    yesterday = timezone.localdate(at) - timedelta(days=1)
    before = _told(found, to=found.to.name)
    if found.until <= yesterday:
        raise NotPossible(Text("该委托已经结束。", "The delegation has ended already."))
    if found.since > yesterday:
        found.delete()
    else:
        found.until = yesterday
        found.save(update_fields=["until"])
    record(
        "administration.delegation_ended",
        f"post/{found.post_id}",
        by=by,
        at=at,
        organisation=found.post.organisation,
        before=before,
        after={"until": yesterday.isoformat()},
    )


def _told(one: Post | Delegation, **names: str) -> dict[str, str | None]:
    """A post or a delegation for the trail."""
    told: dict[str, str | None] = {**names}
    if isinstance(one, Post):
        told |= {"role": one.role, "organisation": one.organisation.name}
    return told | {"since": one.since.isoformat(), "until": one.until.isoformat() if one.until else None}
