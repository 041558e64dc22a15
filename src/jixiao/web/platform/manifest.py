"""What a module says of itself: its title, its address, its navigation, its permissions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jixiao.core.kernel.text import Text
    from jixiao.web.platform.people.models import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation: shown to people who have the permission anywhere; None is for everyone signed in."""

    title: Text
    url: str
    permission: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a person: what, for whom, where to go, until when (ISO day) if there is a deadline."""

    title: Text
    detail: str
    url: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found: what it is called, what kind of thing it is, where it stands."""

    title: Text
    detail: str
    url: str


@dataclass(frozen=True)
class Module:
    """A module's manifest. `permissions`: which roles have each permission, within the subtree of their post.

    `waiting` finds what waits for a person; the first page shows it. `search` finds, among what the person may see,
    what goes by some words; the search of the head line asks it.
    """

    name: str
    path: str
    title: Text
    entries: tuple[Entry, ...] = ()
    permissions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: Callable[[Person], list[Waiting]] | None = None
    search: Callable[[Person, str], list[Hit]] | None = None
