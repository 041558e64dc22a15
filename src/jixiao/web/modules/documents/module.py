"""The manifest of the module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.platform.manifest import Entry, Module

if TYPE_CHECKING:
    from jixiao.web.platform.manifest import Hit, Waiting
    from jixiao.web.platform.people.models import Person

FILING = ("filler", "section_head", "unit_head", "reviewer")


def _waiting(person: Person) -> list[Waiting]:
    from jixiao.web.modules.documents.queries import waiting  # models are ready only when a page is asked for

    return waiting(person)


def _search(person: Person, words: str) -> list[Hit]:
    from jixiao.web.modules.documents.queries import search  # as above

    return search(person, words)


MODULE = Module(
    "documents",
    "documents",
    Text("文书核查", "Documents"),
    (Entry(Text("文书核查", "Documents"), "documents:list", "documents.read"),),
    {
        "documents.file": FILING,
        "documents.read": (*FILING, "leader", "auditor", "evaluator"),
        "documents.decide": ("reviewer", "auditor", "unit_head"),
    },
    _waiting,
    _search,
)
