"""Scoring a fact file: find the framework that holds, check that the filing fits it, score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.fitting import check_fit
from jixiao.core.scoring.score import score
from jixiao.rulebook_loader.filings import filing_of
from jixiao.rulebook_loader.strict_yaml import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jixiao.core.ledger.filing import Filing
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.rulebook_loader import Rulebook

# The kind of a filing -> the kind of framework that scores it.
FRAMEWORK_KINDS = {
    "self_evaluation": "department_self_evaluation",
    "budget": "department_self_evaluation",
    "accounts": "department_self_evaluation",
}


def score_file(
    path: Path,
    rulebook: Rulebook,
    *,
    framework: str | None = None,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
) -> Scorecard:
    """Score a fact file; raises `InputFault` for everything that is the file's or the call's fault.

    Without `framework` the file's own is taken, else the one that holds for its region and period. `as_of` defaults
    to the file's own day, else the last day of the period.
    """
    filing = filing_of(read_source(path), rulebook.vocabulary)
    return score_filing(filing, rulebook, framework=framework, readings=readings, as_of=as_of)


def score_filing(
    filing: Filing,
    rulebook: Rulebook,
    *,
    framework: str | None = None,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
) -> Scorecard:
    """Score a filing; see `score_file`."""
    name = framework or filing.framework or _found(filing, rulebook)
    rules = rulebook.framework(name)
    if not framework and not rules.is_valid_on(filing.period.end):
        raise InputFault([_not_in_force(filing, name, rules.valid_from)])
    check_fit(rules, filing)
    return score(rules, filing, as_of or filing.as_of or filing.period.end, readings)


def _found(filing: Filing, rulebook: Rulebook) -> str:
    kind = FRAMEWORK_KINDS.get(filing.kind, filing.kind)
    return rulebook.find(kind, filing.region, filing.period.end)


def _not_in_force(filing: Filing, name: str, start: date) -> Problem:
    return Problem(
        Text(
            f"框架 {name} 在 {filing.period} 年度不适用",
            f"framework {name} does not hold for {filing.period}",
        ),
        f"period {filing.period}",
        Text(f"自 {start} 起的期间", f"a period from {start} on"),
        None,
        Text(
            "删去 framework 一行由系统选择，或用 --framework 强制",
            "drop framework to let it be found, or force it",
        ),
    )
