"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.platform.manifest import Module

MODULE = Module("report", "report", Text("自评报告", "Report"))
