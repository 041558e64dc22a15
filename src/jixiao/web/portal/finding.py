"""What the search of the head line finds: pages of the navigation, units, and what the modules know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from jixiao.core.kernel.text import Text, same
from jixiao.web.platform.chosen import units_of
from jixiao.web.platform.initials import goes_by
from jixiao.web.platform.installed import modules
from jixiao.web.platform.manifest import Hit
from jixiao.web.platform.people.permissions import may_anywhere
from jixiao.web.portal.saved import saved_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.web.platform.manifest import Entry, Module
    from jixiao.web.platform.people.models import Person

# More than can be taken in at a glance is not shown; one more letter narrows it.
MOST = 8


def entries_for(person: Person) -> Iterator[Entry]:
    """The lines of the navigation that a person sees."""
    for module in modules():
        yield from entries_of(module, person)


def entries_of(module: Module, person: Person) -> Iterator[Entry]:
    """The lines of a module that a person sees."""
    return (one for one in module.entries if one.permission is None or may_anywhere(person, one.permission))


def find(person: Person, asked: str) -> list[tuple[Text, list[Hit]]]:
    """What goes by some words, in groups with their titles; empty groups are left out."""
    asked = asked.strip()[:60]
    if not asked:
        return []
    groups = [(Text("页面", "Pages"), _pages(person, asked)), (Text("单位", "Units"), _units(person, asked))]
    groups += [(module.title, module.search(person, asked)[:MOST]) for module in modules() if module.search]
    return [(title, hits) for title, hits in groups if hits]


def _pages(person: Person, asked: str) -> list[Hit]:
    home = Hit(Text("我的工作", "My work"), "", reverse("home"))
    own = [Hit(same(name), "", address) for _pk, name, address in saved_views(person)]
    pages = [home, *own, *(Hit(entry.title, "", reverse(entry.url)) for entry in entries_for(person))]
    return [hit for hit in pages if goes_by(hit.title.zh, asked) or goes_by(hit.title.en, asked)][:MOST]


def _units(person: Person, asked: str) -> list[Hit]:
    """Names are compared here, since the database knows no initials; a person's units are some hundreds at most."""
    named = units_of(person).values_list("pk", "name", "region")
    found = [one for one in named if goes_by(one[1], asked)][:MOST]
    return [Hit(same(name), region, reverse("unit", args=[pk])) for pk, name, region in found]
