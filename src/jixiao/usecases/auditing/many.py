"""Auditing many documents at once, only those that changed since the last time, and then all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem, suggestion
from jixiao.core.kernel.text import Text
from jixiao.reports.audit.book import AuditBook
from jixiao.reports.audit.record import said
from jixiao.usecases.audit_checks import checks_of
from jixiao.usecases.auditing.document import chosen, keep_audit
from jixiao.usecases.auditing.kept import Kept, Position
from jixiao.usecases.auditing.memory import AuditMemory
from jixiao.usecases.auditing.related import related
from jixiao.usecases.reading_many import keep_many, written
from jixiao.usecases.reading_memory import rules_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from jixiao.core.audit.check import Check
    from jixiao.reports.audit.book import FailureRow
    from jixiao.reports.audit.record import AuditRecord, Sheet
    from jixiao.rulebook_loader import Rulebook
    from jixiao.usecases.reading import ReadingOrder, ReadingTask
    from jixiao.usecases.reading_many import ManyKept
    from jixiao.usecases.reading_pool import Allowance

# A worker of an audit starts with the checks beside what reading needs.
PRELOADED = ("jixiao.usecases.auditing.warm",)


@dataclass(frozen=True)
class ManyAudited:
    """The book of an audit, the files that it is about, and how many of them were audited anew."""

    book: AuditBook
    files: tuple[Path, ...]
    fresh: int

    @property
    def unchanged(self) -> int:
        """Files whose record was there already."""
        return len(self.files) - self.fresh


def audit_many(
    files: Sequence[Path],
    rulebook: Rulebook,
    folder: Path,
    *,
    only: tuple[str, ...] = (),
    jobs: int | None = None,
    allowance: Allowance | None = None,
    advance: Callable[[int, int], None] | None = None,
    work: Callable[[tuple[str, ...], ReadingOrder, ReadingTask], int] = keep_audit,
) -> ManyAudited:
    """Audit files on `jobs` cores and keep their records in `folder`; a file that cannot be read stops no other.

    `only` are the codes or folders of the checks to run, all when there is none. Raises `InputFault` for a code that no
    check has.
    """
    check_codes(checks_of(rulebook), only)
    checks = chosen(checks_of(rulebook), only)
    memory = AuditMemory(folder, rules_hash(rulebook.folders), "\n".join(sorted(only)))
    kept = keep_many(
        files,
        rulebook,
        memory,
        partial(work, only),
        jobs=jobs,
        allowance=allowance,
        advance=advance,
        preloaded=PRELOADED,
    )
    return ManyAudited(_book(kept, checks, rulebook), tuple(kept.keys), kept.fresh)


def check_codes(checks: Sequence[Check], only: Sequence[str]) -> None:
    """Refuse codes that no check and no folder of checks has."""
    known = {one.code for one in checks} | {one.code.partition(".")[0] for one in checks}
    problems = [
        Problem(
            Text(f"没有核查规则 {name}", f"no check {name}"),
            "--only",
            Text("见 jixiao audit --checks", "see jixiao audit --checks"),
            name,
            suggestion(name, known),
        )
        for name in only
        if name not in known
    ]
    if problems:
        raise InputFault(problems)


def _book(kept: ManyKept[AuditRecord, Sheet], checks: Sequence[Check], rulebook: Rulebook) -> AuditBook:
    positions, findings = _positions(kept)
    records, sheets = Kept(kept.record, positions), Kept(kept.answer, positions)
    across = related(records, checks, rulebook.vocabulary, findings)
    failures: list[FailureRow] = [
        {"path": written(path), "error": said(one.why), "own": one.own} for path, one in kept.failures.items()
    ]
    catalogue = {one.code: one for one in checks}
    return AuditBook(records, sheets, across.findings, across.checks, across.faults, tuple(failures), catalogue)


def _positions(kept: ManyKept[AuditRecord, Sheet]) -> tuple[list[Position], int]:
    """Where each document stands in the book, and how many findings all of them have."""
    findings = causes = 0
    found = []
    for path in kept.keys:
        sheet = kept.answer(path)
        found.append(Position(path, written(path), findings, causes))
        findings, causes = findings + len(sheet["findings"]), causes + len(sheet["causes"])
    return found, findings
