"""One cause behind several findings: which single change of one print makes the most relations hold again?

Every figure of a broken tie is tried with the value that the tie asks of it. A change counts when it mends more than
one broken tie and breaks none that holds, or when the digits show how it happened: two swapped, one wrong.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, Verdict
from jixiao.core.audit.tie import would_hold
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.audit.term import Term
    from jixiao.core.audit.tie import Tie

# Broken ties beyond this are a reading gone wrong, not slips of a pen; searching them all would take minutes.
MOST_BROKEN = 200


@dataclass(frozen=True, slots=True)
class Cause:
    """A print that is likely wrong, and what it likely should be; `findings` index the findings it explains.

    `is_slip`: the digits show how it happened (two swapped, one wrong).
    """

    place: Place
    printed: str
    likely: str
    message: Text
    findings: tuple[int, ...]
    is_slip: bool = False


@dataclass(frozen=True, slots=True)
class _Change:
    """A value for a print and for those that only repeat it, and what that mends."""

    term: Term
    value: Decimal
    mended: frozenset[int]
    slip: Text | None
    places: int


def find_causes(answers: Iterable[Answer], kept: Sequence[Answer]) -> tuple[Cause, ...]:
    """The causes behind `kept` (answers with findings, in their order), given all answers with ties."""
    broken = {
        index: one.tie
        for index, one in enumerate(kept)
        if one.tie is not None and one.finding is not None and one.finding.severity is not Severity.ROUNDING
    }
    if not broken or len(broken) > MOST_BROKEN:
        return ()
    search = _Search(answers)
    causes = []
    while broken and (best := search.best(broken)) is not None:
        causes.append(_cause(best))
        broken = {index: tie for index, tie in broken.items() if index not in best.mended}
    return tuple(causes)


class _Search:
    """Tries values at the figures of broken ties against all ties that hold."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self.holding: dict[Place, list[Tie]] = defaultdict(list)
        for answer in answers:
            if answer.tie is not None and answer.verdict is Verdict.PASSED:
                for term in answer.tie.terms:
                    self.holding[term.place].append(answer.tie)

    def best(self, broken: dict[int, Tie]) -> _Change | None:
        """The change that mends most; of equals one with a slip of the pen, at fewest places, first in the text."""
        by_place: dict[Place, dict[int, Tie]] = defaultdict(dict)
        for index, tie in broken.items():
            for term in tie.terms:
                by_place[term.place][index] = tie
        found = []
        for place, ties in by_place.items():
            term = next(one for tie in ties.values() for one in tie.terms if one.place == place)
            for value in dict.fromkeys(_asked(ties.values(), place)):
                change = self._tried(term, value, by_place) if value >= 0 and value != term.value else None
                if change is not None:
                    found.append(change)
        return max(found, key=_weight, default=None)

    def _tried(self, term: Term, value: Decimal, broken: dict[Place, dict[int, Tie]]) -> _Change | None:
        """What printing `value` would mend; None where it breaks something, or mends one tie without a slip."""
        changes = self._repeated(term, value)
        held = {id(tie): tie for place in changes for tie in self.holding[place]}
        if not all(would_hold(tie, changes) for tie in held.values()):
            return None
        ties = {index: tie for place in changes for index, tie in broken.get(place, {}).items()}
        mended = frozenset(index for index, tie in ties.items() if would_hold(tie, changes))
        slip = _slip(term.digits(term.value), term.digits(value))
        # One broken tie can be mended at any of its figures: only another print or digits tell which.
        if len(mended) > 1 or (mended and slip is not None and held):
            return _Change(term, value, mended, slip, len(changes))
        return None

    def _repeated(self, term: Term, value: Decimal) -> dict[Place, Decimal]:
        """The place of a figure and those that only repeat it (a row with one column filled), with the new value."""
        changes, waiting = {term.place: value}, [term]
        while waiting:
            one = waiting.pop()
            for tie in self.holding[one.place]:
                for other in tie.terms:
                    if other.value != one.value or other.place in changes or not other.value:
                        continue
                    both = {**changes, other.place: other.rounded(Fraction(value))}
                    if would_hold(tie, both):
                        changes = both
                        waiting.append(other)
        return changes


def _weight(change: _Change) -> tuple[int, bool, int, int]:
    return len(change.mended), change.slip is not None, -change.places, -change.term.place.start


def _asked(ties: Iterable[Tie], place: Place) -> Iterable[Decimal]:
    """The values that broken ties ask of a figure, as it would print them."""
    for tie in ties:
        values = [Fraction(one.value) for one in tie.terms]
        index = next(number for number, one in enumerate(tie.terms) if one.place == place)
        value = tie.form.solve(values, index)
        if value is not None:
            yield tie.terms[index].rounded(value)


def _slip(printed: str, likely: str) -> Text | None:
    """How one number came to be printed as the other, where the digits show it."""
    if len(printed) != len(likely):
        return None
    differing = [index for index, (one, other) in enumerate(zip(printed, likely, strict=True)) if one != other]
    if len(differing) == 1:
        return Text("，只差一位数字", "; one digit differs")
    if len(differing) == 2 and sorted(printed) == sorted(likely):
        return Text("，两位数字颠倒", "; two digits are swapped")
    return None


def _cause(change: _Change) -> Cause:
    term, likely = change.term, change.term.printed(change.value)
    count, others = len(change.mended), change.places - 1
    message = Text(
        f"此处的 {term} 很可能应为 {likely}，改后 {count} 处不符即相符",
        f"{term} here should likely be {likely}: {count} finding{'s' if count > 1 else ''} would be gone",
    )
    if others:
        repeats = Text(f"（另有 {others} 处随之重复此数）", f" (repeated at {others} other place{'s' * (others > 1)})")
        message = message + repeats
    slip = change.slip or Text("", "")
    return Cause(term.place, str(term), likely, message + slip, tuple(sorted(change.mended)), change.slip is not None)
