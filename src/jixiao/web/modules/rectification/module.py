"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.modules.rectification import queries
from jixiao.web.modules.rectification.stages import PERMISSIONS, READ
from jixiao.web.platform.manifest import Column, Entry, Module

MODULE = Module(
    "rectification",
    "rectification",
    Text("问题整改", "Rectification"),
    (
        Entry(Text("问题整改", "Rectification"), "rectification:list", READ),
        Entry(Text("结果应用", "Use of results"), "rectification:use", READ),
    ),
    PERMISSIONS,
    queries.waiting,
    queries.search,
    columns=(
        Column("rectification", Text("待整改", "To put right"), queries.cells, Text("未销号 / 全部", "left / all")),
    ),
    trail={
        "problems.enter": Text("列入问题", "problem entered"),
        "rectification.assign": Text("交办问题", "problem assigned"),
        "rectification.report": Text("报送整改结果", "reported as put right"),
        "rectification.accept": Text("验收销号", "rectification accepted"),
        "rectification.send_back": Text("退回再改", "sent back"),
        "rectification.dismiss": Text("认定不需整改", "dismissed"),
        "rectification.reopen": Text("重新整改", "opened again"),
        "rectification.use": Text("写明结果应用", "use of results stated"),
        "rectification.decide": Text("决定结果应用", "consequence decided"),
        "rectification.explain": Text("说明未落实的原因", "explained why it was not followed"),
    },
    targets={"problem": Text("问题", "problem"), "consequence": Text("结果应用", "consequence")},
)
