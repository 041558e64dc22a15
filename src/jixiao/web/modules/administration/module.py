"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration import api_words
from jixiao.web.modules.administration.assigning import waiting
from jixiao.web.platform.manifest import Entry, Module

MODULE = Module(
    "administration",
    "administration",
    Text("系统管理", "Administration"),
    entries=(
        Entry(Text("机构", "Organisations"), "administration:organisations", "administration.organisations"),
        Entry(Text("人员", "People"), "administration:people", "administration.people"),
        Entry(Text("登录规则", "Sign-in rules"), "administration:sign-in-rules", "administration.people"),
        Entry(Text("评价分派", "Assignments"), "administration:assignments", "administration.assign"),
        Entry(Text("我的评价任务", "My evaluations"), "administration:mine", "administration.mine"),
        Entry(Text("审计记录", "Audit trail"), "administration:trail", "administration.trail"),
        Entry(Text("我的账户", "My account"), "administration:account", own=True),
        Entry(Text("接口令牌", "API tokens"), "administration:tokens", own=True),
    ),
    permissions={
        "administration.organisations": ("administrator",),
        "administration.people": ("administrator",),
        "administration.assign": ("reviewer", "administrator"),
        "administration.mine": ("evaluator", "expert"),
        "administration.trail": ("auditor", "administrator"),
        "administration.webhooks": ("administrator",),
    },
    waiting=waiting,
    trail=api_words.TRAIL,
    targets=api_words.TARGETS,
)
