"""Thresholds of the rulebook that goals are held to, as they stand on the first day of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from jixiao.rulebook_loader.rule_files import ParameterFile
from jixiao.rulebook_loader.rulebook import SHIPPED
from jixiao.rulebook_loader.structure import Reading
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from jixiao.rulebook_loader.rule_files import ParameterValue


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the goals of a year, each with its source."""

    vague: tuple[str, ...]
    weight_total: Decimal | None
    coverage: int | None
    coverage_source: str


@cache
def rules_of(year: int) -> Rules:
    """The rules of a year; what no rule says yet is not asked for."""
    vague = _held("goal_vague_words", year)
    weight, coverage = _held("goal_weight_total", year), _held("goal_coverage", year)
    return Rules(
        tuple(str(vague.value).split()) if vague else (),
        Decimal(str(weight.value)) if weight else None,
        int(str(coverage.value).rstrip("%")) if coverage else None,
        str(coverage.source) if coverage else "",
    )


def _held(name: str, year: int) -> ParameterValue | None:
    reading = Reading(rulebook().read(SHIPPED / "parameters" / f"{name}.yaml"))
    file = reading.record(ParameterFile, reading.source.value)
    reading.check()
    held = [entry for entry in file.values if entry.since <= date(year, 1, 1)] if file else []
    return max(held, key=lambda entry: entry.since) if held else None
