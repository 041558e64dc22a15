"""The manifests of the installed modules, found once."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.web.platform.manifest import Column, Measure, Module


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


@cache
def offered(name: str) -> Callable[..., Any] | None:
    """The function that a module offers under a name; None where no installed module does."""
    return next((module.offers[name] for module in modules() if name in module.offers), None)


def columns() -> tuple[Column, ...]:
    """Every column that modules put on the boards, in the order of installation."""
    return tuple(column for module in modules() for column in module.columns)


@cache
def measures() -> dict[str, Measure]:
    """Every measure, by its id."""
    return {measure.id: measure for module in modules() for measure in module.measures}
