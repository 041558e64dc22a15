"""The book of an audit: the records of its documents in order, what was found across them, and the totals."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict, cast

from jixiao.reports.audit.record import CheckRow, placed, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jixiao.core.audit.check import Check
    from jixiao.reports.audit.record import AuditRecord, FaultRow, FindingRow, Sheet
    from jixiao.reports.facts.record import Words

# The check whose leads say that a table is missing; lists of documents count them on their own.
MISSING_TABLES = "form.announced_tables"


class FailureRow(TypedDict):
    """A file that could not be audited, and why; `own` where that is a fault of jixiao and not of the file."""

    path: str
    error: Words
    own: bool


@dataclass(frozen=True)
class AuditBook:
    """One audit.

    `records` and `sheets` are the same documents in the same order, with and without their text; both may be loaded
    only when asked for, one at a time. Ids of findings and causes count through the whole book: first those of the
    documents, then `related`, which compare several documents. `catalogue` has every check that ran, by its code.
    """

    records: Sequence[AuditRecord]
    sheets: Sequence[Sheet]
    related: tuple[FindingRow, ...] = ()
    related_checks: tuple[CheckRow, ...] = ()
    related_faults: tuple[FaultRow, ...] = ()
    failures: tuple[FailureRow, ...] = ()
    catalogue: Mapping[str, Check] = field(default_factory=dict)

    @staticmethod
    def of(records: Iterable[AuditRecord], failures: Iterable[FailureRow] = ()) -> AuditBook:
        """A book of records that are at hand, each under its own path, with ids that go on from one to the next."""
        ours = [deepcopy(one) for one in records]
        findings = causes = 0
        for one in ours:
            placed(one, one["document"]["path"], findings, causes)
            findings, causes = findings + len(one["findings"]), causes + len(one["causes"])
        return AuditBook(ours, [sheet(one) for one in ours], failures=tuple(failures))

    def findings(self) -> Iterator[FindingRow]:
        """Every finding by its id."""
        for one in self.sheets:
            yield from one["findings"]
        yield from self.related

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        found = Counter(finding["severity"] for finding in self.findings())
        return {severity: found[severity] for severity in ("error", "suspicious", "rounding")}

    @property
    def checks(self) -> list[CheckRow]:
        """The counts of every check over all documents, by code."""
        total: dict[str, CheckRow] = {}
        for rows in (*(one["checks"] for one in self.sheets), list(self.related_checks)):
            for row in rows:
                total[row["check"]] = row if row["check"] not in total else _sum(total[row["check"]], row)
        return [total[code] for code in sorted(total)]

    @property
    def left_out(self) -> dict[str, int]:
        """Leads that are not shown, by check, over all documents."""
        total: Counter[str] = Counter()
        for one in self.sheets:
            total.update(one["left_out"])
        return dict(sorted(total.items()))

    def faults(self) -> Iterator[tuple[str | None, FaultRow]]:
        """Every check that crashed, with the path of the document, None for a check over several."""
        for one in self.sheets:
            yield from ((one["document"]["path"], fault) for fault in one["faults"])
        yield from ((None, fault) for fault in self.related_faults)


def _sum(one: CheckRow, other: CheckRow) -> CheckRow:
    counts = {key: one[key] + other[key] for key in one if key != "check"}  # type: ignore[literal-required]
    return cast("CheckRow", {"check": one["check"], **counts})


def severities(rows: Iterable[FindingRow]) -> dict[str, int]:
    """How many of some findings are of each severity."""
    found = Counter(row["severity"] for row in rows)
    return {severity: found[severity] for severity in ("error", "suspicious", "rounding")}
