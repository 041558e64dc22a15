"""How much of a document an audit held against something."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from jixiao.core.audit.finding import Verdict

if TYPE_CHECKING:
    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.document_audit import DocumentAudit
    from jixiao.core.document.statement import FoundTable
    from jixiao.reports.facts.record import Words


class CoverageRow(TypedDict):
    """Figures of the document, those in a relation that was judged, tables with figures, those that nothing knows."""

    figures: int
    checked: int
    tables: int
    unknown_tables: int


class UntoldRow(TypedDict):
    """What a check could not tell, why, and how often."""

    check: str
    reason: Words
    count: int


def coverage(audited: Audited, result: DocumentAudit) -> CoverageRow:
    """The figures and tables of a document, and those that took part in something."""
    stated = {(fact.figure.start, fact.figure.end) for fact in audited.statements.facts}
    judged = (Verdict.PASSED, Verdict.FAILED)
    looked_at = (place for _, one in result.answers if one.verdict in judged for place in one.places)
    return {
        "figures": len(stated),
        "checked": len(stated & {(place.start, place.end) for place in looked_at}),
        "tables": len(_stating(audited)),
        "unknown_tables": len(unknown_tables(audited)),
    }


def unknown_tables(audited: Audited) -> list[FoundTable]:
    """Tables with figures that no layout knows and that are read neither as goals nor as scores."""
    return [one for one in _stating(audited) if one.layout is None and not _has_rows(audited, one)]


def _stating(audited: Audited) -> list[FoundTable]:
    """The tables that state something; lists of names are tables too, and nothing to check."""
    tables = audited.statements.tables
    return [one for one in tables if one.number in audited.facts_by_table or _has_rows(audited, one)]


def _has_rows(audited: Audited, table: FoundTable) -> bool:
    """Whether rows of goals or scores were read from a table."""
    parts = [audited.document.blocks[index] for index in table.parts]
    names = [row.name for row in audited.statements.goals] + [row.name for row in audited.statements.scores]
    return any(part.start <= name.start < part.end for name in names for part in parts)


def untold(result: DocumentAudit) -> list[UntoldRow]:
    """What could not be told, the most frequent first."""
    reasons: Counter[tuple[str, str, str]] = Counter(
        (check.code, one.reason.zh, one.reason.en)
        for check, one in result.answers
        if one.verdict is Verdict.CANNOT_TELL and one.reason is not None
    )
    return [
        {"check": code, "reason": {"zh": zh, "en": en}, "count": count}
        for (code, zh, en), count in reasons.most_common()
    ]
