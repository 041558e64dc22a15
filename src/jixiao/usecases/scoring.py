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
    from jixiao.core.scoring.framework import Framework
    from jixiao.core.scoring.scorecard import Scorecard
    from jixiao.rulebook_loader import Rulebook
    from jixiao.rulebook_loader.rule_files import FrameworkFile

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
    source = read_source(path)
    filing = filing_of(source, rulebook.vocabulary)
    rules, day = _rules(filing, rulebook, framework, as_of)
    check_fit(rules, filing, source.place)
    return score(rules, filing, day, readings)


def score_filing(
    filing: Filing,
    rulebook: Rulebook,
    *,
    framework: str | None = None,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
) -> Scorecard:
    """Score a filing; see `score_file`."""
    rules, day = _rules(filing, rulebook, framework, as_of)
    check_fit(rules, filing)
    return score(rules, filing, day, readings)


def _rules(filing: Filing, rulebook: Rulebook, framework: str | None, as_of: date | None) -> tuple[Framework, date]:
    """The framework and the day.

    The rules are those for the evaluated period as they were known on the day: a day before the period's end asks
    what held then, a later day changes nothing about the period's rules.
    """
    day = as_of or filing.as_of or filing.period.end
    in_force = min(day, filing.period.end)
    name = framework or filing.framework or _found(filing, rulebook, in_force)
    head = rulebook.head(name)
    is_valid = head.valid_from <= in_force and (head.valid_to is None or in_force <= head.valid_to)
    if not framework and not is_valid:
        raise InputFault([_not_in_force(head, in_force)])
    # A framework that the call insists on brings the thresholds of its own time.
    rules = rulebook.framework(name, max(in_force, head.valid_from))
    return rules, day


def _found(filing: Filing, rulebook: Rulebook, day: date) -> str:
    return rulebook.find(FRAMEWORK_KINDS.get(filing.kind, filing.kind), filing.region, day)


def _not_in_force(rules: FrameworkFile, day: date) -> Problem:
    span = f"{rules.valid_from} – {rules.valid_to or '…'}"
    return Problem(
        Text(f"框架 {rules.id} 在 {day} 不适用", f"framework {rules.id} does not hold on {day}"),
        "framework",
        Text(span, span),
        str(day),
        Text("删去 framework 一行由系统选择，或用 --framework 强制", "drop framework to let it be found, or force it"),
    )
