"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.modules.monitoring import telling, waiting
from jixiao.web.modules.monitoring.stages import PERMISSIONS, READ
from jixiao.web.platform.manifest import Column, Entry, Module

MODULE = Module(
    "monitoring",
    "monitoring",
    Text("绩效监控", "Monitoring"),
    entries=(Entry(Text("绩效监控", "Monitoring"), "monitoring:rounds", READ),),
    permissions=PERMISSIONS,
    waiting=waiting.waiting_for,
    search=waiting.search,
    columns=(
        Column("monitoring.money", Text("资金灯", "Money light"), waiting.money_cells),
        Column("monitoring.goals", Text("目标灯", "Goal light"), waiting.goal_cells),
        Column("monitoring.stage", Text("监控", "Monitoring"), waiting.stage_cells),
    ),
    trail=telling.ACTIONS,
    targets=telling.TARGETS,
)
