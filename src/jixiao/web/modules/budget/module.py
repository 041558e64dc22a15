"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.modules.budget import offers, stages
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
    ),
    permissions={
        stages.READ: tuple(Role.values),
        stages.FILL: (Role.FILLER, Role.SECTION_HEAD),
        stages.SUBMIT: (Role.UNIT_HEAD,),
        stages.APPROVE: (Role.REVIEWER,),
    },
    waiting=waiting_for,
    offers={"funds.years": offers.years, "funds.projects": offers.projects},
)
