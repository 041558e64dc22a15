"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.platform.manifest import Module

MODULE = Module("goals", "goals", Text("绩效目标", "Goals"))
