"""The manifests of the installed modules, found once."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps

from jixiao.core.kernel.text import same

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.kernel.text import Text
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


def action_named(action: str) -> Text:
    """What a module calls one of its actions in the audit trail; the action itself where none says."""
    return next((module.trail[action] for module in modules() if action in module.trail), same(action))


def columns() -> tuple[Column, ...]:
    """Every column that modules put on the boards, in the order of installation."""
    return tuple(column for module in modules() for column in module.columns)


@cache
def measures() -> dict[str, Measure]:
    """Every measure, by its id."""
    return {measure.id: measure for module in modules() for measure in module.measures}
