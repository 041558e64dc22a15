"""The records of the module: budgets and their money, what finance is asked before, and the means of a unit."""

from __future__ import annotations

from jixiao.web.modules.budget.models.assessments import Aspect, Assessment
from jixiao.web.modules.budget.models.budgets import (
    CHANGE_KINDS,
    CHANGE_STATES,
    FIGURE_KINDS,
    LEVELS,
    MONTHS,
    Budget,
    Change,
    Execution,
    Figure,
    Line,
    Parameter,
    Project,
)
from jixiao.web.modules.budget.models.imports import Import, ImportedLine
from jixiao.web.modules.budget.models.means import (
    ASSET_CATEGORIES,
    ASSET_STATES,
    Asset,
    AssetEvent,
    Counted,
    Inventory,
    StaffCount,
)
from jixiao.web.modules.budget.models.moving import CarryOver, Transfer
from jixiao.web.modules.budget.models.procurement import CATEGORIES, METHODS, Procured, Procurement

__all__ = [
    "ASSET_CATEGORIES", "ASSET_STATES", "CATEGORIES", "CHANGE_KINDS", "CHANGE_STATES", "FIGURE_KINDS", "LEVELS",
    "METHODS", "MONTHS", "Aspect", "Assessment", "Asset", "AssetEvent", "Budget", "CarryOver", "Change", "Counted",
    "Execution", "Figure", "Import", "ImportedLine", "Inventory", "Line", "Parameter", "Procured", "Procurement",
    "Project", "StaffCount", "Transfer",
]  # fmt: skip
