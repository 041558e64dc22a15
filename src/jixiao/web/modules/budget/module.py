"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import stages, telling
from jixiao.web.modules.budget.offering import boards, finding, funds, ledger
from jixiao.web.modules.budget.waiting import waiting_for
from jixiao.web.platform.manifest import Entry, Module
from jixiao.web.platform.people.models import Role

MODULE = Module(
    "budget",
    "budget",
    Text("预算", "Budget"),
    entries=(
        Entry(Text("预算", "Budget"), "budget:list", stages.READ),
        Entry(Text("项目库", "Projects"), "budget:projects", stages.READ),
        Entry(Text("人员", "Staff"), "budget:staff", stages.READ),
        Entry(Text("固定资产", "Fixed assets"), "budget:assets", stages.READ),
    ),
    permissions={
        stages.READ: tuple(Role.values),
        stages.FILL: (Role.FILLER, Role.SECTION_HEAD),
        stages.SUBMIT: (Role.UNIT_HEAD,),
        stages.APPROVE: (Role.REVIEWER,),
    },
    waiting=waiting_for,
    search=finding.find,
    columns=boards.COLUMNS,
    measures=boards.MEASURES,
    offers={
        "funds.years": funds.years,
        "funds.projects": funds.projects,
        "funds.codes": funds.codes,
        "funds.duties": funds.duties,
        "funds.figures": ledger.figures,
    },
    trail=telling.ACTIONS,
    targets=telling.TARGETS,
)
