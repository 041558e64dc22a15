"""The parameters of a round: read from the rulebook when it is issued, kept with it, read back for every judgement."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jixiao.core.monitoring.lights import Thresholds
from jixiao.core.monitoring.warnings import WarningLines
from jixiao.rulebook_loader.monitoring import monitoring_rules
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from datetime import date

    from jixiao.core.monitoring.rules import MonitoringRules
    from jixiao.web.modules.monitoring.models import Round


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sheet of a round is judged by."""

    month: int
    money: Thresholds
    goals: Thresholds
    steady_units: frozenset[str]
    warnings: WarningLines | None


def in_force(day: date) -> MonitoringRules | None:
    """The parameters of the rulebook on a day; None before there were any."""
    return monitoring_rules(rulebook(), day)


def kept(rules: MonitoringRules) -> dict[str, Any]:
    """The parameters as a round keeps them: exact, with their sources."""
    found: dict[str, Any] = {
        "money": _written(rules.money),
        "goals": _written(rules.goals),
        "steady_units": sorted(rules.steady_units),
        "sources": {name: [since.isoformat(), words] for name, (since, words) in rules.sources.items()},
    }
    if rules.warnings is not None:
        lines = {str(month): str(rate) for month, rate in sorted(rules.warnings.lines.items())}
        found["warnings"] = {"lines": lines, "apart": str(rules.warnings.apart), "region": rules.warnings_region}
    return found


def limits_of(one: Round) -> Limits:
    """What a round judges by."""
    rules = one.rules
    warnings = rules.get("warnings") if one.warns else None
    return Limits(
        one.month,
        _read(rules["money"]),
        _read(rules["goals"]),
        frozenset(rules["steady_units"]),
        None
        if warnings is None
        else WarningLines(
            {int(month): Fraction(rate) for month, rate in warnings["lines"].items()}, Fraction(warnings["apart"])
        ),
    )


def _written(limits: Thresholds) -> dict[str, str | None]:
    over = None if limits.over_from is None else str(limits.over_from)
    return {"red_below": str(limits.red_below), "green_from": str(limits.green_from), "over_from": over}


def _read(kept: dict[str, str | None]) -> Thresholds:
    over = kept.get("over_from")
    return Thresholds(
        Fraction(kept["red_below"] or 0), Fraction(kept["green_from"] or 0), Fraction(over) if over else None
    )
