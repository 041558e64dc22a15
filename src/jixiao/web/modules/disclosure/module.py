"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.modules.disclosure.finding import search, waiting
from jixiao.web.platform.manifest import Entry, Module

MODULE = Module(
    "disclosure",
    "disclosure",
    Text("公开", "Disclosure"),
    entries=(
        Entry(Text("公开", "Disclosure"), "disclosure:register", "disclosure.register"),
        Entry(Text("公开网页", "Public pages"), "disclosure:public"),
    ),
    permissions={
        "disclosure.register": ("filler", "unit_head", "reviewer"),
        "disclosure.publish": ("unit_head", "reviewer"),
    },
    waiting=waiting,
    search=search,
)
