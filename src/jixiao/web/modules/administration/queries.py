"""Reads: the tree of organisations, the people of a subtree, who may stand in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q

from jixiao.web.platform.people.models import ROLES, Delegation, Organisation, Person, Post
from jixiao.web.platform.people.permissions import organisations_with

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from jixiao.core.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree: an organisation, how deep it stands below the first shown, how many posts are held."""

    organisation: Organisation
    depth: int
    posts: int


def in_force(day: date, prefix: str = "") -> Q:
    """Posts that hold on a day."""
    return Q(**{f"{prefix}since__lte": day}) & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day}))


def _place(organisation: Organisation) -> tuple[int, ...]:
    """Where an organisation stands in the tree. As numbers: as text, 10 would come before 9."""
    return tuple(int(part) for part in organisation.path.split("/") if part)


def tree(organisations: QuerySet[Organisation], day: date) -> list[Branch]:
    """The organisations, each below the one it belongs to."""
    counted = organisations.annotate(
        held=Count("posts", filter=in_force(day, "posts__") & Q(posts__person__is_active=True), distinct=True)
    )
    found = sorted(counted, key=_place)
    known = {organisation.path for organisation in found}
    lines = []
    for one in found:
        above = [path for path in _paths_above(one.path) if path in known]
        lines.append(Branch(one, len(above), one.held))
    return lines


def _paths_above(path: str) -> list[str]:
    parts = path.strip("/").split("/")[:-1]
    return ["/" + "/".join(parts[: end + 1]) + "/" for end in range(len(parts))]


def line_above(organisation: Organisation) -> list[Organisation]:
    """The organisations above one, from the root down."""
    return sorted(Organisation.objects.filter(path__in=_paths_above(organisation.path)), key=_place)


def people_within(organisations: QuerySet[Organisation]) -> QuerySet[Person]:
    """People who belong to organisations, or hold or held a post there."""
    inside = organisations.order_by().values("pk")
    holders = Post.objects.filter(organisation__in=inside).values("person")
    return Person.objects.filter(Q(home__in=inside) | Q(pk__in=holders)).select_related("home").order_by("name", "pk")


def searched(people: QuerySet[Person], words: str, shown: str) -> QuerySet[Person]:
    """People whose name or sign-in name has every word; `shown` is active, closed or all."""
    for word in words.split()[:8]:
        people = people.filter(Q(name__icontains=word) | Q(username__icontains=word))
    if shown != "all":
        people = people.filter(is_active=shown != "closed")
    return people


def with_posts(people: QuerySet[Person], day: date) -> QuerySet[Person]:
    """People with the posts that they hold on a day, as `held`."""
    posts = Post.objects.filter(in_force(day)).select_related("organisation").order_by("organisation__path", "role")
    return people.prefetch_related(Prefetch("posts", posts, to_attr="held"))


def posts_with_delegations(posts: QuerySet[Post]) -> list[Post]:
    """Posts, those that last first, with their organisations and delegations."""
    lent = Delegation.objects.select_related("to").order_by("-since", "-pk")
    return list(
        posts.select_related("organisation", "person")
        .prefetch_related(Prefetch("delegations", lent, to_attr="lent"))
        .order_by(F("until").desc(nulls_first=True), "-since", "pk")
    )


def department_of(organisation: Organisation) -> Organisation:
    """The department of an organisation: the next above it of that kind, or itself where there is none."""
    if organisation.kind == Organisation.Kind.DEPARTMENT:
        return organisation
    above = [one for one in line_above(organisation) if one.kind == Organisation.Kind.DEPARTMENT]
    return above[-1] if above else organisation


def stand_ins(post: Post, day: date) -> QuerySet[Person]:
    """Who may stand in for the holder of a post: people of the same department."""
    inside = Organisation.objects.filter(path__startswith=department_of(post.organisation).path).order_by().values("pk")
    held = Post.objects.filter(in_force(day), organisation__in=inside).values("person")
    return (
        Person.objects.filter(Q(home__in=inside) | Q(pk__in=held), is_active=True)
        .exclude(pk=post.person_id)
        .order_by("name", "pk")
    )


def delegations_to(person: Person, day: date) -> list[Delegation]:
    """What is lent to a person, on a day or later."""
    return list(
        Delegation.objects.filter(to=person, until__gte=day)
        .select_related("post__person", "post__organisation")
        .order_by("since", "pk")
    )


def organisations_of_administrator(by: Person) -> QuerySet[Organisation]:
    """The organisations whose people a person looks after."""
    return organisations_with(by, "administration.people")


def role_words(role: str) -> Text:
    """A role in both languages."""
    return ROLES[role]  # type: ignore[index]  # the values of the choices are their keys
