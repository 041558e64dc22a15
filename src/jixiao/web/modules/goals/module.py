"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals import stages, telling
from jixiao.web.modules.goals.actions.moving import notice
from jixiao.web.modules.goals.waiting import cells, search, waiting_for
from jixiao.web.platform.manifest import Column, Entry, Module

MODULE = Module(
    "goals",
    "goals",
    Text("绩效目标", "Goals"),
    (
        Entry(Text("绩效目标", "Goals"), "goals:list", stages.READ),
        Entry(Text("指标库", "Indicator library"), "goals:library", stages.READ),
    ),
    stages.PERMISSIONS,
    waiting_for,
    search,
    columns=(Column("goals.approved", Text("目标批复", "Goals approved"), cells),),
    offers={"funds.moved": notice},
    trail=telling.ACTIONS,
    targets=telling.TARGETS,
)
