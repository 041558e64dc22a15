"""Checks over several documents: those of one unit, and all documents of an audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.audit.runner import run_checks
from jixiao.reports.audit.record import Rows, check_row
from jixiao.usecases.auditing.gist import audited_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.core.audit.check import Check
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.reports.audit.record import AuditRecord, CheckRow, FaultRow, FindingRow

_ORDER = {"error": 0, "suspicious": 1, "rounding": 2}


@dataclass(frozen=True)
class Related:
    """What was found across documents, how often each check applied, and checks that crashed."""

    findings: tuple[FindingRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    faults: tuple[FaultRow, ...] = ()


def related(records: Iterable[AuditRecord], checks: Sequence[Check], vocabulary: Vocabulary, before: int) -> Related:
    """Run the checks of scope unit and all over all documents; ids of findings go on after `before`."""
    across = [one for one in checks if one.scope != "document"]
    if not across:
        return Related()
    documents = [audited_from(record, index, vocabulary) for index, record in enumerate(records)]
    outcome = run_checks(across, documents)
    rows = Rows({one.index: one for one in documents})
    found = [rows.finding(one, 0) for one in outcome.findings]
    found.sort(key=lambda row: (_ORDER[row["severity"]], -row["likelihood"]))
    for number, row in enumerate(found, before + 1):
        row["id"] = number
    return Related(
        tuple(found),
        tuple(check_row(one) for one in outcome.counts()),
        tuple({"check": one.check, "trace": one.trace} for one in outcome.faults),
    )
