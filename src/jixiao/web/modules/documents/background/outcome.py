"""Keeping what an audit found: the findings of a document, those between the documents of a unit, the rounds."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jixiao.web.modules.documents.background.records import clean, number_of, path_of
from jixiao.web.modules.documents.models import Document, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.web.platform.people.models import Organisation

# A unit has one of these a year; of the others there may be several, which only the name of the file tells apart.
ONE_A_YEAR = frozenset({"budget", "accounts", "self_evaluation"})


def keep_outcome(document: Document, record: Mapping[str, Any]) -> None:
    """Take over what a record says of a document, and its findings in place of those from before."""
    head = clean(record["document"])
    checks = record["checks"]
    document.kind, document.entity, document.title = head["kind"], head["entity"] or "", head["title"] or ""
    document.year = _year(head["period"])
    document.pages = head["pages"]
    document.summary = {
        "coverage": record["coverage"],
        "notes": clean(record["notes"]),
        "form": head["form"],
        "applied": sum(one["applied"] for one in checks),
        "untold": sum(one["cannot_tell"] for one in checks),
        "crashed": sorted({one["check"] for one in record["faults"]}),
    }
    document.findings.filter(is_across=False).delete()
    path = path_of(document)
    rows = clean(record["findings"])
    for row in rows:
        for place in row["places"]:
            place["path"] = path
    _add(rows, {document.pk: document.file.sha256}, is_across=False)


def keep_across(organisation: Organisation, rows: Iterable[dict[str, Any]]) -> None:
    """Take over the findings between the documents of a unit in place of those from before.

    Their paths are `number/name`; a sentence that names a document names it by its file alone.
    """
    Finding.objects.filter(document__organisation=organisation, is_across=True).delete()
    hashes = dict(Document.objects.filter(organisation=organisation).values_list("pk", "file__sha256"))
    taken = clean(list(rows))
    for row in taken:
        for path in {place["path"] for place in row["places"]}:
            name = path.partition("/")[2]
            row["message"] = {lang: said.replace(path, name) for lang, said in row["message"].items()}
        for place in row["places"]:
            place["path"] = str(number_of(place["path"]))
    _add(taken, hashes, is_across=True)


def count(organisation: Organisation) -> None:
    """How many findings of each severity each document of a unit has."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Finding.objects.filter(document__organisation=organisation).values_list("document_id", "severity")
    for document, severity in rows:
        found[document][severity] += 1
    for document in Document.objects.filter(organisation=organisation):
        of = found[document.pk]
        counts = (of["error"], of["suspicious"], of["rounding"])
        if counts != (document.errors, document.leads, document.roundings):
            document.errors, document.leads, document.roundings = counts
            document.save(update_fields=["errors", "leads", "roundings"])


def thread_rounds(organisation: Organisation) -> None:
    """Which document follows which: those of one unit, kind and year, in the order in which they were filed."""
    latest: dict[tuple[str, ...], Document] = {}
    # Read once: others may be kept meanwhile.
    filed = Document.objects.filter(organisation=organisation).exclude(record="").select_related("file")
    done = list(filed.order_by("at", "pk"))
    earlier: dict[int, int | None] = {}
    replaced: set[int] = set()
    for document in done:
        same = _identity(document)
        before = latest.get(same)
        earlier[document.pk] = None if before is None else before.pk
        if before is not None:
            replaced.add(before.pk)
        latest[same] = document
    for document in done:
        wanted = (earlier[document.pk], document.pk not in replaced)
        if wanted != (document.earlier_id, document.is_current):
            document.earlier_id, document.is_current = wanted
            document.save(update_fields=["earlier", "is_current"])


def _identity(document: Document) -> tuple[str, ...]:
    """What a document must share with another to be its next round; a document that tells too little is alone."""
    if document.year is None or not document.entity or document.kind in ("", "other"):
        return (str(document.pk),)
    named = "" if document.kind in ONE_A_YEAR else document.file.name
    return document.kind, str(document.year), document.entity, named


def _add(rows: list[dict[str, Any]], hashes: Mapping[int, str], *, is_across: bool) -> None:
    seen: Counter[tuple[int, str]] = Counter()
    made = []
    for row in rows:
        document = number_of(row["places"][0]["path"])
        key = _key(row, hashes)
        seen[document, key] += 1
        times = seen[document, key]
        made.append(
            Finding(
                document_id=document,
                key=key if times == 1 else f"{key}-{times}",
                number=row["id"],
                check_code=row["check"],
                severity=row["severity"],
                is_across=is_across,
                row=row,
            )
        )
    Finding.objects.bulk_create(made, batch_size=500)


def _key(row: Mapping[str, Any], hashes: Mapping[int, str]) -> str:
    """Stays the same when the same files are audited again."""
    places = [[hashes.get(number_of(one["path"]), ""), one["start"], one["end"]] for one in row["places"]]
    return sha256(json.dumps([row["check"], row["version"], places]).encode()).hexdigest()[:16]


def _year(period: str | None) -> int | None:
    return int(period) if period is not None and period.isdecimal() and len(period) == 4 else None
