"""The manifest of the module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.stages import PERMISSIONS, READ, REVIEW
from jixiao.web.platform.manifest import Entry, Module

if TYPE_CHECKING:
    from jixiao.web.platform.manifest import Hit, Waiting
    from jixiao.web.platform.people.models import Person


def _waiting(person: Person) -> list[Waiting]:
    # Models can only be imported once the program has its applications.
    from jixiao.web.modules.evaluation.queries import waiting

    return waiting(person)


def _search(person: Person, words: str) -> list[Hit]:
    from jixiao.web.modules.evaluation.queries import search

    return search(person, words)


MODULE = Module(
    "evaluation",
    "evaluation",
    Text("绩效自评", "Evaluation"),
    (
        Entry(Text("绩效自评", "Evaluation"), "evaluation:years", READ),
        Entry(Text("财政复核", "Finance review"), "evaluation:queue", REVIEW),
    ),
    PERMISSIONS,
    _waiting,
    _search,
)
