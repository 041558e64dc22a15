"""The manifest of the module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.stages import PERMISSIONS, READ, TABLE
from jixiao.web.platform.manifest import Column, Entry, Module

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.web.platform.manifest import Cell, Hit, Waiting
    from jixiao.web.platform.people.models import Organisation, Person


def _waiting(person: Person) -> list[Waiting]:
    # Models can only be imported once the program has its applications.
    from jixiao.web.modules.report.queries import waiting

    return waiting(person)


def _search(person: Person, words: str) -> list[Hit]:
    from jixiao.web.modules.report.queries import search

    return search(person, words)


def _cells(organisations: Sequence[Organisation], year: int) -> Mapping[int, Cell]:
    from jixiao.web.modules.report.queries import cells

    return cells(organisations, year)


TRAIL = {
    "report.draft": Text("起草自评报告", "drafted the report"),
    "report.write": Text("修改自评报告正文", "wrote in the report"),
    "report.restore": Text("恢复自评报告的早期版本", "put an earlier text back"),
    "report.check": Text("核查自评报告", "checked the report"),
    "report.answer": Text("答复核查意见", "answered a finding"),
    "report.template": Text("修改自评报告模板", "changed the template of reports"),
    **{
        f"report.{move.id}": Text(f"自评报告：{move.name.zh}", f"report: {move.name.en}")
        for move in TABLE.moves.values()
    },
}

MODULE = Module(
    "report",
    "report",
    Text("自评报告", "Report"),
    entries=(Entry(Text("自评报告", "Report"), "report:list", READ),),
    permissions=PERMISSIONS,
    waiting=_waiting,
    search=_search,
    columns=(Column("report.stage", Text("自评报告", "Report"), _cells),),
    trail=TRAIL,
    targets={
        "report": Text("自评报告", "report"),
        "report_template": Text("自评报告模板", "template of reports"),
    },
)
