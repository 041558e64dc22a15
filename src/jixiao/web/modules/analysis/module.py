"""The manifest of the module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis.rights import PERMISSIONS, READ
from jixiao.web.platform.manifest import Entry, Module

if TYPE_CHECKING:
    from jixiao.web.modules.analysis.cockpit import Cockpit
    from jixiao.web.modules.analysis.glance import Glance
    from jixiao.web.platform.people.models import Organisation, Person


def _summary(person: Person, year: int) -> Cockpit | None:
    # Models can only be imported once the program has its applications.
    from jixiao.web.modules.analysis.cockpit import summary

    return summary(person, year)


def _glance(person: Person, organisation: Organisation, year: int) -> Glance | None:
    from jixiao.web.modules.analysis.glance import glance
    from jixiao.web.platform.people.permissions import may

    return glance(organisation, year) if may(person, READ, organisation, year) else None


MODULE = Module(
    "analysis",
    "analysis",
    Text("分析", "Analysis"),
    entries=(Entry(Text("分析", "Analysis"), "analysis:board", READ),),
    permissions=PERMISSIONS,
    offers={"home.summary": _summary, "unit.glance": _glance},
)
