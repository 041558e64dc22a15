"""What the search of the head line finds here: projects, budgets, lines, assets, among what the person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from jixiao.core.kernel.text import Text, same
from jixiao.web.modules.budget import stages
from jixiao.web.modules.budget.models import Asset, Budget, Line, Project
from jixiao.web.platform.initials import goes_by
from jixiao.web.platform.manifest import Hit
from jixiao.web.platform.people.permissions import organisations_with

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.web.platform.people.models import Person

MOST = 4  # of each kind
# Pinyin initials are compared here, for the database knows none; this many names are looked through at most.
_MOST_NAMES = 3_000


def find(person: Person, asked: str) -> list[Hit]:
    """Projects first, then budgets, lines and assets; the newest years before the older ones."""
    words = " ".join(asked.replace("\x00", " ").split())[:60]
    if not words:
        return []
    return [*_projects(person, words), *_budgets(person, words), *_lines(person, words), *_assets(person, words)]


def _projects(person: Person, words: str) -> Iterable[Hit]:
    allowed = Project.objects.filter(organisation__in=organisations_with(person, stages.READ))
    named = Q(name__icontains=words) | Q(code__icontains=words)
    keys = list(allowed.filter(named).values_list("pk", flat=True)[:MOST])
    if not keys and words.isascii():
        names = allowed.order_by("pk").values_list("pk", "name")[:_MOST_NAMES]
        keys = [pk for pk, name in names if goes_by(name, words)][:MOST]
    for project in Project.objects.filter(pk__in=keys).select_related("organisation"):
        yield Hit(same(str(project)), f"项目 {project.organisation.name}", reverse("budget:project", args=[project.pk]))


def _budgets(person: Person, words: str) -> Iterable[Hit]:
    """By the name of the unit or the year, in any order: 产业 2025."""
    found = Budget.objects.filter(organisation__in=organisations_with(person, stages.READ))
    for word in words.split():
        year = int(word) if word.isascii() and word.isdecimal() and len(word) == 4 else 0
        found = found.filter(Q(organisation__name__icontains=word) | Q(year=year))
    for budget in found.select_related("organisation")[:MOST]:
        title = Text(f"{budget.year} 年预算", f"Budget {budget.year}")
        yield Hit(title, budget.organisation.name, reverse("budget:budget", args=[budget.pk]))


def _lines(person: Person, words: str) -> Iterable[Hit]:
    """Lines of basic expenditure by name; those of projects are found by their project."""
    allowed = organisations_with(person, stages.READ)
    found = Line.objects.filter(budget__organisation__in=allowed, is_basic=True, name__icontains=words)
    for line in found.select_related("budget__organisation").order_by("-budget__year", "number")[:MOST]:
        where = f"{line.budget.organisation.name} {line.budget.year}"
        yield Hit(same(str(line)), where, reverse("budget:line", args=[line.pk]))


def _assets(person: Person, words: str) -> Iterable[Hit]:
    found = Asset.objects.filter(organisation__in=organisations_with(person, stages.READ))
    found = found.filter(Q(name__icontains=words) | Q(code__iexact=words))
    for asset in found.select_related("organisation")[:MOST]:
        yield Hit(same(str(asset)), asset.organisation.name, reverse("budget:asset", args=[asset.pk]))
