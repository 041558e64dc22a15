"""The parameters of monitoring as they hold on a day: `rulebook/parameters/monitoring_*.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from jixiao.core.kernel.text import Text
from jixiao.core.monitoring.lights import Thresholds
from jixiao.core.monitoring.rules import DecisionRules, MonitoringRules, RoundRules
from jixiao.core.monitoring.warnings import WarningLines
from jixiao.rulebook_loader.rule_files import ParameterFile
from jixiao.rulebook_loader.structure import Reading

if TYPE_CHECKING:
    from datetime import date

    from jixiao.rulebook_loader.rulebook import Rulebook

T = TypeVar("T")


@dataclass(eq=False, repr=False)
class LimitsEntry:
    """Limits of a light as shares of the schedule."""

    red_below: Fraction
    green_from: Fraction
    over_from: Fraction | None = None


@dataclass(eq=False, repr=False)
class LightsEntry:
    """monitoring_lights.yaml: a value."""

    money: LimitsEntry
    goals: LimitsEntry
    steady_units: tuple[str, ...]


@dataclass(eq=False, repr=False)
class RoundEntry:
    """monitoring_round.yaml: a value."""

    to_month: int
    until_month: int
    until_day: int
    levels: tuple[int, ...]


@dataclass(eq=False, repr=False)
class DecisionEntry:
    """monitoring_decision.yaml: a value."""

    escalate_after: int
    pause_after: int


@dataclass(eq=False, repr=False)
class WarningsEntry:
    """monitoring_warnings.yaml: a value; the rates by number of month."""

    region: str
    lines: dict[str, Fraction]
    apart: Fraction


class _Values:
    """The values of a day, with their sources."""

    def __init__(self, book: Rulebook, day: date) -> None:
        self.book = book
        self.day = day
        self.sources: dict[str, tuple[date, str]] = {}

    def of(self, name: str, kind: type[T]) -> T | None:
        """The value that holds; nothing before its first day. Raises `InputFault` for one that cannot be read."""
        path = next(
            path
            for folder in reversed(self.book.folders)
            if (path := folder / "parameters" / f"monitoring_{name}.yaml").exists()
        )
        reading = Reading(self.book.read(path))
        file = reading.record(ParameterFile, reading.source.value)
        reading.check()
        entries = file.values if file else ()
        held = [(entry.since, number) for number, entry in enumerate(entries) if entry.since <= self.day]
        if not held:
            return None
        since, number = max(held)
        value = reading.record(kind, entries[number].value, ("values", number, "value"))
        reading.check()
        self.sources[name] = (since, str(entries[number].source))
        return value


def monitoring_rules(book: Rulebook, day: date) -> MonitoringRules | None:
    """The parameters of monitoring on a day; None before there was any. Raises `InputFault`."""
    values = _Values(book, day)
    lights, term = values.of("lights", LightsEntry), values.of("round", RoundEntry)
    decision, warnings = values.of("decision", DecisionEntry), values.of("warnings", WarningsEntry)
    if lights is None or term is None or decision is None:
        return None
    return MonitoringRules(
        _limits(lights.money),
        _limits(lights.goals),
        frozenset(lights.steady_units),
        RoundRules(term.to_month, term.until_month, term.until_day, term.levels),
        DecisionRules(decision.escalate_after, decision.pause_after),
        None
        if warnings is None
        else WarningLines({int(month): rate for month, rate in warnings.lines.items()}, warnings.apart),
        "" if warnings is None else warnings.region,
        values.sources,
    )


def _limits(entry: LimitsEntry) -> Thresholds:
    return Thresholds(entry.red_below, entry.green_from, entry.over_from)


# What each group is called where its source is shown.
GROUPS = {
    "lights": Text("亮灯界限", "limits of the lights"),
    "round": Text("月份、期限和范围", "months, deadline and scope"),
    "decision": Text("提醒和暂停", "escalation and pause"),
    "warnings": Text("分月预警线", "warning lines by month"),
}
