"""Records of audits in their place, and the books that the writers of memo, workbook and page take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.record import placed, sheet
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.reading import shared_rulebook
from jixiao.web.modules.documents.background.child import unpacked
from jixiao.web.modules.documents.models import Decision, Document, Finding
from jixiao.web.platform.files.store import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeVar

    from jixiao.core.audit.check import Check
    from jixiao.reports.audit.record import AuditRecord, FindingRow
    from jixiao.reports.audit.rounds import Rounds

    Json = TypeVar("Json")


def path_of(document: Document) -> str:
    """The path under which findings name a document: its number, for two files may have one name."""
    return str(document.pk)


def number_of(path: str) -> int:
    """The document that a path names, whether or not its name follows the number."""
    return int(path.partition("/")[0])


def record_of(document: Document) -> AuditRecord:
    """The record of an audited document, in its place. Raises `OSError` where its bytes are gone."""
    record = cast("AuditRecord", unpacked(content_of(document.record)))
    placed(record, path_of(document), 0, 0)
    return record


def catalogue() -> Mapping[str, Check]:
    """Every check by its code."""
    return {one.code: one for one in checks_of(shared_rulebook(load_rulebook()))}


def across_of(document: Document) -> list[Finding]:
    """The findings between documents that name this one, in the order of their numbers."""
    here = Finding.objects.filter(is_across=True, document__organisation_id=document.organisation_id)
    found = here.order_by("number")
    path = path_of(document)
    return [one for one in found if any(place["path"] == path for place in one.row["places"])]


def decisions_of(documents: Iterable[int]) -> dict[tuple[int, str], Decision]:
    """What was decided, by document and key of the finding."""
    found = Decision.objects.filter(document__in=set(documents)).select_related("by")
    return {(one.document_id, one.key): one for one in found}


def book_of(document: Document, *, all_of_it: bool) -> AuditBook:
    """The book of one document for the writers.

    Findings that were rejected or are fixed are left out unless `all_of_it`: nobody is asked about them.
    """
    record = record_of(document)
    own = list(Finding.objects.filter(document=document, is_across=False))
    across = [one for one in across_of(document) if one.document_id == document.pk]
    if not all_of_it:
        decided = decisions_of([document.pk])
        done = {key for (_, key), one in decided.items() if one.state in ("rejected", "fixed")}
        _leave_out(record, {one.number for one in own if one.key in done})
        across = [one for one in across if one.key not in done]
    rows = [_after(one.row, len(own)) for one in across]
    _name_plainly(document, record, rows)
    return AuditBook([record], [sheet(record)], tuple(rows), catalogue=catalogue())


def rounds_of(document: Document) -> Rounds | None:
    """A document against that of the round before; None where there is none."""
    from jixiao.reports.audit.audit_json import audit_json
    from jixiao.reports.audit.rounds import compare

    earlier = document.earlier
    if earlier is None or not earlier.record:
        return None
    before = json.loads("".join(audit_json(book_of(earlier, all_of_it=True))))
    return compare(before, book_of(document, all_of_it=True))


def clean(value: Json) -> Json:
    """Plain data as the database can hold it: NUL and halves of characters become a sign of one character."""
    if isinstance(value, str):
        return cast("Json", value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8"))
    if isinstance(value, dict):
        return cast("Json", {clean(key): clean(one) for key, one in value.items()})
    if isinstance(value, list | tuple):
        return cast("Json", [clean(one) for one in value])
    return value


def _leave_out(record: AuditRecord, numbers: set[int]) -> None:
    record["findings"] = [one for one in record["findings"] if one["id"] not in numbers]
    for cause in record["causes"]:
        cause["findings"] = [number for number in cause["findings"] if number not in numbers]
    record["causes"] = [one for one in record["causes"] if one["findings"]]
    kept = {one["id"] for one in record["causes"]}
    for finding in record["findings"]:
        finding["cause"] = finding["cause"] if finding["cause"] in kept else None


def _after(row: dict[str, Any], before: int) -> FindingRow:
    return cast("FindingRow", {**row, "id": row["id"] + before})


def _name_plainly(document: Document, record: AuditRecord, rows: Iterable[FindingRow]) -> None:
    """Documents by the names of their files, as people know them."""
    placed(record, document.file.name, 0, 0)
    named = {number_of(place["path"]) for row in rows for place in row["places"]}
    names = dict(Document.objects.filter(pk__in=named).values_list("pk", "file__name"))
    for row in rows:
        for place in row["places"]:
            place["path"] = names[number_of(place["path"])]
