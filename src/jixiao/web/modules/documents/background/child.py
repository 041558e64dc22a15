"""The work on documents in a process of its own, within limits of time and memory. Nothing here knows the database."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jixiao.reports.audit.record import placed

if TYPE_CHECKING:
    from jixiao.reports.audit.record import AuditRecord

# A worker starts with what an audit needs.
PRELOADED = ("jixiao.usecases.auditing.warm",)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file to audit: where its bytes lie, and the name under which it was brought."""

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A record: where its bytes lie, and the path under which findings name its document."""

    place: str
    path: str


def packed(data: object) -> bytes:
    """Plain data, small; the same data gives the same bytes."""
    return gzip.compress(json.dumps(data, separators=(",", ":")).encode("ascii"), compresslevel=6, mtime=0)


def unpacked(content: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """The data again."""
    return json.loads(gzip.decompress(content))


def audit(task: Reading) -> bytes:
    """Read a file and hold it against every check for one document; returns its record, packed."""
    from jixiao.core.audit.audited import Audited
    from jixiao.documents.extraction import extract
    from jixiao.documents.opening import read_document
    from jixiao.rulebook_loader import load_rulebook
    from jixiao.usecases.audit_checks import checks_of
    from jixiao.usecases.audit_recompute import recompute
    from jixiao.usecases.auditing.document import record_of
    from jixiao.usecases.reading import knowledge_of, shared_rulebook

    rulebook = shared_rulebook(load_rulebook())
    document = read_document(Path(task.place).read_bytes(), task.name)
    statements = extract(document, knowledge_of(rulebook))
    scores = recompute(document, statements, rulebook)
    audited = Audited(0, task.name, document, statements, rulebook.vocabulary, scores)
    return packed(record_of(audited, checks_of(rulebook), rulebook))


def compare(tasks: tuple[Kept, ...]) -> bytes:
    """Hold the documents of one unit against each other; returns findings and counts of checks, packed."""
    from jixiao.rulebook_loader import load_rulebook
    from jixiao.usecases.audit_checks import checks_of
    from jixiao.usecases.auditing.related import related
    from jixiao.usecases.reading import shared_rulebook

    rulebook = shared_rulebook(load_rulebook())
    found = related([_loaded(one) for one in tasks], checks_of(rulebook), rulebook.vocabulary, 0)
    return packed({"findings": found.findings, "checks": found.checks, "faults": found.faults})


def _loaded(one: Kept) -> AuditRecord:
    record = cast("AuditRecord", unpacked(Path(one.place).read_bytes()))
    placed(record, one.path, 0, 0)
    return record
