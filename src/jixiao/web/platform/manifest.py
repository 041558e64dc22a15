"""What a module says of itself: its title, its address, its navigation, its permissions, what it offers to others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from jixiao.core.kernel.text import Text
    from jixiao.web.platform.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation: shown to people who have the permission anywhere; None is for everyone signed in.

    What is `own` concerns the person alone and stands under their name.
    """

    title: Text
    url: str
    permission: str | None = None
    own: bool = False


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


@dataclass(frozen=True, slots=True)
class Cell:
    """What a board shows of an organisation: words, a light (green, amber, red, none or nothing), where it opens.

    `amount` orders a column; None stands last.
    """

    words: str
    url: str = ""
    light: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the boards: the cell of each organisation (by its key) in a year; an organisation may have none.

    It is asked for all organisations at once and may not ask the database for each. Where `in_fen`, the cells show
    money in 万元 and their `amount` is in fen, so that a foot can add it up.
    """

    id: str
    title: Text
    cells: Callable[[Sequence[Organisation], int], Mapping[int, Cell]]
    unit: Text | None = None
    in_fen: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A named measure over a module's own records, so that an indicator need not be reported by hand.

    `value` counts for an organisation and everything below it, in a year up to a day; None where nothing can be said.
    `records` lists the very records that were counted.
    """

    id: str
    title: Text
    definition: Text
    unit: str
    value: Callable[[Organisation, int, date], Decimal | None]
    records: Callable[[Organisation, int, date], Sequence[Hit]]


@dataclass(frozen=True)
class Module:
    """A module's manifest. `permissions`: which roles have each permission, within the subtree of their post.

    `waiting` finds what waits for a person; the first page shows it. `search` finds, among what the person may see,
    what goes by some words; the search of the head line asks it. `columns` stand on the boards, `measures` can be bound
    to indicators. `offers` are functions by name that registers ask for, so that modules stay strangers. `trail` and
    `targets` say in words what the audit trail calls the module's actions and kinds of records.
    """

    name: str
    path: str
    title: Text
    entries: tuple[Entry, ...] = ()
    permissions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: Callable[[Person], list[Waiting]] | None = None
    search: Callable[[Person, str], list[Hit]] | None = None
    columns: tuple[Column, ...] = ()
    measures: tuple[Measure, ...] = ()
    offers: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    trail: Mapping[str, Text] = field(default_factory=dict)
    targets: Mapping[str, Text] = field(default_factory=dict)
