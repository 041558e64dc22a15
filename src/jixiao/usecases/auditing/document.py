"""The audit of one document, and the work of a worker, which keeps the record of that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.core.audit.audited import Audited
from jixiao.core.audit.document_audit import audit_document
from jixiao.documents.limits import LIMITS
from jixiao.reports.audit.record import audit_record
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.audit_recompute import recompute
from jixiao.usecases.auditing.gist import gist_of
from jixiao.usecases.auditing.memory import AuditMemory
from jixiao.usecases.auditing.notes import notes_of
from jixiao.usecases.reading import knowledge_of, read_document, rulebook_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jixiao.core.audit.check import Check
    from jixiao.documents.limits import Limits
    from jixiao.reports.audit.record import AuditRecord
    from jixiao.rulebook_loader import Rulebook
    from jixiao.usecases.reading import ReadingOrder, ReadingTask


def audited_file(path: Path, rulebook: Rulebook, limits: Limits | None = None) -> Audited:
    """A file as the checks see it; raises `InputFault` where it cannot be read."""
    read = read_document(path, rulebook, limits)
    scores = recompute(read.document, read.statements, rulebook)
    return Audited(0, path.name, read.document, read.statements, rulebook.vocabulary, scores)


def record_of(audited: Audited, checks: Sequence[Check], rulebook: Rulebook) -> AuditRecord:
    """What the checks of scope document say of a document, with its gist for the others."""
    record = audit_record(audited, audit_document(audited, checks), notes_of(audited, knowledge_of(rulebook).kinds))
    return {**record, "gist": gist_of(audited)}


def chosen(checks: Sequence[Check], only: Sequence[str]) -> tuple[Check, ...]:
    """The checks with one of these codes, or in one of these folders; all where none is named."""
    return tuple(one for one in checks if not only or any(belongs(one.code, name) for name in only))


def belongs(code: str, name: str) -> bool:
    """Whether a code is the one named, or of the folder named."""
    return code == name or code.startswith(f"{name}.")


def keep_audit(only: tuple[str, ...], order: ReadingOrder, task: ReadingTask) -> int:
    """Audit a file and keep its record; returns the number of findings."""
    rulebook = rulebook_of(order.rule_folders, order.rules)
    audited = audited_file(task.path, rulebook, replace(LIMITS, seconds=order.seconds))
    record = record_of(audited, chosen(checks_of(rulebook), only), rulebook)
    AuditMemory(order.folder, order.rules).keep(task.key, record)
    return len(record["findings"])
