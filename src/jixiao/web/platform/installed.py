"""The manifests of the installed modules, found once."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from jixiao.web.platform.manifest import Module


@cache
def modules() -> tuple[Module, ...]:
    """Every manifest, in the order of installation."""
    names = [config.name for config in apps.get_app_configs() if config.name.startswith("jixiao.web.modules.")]
    return tuple(import_module(f"{name}.module").MODULE for name in names)


@cache
def roles_with(permission: str) -> frozenset[str]:
    """The roles that have a permission; raises `KeyError` for one that no module declares."""
    for module in modules():
        if permission in module.permissions:
            return frozenset(module.permissions[permission])
    raise KeyError(f"no module declares the permission {permission}")
