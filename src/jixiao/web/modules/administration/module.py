"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.platform.manifest import Entry, Module

MODULE = Module(
    "administration",
    "administration",
    Text("系统管理", "Administration"),
    entries=(
        Entry(Text("机构", "Organisations"), "administration:organisations", "administration.organisations"),
        Entry(Text("人员", "People"), "administration:people", "administration.people"),
        Entry(Text("审计记录", "Audit trail"), "administration:trail", "administration.trail"),
        Entry(Text("我的账户", "My account"), "administration:account"),
    ),
    permissions={
        "administration.organisations": ("administrator",),
        "administration.people": ("administrator",),
        "administration.trail": ("auditor", "administrator"),
    },
)
