"""All parameters of monitoring as they hold on a day, each group with the source that it is taken from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jixiao.core.monitoring.lights import Thresholds
    from jixiao.core.monitoring.warnings import WarningLines


@dataclass(frozen=True, slots=True)
class RoundRules:
    """Which months are looked at, until when it is filed in the same year, which levels of projects are covered."""

    to_month: int
    until_month: int
    until_day: int
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """After how many working days a red light without a decision is told to those above, and pauses."""

    escalate_after: int
    pause_after: int


@dataclass(frozen=True, slots=True)
class MonitoringRules:
    """The parameters of a day. `sources` names for each group the first day, the document, and the web address."""

    money: Thresholds
    goals: Thresholds
    steady_units: frozenset[str]
    term: RoundRules
    decision: DecisionRules
    warnings: WarningLines | None = None
    warnings_region: str = ""
    sources: Mapping[str, tuple[date, str]] = field(default_factory=dict)
