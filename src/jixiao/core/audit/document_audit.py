"""The audit of one document: findings worst first, the causes behind them, counts, and what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jixiao.core.audit.causes import find_causes
from jixiao.core.audit.finding import Severity
from jixiao.core.audit.runner import run_checks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.causes import Cause
    from jixiao.core.audit.check import Check
    from jixiao.core.audit.finding import Answer, Finding
    from jixiao.core.audit.runner import Count, Fault

# More leads than this nobody reads; those beyond are counted and named by check.
MOST_LEADS = 25
_ORDER = {Severity.ERROR: 0, Severity.SUSPICIOUS: 1, Severity.ROUNDING: 2}


@dataclass(frozen=True)
class DocumentAudit:
    """`left_out` counts leads beyond the likeliest by check; `answers` are those of all checks, with their ties."""

    findings: tuple[Finding, ...]
    causes: tuple[Cause, ...]
    counts: tuple[Count, ...]
    left_out: Mapping[str, int]
    faults: tuple[Fault, ...]
    answers: tuple[tuple[Check, Answer], ...]


def audit_document(audited: Audited, checks: Sequence[Check]) -> DocumentAudit:
    """Run the checks of scope document over one document."""
    outcome = run_checks([check for check in checks if check.scope == "document"], [audited])
    ordered = sorted(outcome.answers, key=lambda pair: _weight(pair[1].finding))
    kept, left_out = _likeliest(_each_once([answer for _, answer in ordered if answer.finding is not None]))
    findings = tuple(answer.finding for answer in kept if answer.finding is not None)
    causes = find_causes([answer for _, answer in outcome.answers], kept)
    findings, causes = _ordered([_weighed(index, one, causes) for index, one in enumerate(findings)], causes)
    return DocumentAudit(findings, causes, tuple(outcome.counts()), left_out, outcome.faults, outcome.answers)


def _ordered(findings: Sequence[Finding], causes: Sequence[Cause]) -> tuple[tuple[Finding, ...], tuple[Cause, ...]]:
    """Findings by weight once more, for causes raise some, and causes that name them by their new numbers."""
    order = sorted(range(len(findings)), key=lambda index: _weight(findings[index]))
    new = {old: number for number, old in enumerate(order)}
    moved = (replace(one, findings=tuple(sorted(new[index] for index in one.findings))) for one in causes)
    return tuple(findings[index] for index in order), tuple(moved)


def _weighed(index: int, finding: Finding, causes: Sequence[Cause]) -> Finding:
    """A finding with its cause taken in: its number first; a lead that one slip explains with others is an error."""
    cause = next((one for one in causes if index in one.findings), None)
    if cause is None:
        return finding
    places = (cause.place, *(place for place in finding.places if place != cause.place))
    sure = cause.is_slip and len(cause.findings) > 1
    return replace(finding, places=places, severity=Severity.ERROR if sure else finding.severity)


def _weight(finding: Finding | None) -> tuple[int, int, int]:
    """Errors first, then leads, then notes; the likeliest first, then in order of the text."""
    if finding is None:
        return 3, 0, 0
    return _ORDER[finding.severity], -finding.likelihood, finding.places[0].start


def _each_once(answers: list[Answer]) -> list[Answer]:
    """Without findings on the very figures of one before: two rules may ask the same of them."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in answers:
        key = () if one.tie is None else (type(one.tie.form), frozenset(term.place for term in one.tie.terms))
        if not key or key not in seen:
            kept.append(one)
        seen.add(key)
    return kept


def _likeliest(answers: list[Answer]) -> tuple[list[Answer], dict[str, int]]:
    kept: list[Answer] = []
    dropped: Counter[str] = Counter()
    leads = 0
    for one in answers:
        if one.finding is not None and one.finding.severity is Severity.SUSPICIOUS:
            leads += 1
            if leads > MOST_LEADS:
                dropped[one.finding.check] += 1
                continue
        kept.append(one)
    return kept, dict(dropped)
