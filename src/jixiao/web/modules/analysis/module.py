"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.platform.manifest import Module

MODULE = Module("analysis", "analysis", Text("分析", "Analysis"))
