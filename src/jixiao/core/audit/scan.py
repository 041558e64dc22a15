"""The scan that finds checks: every module of a folder under `checks/` is one, and its path is its code."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from jixiao.core.audit import checks
from jixiao.core.audit.check import Check


@cache
def found_checks() -> tuple[Check, ...]:
    """Every check of the package, by code."""
    found = []
    for package in pkgutil.iter_modules(checks.__path__):
        folder = import_module(f"{checks.__name__}.{package.name}")
        for module in pkgutil.iter_modules(folder.__path__):
            found.append(_check(f"{package.name}.{module.name}", f"{folder.__name__}.{module.name}"))
    return tuple(sorted(found, key=lambda one: one.code))


def _check(code: str, module: str) -> Check:
    it = import_module(module)
    return Check(code, it.VERSION, it.SEVERITY, it.SCOPE, it.TITLE, (it.__doc__ or "").strip(), it.check)
