"""The record of an audited document: plain data that travels between processes, is kept on disk, and is drawn.

`Sheet` is what an audit says of a document; `AuditRecord` is that and the document itself, as its places index it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from jixiao.reports.audit.coverage import coverage, untold
from jixiao.reports.audit.place_boxes import place_boxes
from jixiao.reports.facts.places import Places
from jixiao.reports.facts.plain_words import sound
from jixiao.reports.facts.record import block_row, page_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.causes import Cause
    from jixiao.core.audit.document_audit import DocumentAudit
    from jixiao.core.audit.finding import Finding, Place
    from jixiao.core.audit.runner import Count
    from jixiao.core.kernel.text import Text
    from jixiao.reports.audit.coverage import CoverageRow, UntoldRow
    from jixiao.reports.facts.record import BlockRow, PageRow, Words


class DocumentRow(TypedDict):
    """Which document it is; `pages` counts them, None where the format has none."""

    path: str
    sha256: str
    kind: str
    entity: str | None
    region: str | None
    period: str | None
    title: str | None
    form: str
    pages: int | None


class PlaceRow(TypedDict):
    """A place: `quote` is the document's text from `start` to `end`, `context` the sentence or row around it.

    `boxes` say where it stands on paper, as `place_boxes` gives them.
    """

    path: str
    page: int | None
    start: int
    end: int
    quote: str
    context: str
    context_start: int
    boxes: list[list[int]]


class FindingRow(TypedDict):
    """A finding; `id` counts through the whole audit, `cause` is the id of the cause that explains it."""

    id: int
    check: str
    version: int
    severity: str
    message: Words
    expected: str | None
    found: str | None
    difference: str | None
    tolerance: str | None
    likelihood: int
    places: list[PlaceRow]
    cause: int | None


class CauseRow(TypedDict):
    """One change of one print that explains findings, by their ids."""

    id: int
    place: PlaceRow
    printed: str
    likely: str
    message: Words
    findings: list[int]


class CheckRow(TypedDict):
    """How often a check applied, and what it answered."""

    check: str
    applied: int
    passed: int
    failed: int
    not_applicable: int
    cannot_tell: int


class FaultRow(TypedDict):
    """A check that crashed: a fault of ours."""

    check: str
    trace: str


class Sheet(TypedDict):
    """What an audit says of a document. Findings are worst first; `left_out` counts leads not shown, by check.

    `notes` say in words what could not be read or checked.
    """

    document: DocumentRow
    notes: list[Words]
    coverage: CoverageRow
    findings: list[FindingRow]
    causes: list[CauseRow]
    checks: list[CheckRow]
    untold: list[UntoldRow]
    left_out: dict[str, int]
    faults: list[FaultRow]


class AuditRecord(Sheet):
    """An audited document, whole. `gist` holds what it states, for checks over several documents."""

    text: str
    blocks: list[BlockRow]
    pages: list[PageRow]
    gist: NotRequired[dict[str, Any]]


def audit_record(audited: Audited, result: DocumentAudit, notes: Iterable[Text] = ()) -> AuditRecord:
    """The record of a document and what the checks answered; ids count from 1."""
    document = audited.document
    places = Rows({audited.index: audited})
    explained = {index: number for number, cause in enumerate(result.causes, 1) for index in cause.findings}
    return {
        "document": _document_row(audited),
        "notes": [said(one) for one in notes],
        "coverage": coverage(audited, result),
        "findings": [places.finding(one, index + 1, explained.get(index)) for index, one in enumerate(result.findings)],
        "causes": [places.cause(one, number) for number, one in enumerate(result.causes, 1)],
        "checks": [check_row(one) for one in result.counts],
        "untold": untold(result),
        "left_out": dict(result.left_out),
        "faults": [{"check": one.check, "trace": one.trace} for one in result.faults],
        "text": document.text,
        "blocks": [block_row(block) for block in document.blocks],
        "pages": page_rows(document),
    }


def sheet(record: AuditRecord) -> Sheet:
    """What the audit says of a document, without the document."""
    return {
        "document": record["document"],
        "notes": record["notes"],
        "coverage": record["coverage"],
        "findings": record["findings"],
        "causes": record["causes"],
        "checks": record["checks"],
        "untold": record["untold"],
        "left_out": record["left_out"],
        "faults": record["faults"],
    }


def said(text: Text) -> Words:
    """A text as data."""
    return {"zh": text.zh, "en": text.en}


def check_row(count: Count) -> CheckRow:
    """One line of counts."""
    return {
        "check": count.check,
        "applied": count.applied,
        "passed": count.passed,
        "failed": count.failed,
        "not_applicable": count.not_applicable,
        "cannot_tell": count.cannot_tell,
    }


class Rows:
    """Findings as data, with the words at their places; `documents` by the numbers that places carry."""

    def __init__(self, documents: Mapping[int, Audited]) -> None:
        """Every document that a place may name."""
        self._documents = documents
        self._places = {index: Places(one.document) for index, one in documents.items()}

    def place(self, place: Place) -> PlaceRow:
        """A place with its page and its words."""
        of = self._documents[place.document]
        page = of.document.page_of(place.start)
        begins, context = self._places[place.document].context(place.start, place.end)
        return {
            "path": of.path,
            "page": None if page is None else page.number,
            "start": place.start,
            "end": place.end,
            "quote": of.document.text[place.start : place.end],
            "context": context,
            "context_start": begins,
            "boxes": place_boxes(of.document, place.start, place.end),
        }

    def finding(self, finding: Finding, number: int, cause: int | None = None) -> FindingRow:
        """A finding with its id."""
        return {
            "id": number,
            "check": finding.check,
            "version": finding.version,
            "severity": finding.severity.value,
            "message": said(finding.message),
            "expected": finding.expected,
            "found": finding.found,
            "difference": finding.difference,
            "tolerance": finding.tolerance,
            "likelihood": finding.likelihood,
            "places": [self.place(one) for one in finding.places],
            "cause": cause,
        }

    def cause(self, cause: Cause, number: int) -> CauseRow:
        """A cause with its id; findings are indexed from 0 there and counted from 1 here."""
        return {
            "id": number,
            "place": self.place(cause.place),
            "printed": cause.printed,
            "likely": cause.likely,
            "message": said(cause.message),
            "findings": [index + 1 for index in cause.findings],
        }


def _document_row(audited: Audited) -> DocumentRow:
    document, identity = audited.document, audited.statements.identity
    return {
        "path": sound(audited.path),
        "sha256": document.sha256,
        "kind": identity.kind,
        "entity": identity.entity,
        "region": identity.region,
        "period": None if identity.year is None else str(identity.year),
        "title": identity.title,
        "form": document.form,
        "pages": len(document.pages) or None,
    }


def placed(row: Sheet, path: str, findings: int, causes: int) -> None:
    """Give a kept record its place in an audit: its path, and ids that go on after those before it."""
    row["document"]["path"] = path
    for finding in row["findings"]:
        finding["id"] += findings
        finding["cause"] = None if finding["cause"] is None else finding["cause"] + causes
        for place in finding["places"]:
            place["path"] = path
    for cause in row["causes"]:
        cause["id"] += causes
        cause["place"]["path"] = path
        cause["findings"] = [number + findings for number in cause["findings"]]
