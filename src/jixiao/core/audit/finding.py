"""Findings: what a check says of a place, with the arithmetic that anyone can repeat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from jixiao.core.audit.place import Place as Place
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.audit.tie import Tie


class Severity(Enum):
    """How much a finding says: error, a contradiction that nothing explains; suspicious, a lead; rounding, a note."""

    ERROR = "error"
    SUSPICIOUS = "suspicious"
    ROUNDING = "rounding"

    @property
    def label(self) -> Text:
        """The word a page shows."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.SUSPICIOUS: Text("疑点", "lead"),
    Severity.ROUNDING: Text("尾差", "rounding"),
}


class Verdict(Enum):
    """What a check may answer for one place. Silence is never a pass."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> Text:
        """The word a page shows."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.PASSED: Text("相符", "passed"),
    Verdict.FAILED: Text("不符", "failed"),
    Verdict.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Verdict.CANNOT_TELL: Text("不能判断", "cannot tell"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a place.

    `places`: first the words or the number most likely at fault, then what it was held against. `expected`, `found`,
    `difference` and `tolerance` are printed values with their unit, or words; None where a finding has none.
    `likelihood` (0 to 100) orders leads; among errors it says how sure the first place is the one at fault. The runner
    fills in `check` and `version`.
    """

    severity: Severity
    message: Text
    places: tuple[Place, ...]
    expected: str | None = None
    found: str | None = None
    difference: str | None = None
    tolerance: str | None = None
    likelihood: int = 50
    check: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check answers for one place: a verdict, what it looked at, and for a failure the finding.

    `tie` is set where the answer is arithmetic between figures; `reason` says why a check does not apply, or what is
    missing to tell.
    """

    verdict: Verdict
    places: tuple[Place, ...]
    finding: Finding | None = None
    reason: Text | None = None
    tie: Tie | None = None


def passed(*places: Place) -> Answer:
    """The rule holds here."""
    return Answer(Verdict.PASSED, places)


def failed(finding: Finding) -> Answer:
    """The rule does not hold here."""
    return Answer(Verdict.FAILED, finding.places, finding)


def not_applicable(reason: Text, *places: Place) -> Answer:
    """The rule has nothing to say here, and why."""
    return Answer(Verdict.NOT_APPLICABLE, places, None, reason)


def cannot_tell(missing: Text, *places: Place) -> Answer:
    """The rule should hold here, but something is missing to tell."""
    return Answer(Verdict.CANNOT_TELL, places, None, missing)
