"""The manifest of the module."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.platform.manifest import Module

MODULE = Module("rectification", "rectification", Text("问题整改", "Rectification"))
