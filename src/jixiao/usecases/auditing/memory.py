"""The records of `jixiao audit`: an audit is kept until the file, the rules or the checks change."""

from __future__ import annotations

from jixiao.reports.audit.record import AuditRecord, Sheet, sheet
from jixiao.usecases.reading_memory import READING_ROOMS, RecordMemory


class AuditMemory(RecordMemory[AuditRecord, Sheet]):
    """A record for each audited document; the part for the answer is its sheet."""

    form = "jixiao/auditing/1"
    # Checks are rooms of the core; scores are recomputed by use cases.
    rooms = (
        *READING_ROOMS,
        *("reports/audit/record.py", "reports/audit/coverage.py", "reports/audit/place_boxes.py", "usecases"),
    )

    def part(self, record: AuditRecord) -> Sheet:
        """What the audit says of the document."""
        return sheet(record)
