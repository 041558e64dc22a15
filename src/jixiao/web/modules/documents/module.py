"""The manifest of the module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.platform.manifest import Column, Entry, Module

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.web.platform.manifest import Cell, Hit, Waiting
    from jixiao.web.platform.people.models import Organisation, Person
    from jixiao.web.registers.problems.queries import Candidate

TRAIL = {
    "documents.filed": Text("交文书核查", "filed a document"),
    "documents.again": Text("重新核查文书", "had a document audited again"),
    "documents.audited": Text("文书核查完成", "a document was audited"),
    "documents.failed": Text("文书没有核查成", "a document was not audited"),
    "documents.moved": Text("文书改归单位", "moved a document"),
    "documents.confirmed": Text("确认文书归属", "confirmed whose a document is"),
    "documents.decided": Text("处理核查发现", "decided on a finding"),
    "documents.taken": Text("下载文书", "took a document away"),
}
FILING = ("filler", "section_head", "unit_head", "reviewer")


def _waiting(person: Person) -> list[Waiting]:
    from jixiao.web.modules.documents.queries import waiting  # models are ready only when a page is asked for

    return waiting(person)


def _search(person: Person, words: str) -> list[Hit]:
    from jixiao.web.modules.documents.queries import search  # as above

    return search(person, words)


def _errors(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    from jixiao.web.modules.documents.queries import open_errors  # as above

    return open_errors(organisations, year)


def _candidates(organisation: Organisation, year: int) -> list[Candidate]:
    from jixiao.web.modules.documents.offers import candidates  # as above

    return candidates(organisation, year)


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
    columns=(Column("open_errors", Text("待决定错误", "Errors to decide"), _errors, Text("处", "places")),),
    offers={"problems.candidates": _candidates},
    trail=TRAIL,
    targets={"document": Text("文书", "document")},
)
