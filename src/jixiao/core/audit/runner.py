"""The runner: every check over every document, all answers counted, no check able to stop the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Verdict
from jixiao.core.audit.tie import Tie
from jixiao.core.audit.tie_answer import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.check import Check
    from jixiao.core.audit.finding import Answer, Finding


@dataclass(frozen=True, slots=True)
class Count:
    """How often a check applied, and what it answered."""

    check: str
    applied: int
    passed: int
    failed: int
    not_applicable: int
    cannot_tell: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A check that crashed: a fault of ours, never of the document. `trace` is for maintainers."""

    check: str
    documents: tuple[int, ...]
    trace: str


@dataclass(frozen=True)
class Outcome:
    """Everything that the checks answered."""

    answers: tuple[tuple[Check, Answer], ...]
    faults: tuple[Fault, ...] = ()
    checks: tuple[Check, ...] = field(default=())

    @property
    def findings(self) -> list[Finding]:
        """The findings, in the order of the checks."""
        return [answer.finding for _, answer in self.answers if answer.finding is not None]

    def counts(self) -> list[Count]:
        """One line for every check that ran, also for those that had nothing to look at."""
        tally: Counter[tuple[str, Verdict]] = Counter((check.code, answer.verdict) for check, answer in self.answers)
        return [_count(check.code, tally) for check in self.checks]


def _count(code: str, tally: Counter[tuple[str, Verdict]]) -> Count:
    passed, failed, not_applicable, cannot_tell = (tally[code, verdict] for verdict in Verdict)
    return Count(code, passed + failed, passed, failed, not_applicable, cannot_tell)


def run_checks(checks: Sequence[Check], documents: Sequence[Audited]) -> Outcome:
    """Run the checks of scope document over each document, the others over all of them together."""
    answers: list[tuple[Check, Answer]] = []
    faults: list[Fault] = []
    for check in checks:
        subjects: Iterable[object] = documents if check.scope == "document" else [tuple(documents)]
        for subject in subjects:
            try:
                answers += [(check, _stamped(check, one)) for one in check.run(subject)]
            except Exception:  # a broken rule must never look like a broken document, nor stop the other rules
                faults.append(_fault(check, subject))
    return Outcome(tuple(answers), tuple(faults), tuple(checks))


def _stamped(check: Check, one: Tie | Answer) -> Answer:
    """An answer that knows whose it is."""
    found = answer(one, check.severity) if isinstance(one, Tie) else one
    if found.finding is None:
        return found
    return replace(found, finding=replace(found.finding, check=check.code, version=check.version))


def _fault(check: Check, subject: object) -> Fault:
    import traceback

    of = subject if isinstance(subject, tuple) else (subject,)
    return Fault(check.code, tuple(one.index for one in of), traceback.format_exc())
