"""Whether the audit noticed a wound: what it finds in the wounded document and did not find before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.wounds.case import audit_of
from benchmarks.wounds.shifting import Shift, shifted
from jixiao.core.audit.finding import Severity
from jixiao.core.audit.tie import judge
from jixiao.core.kernel.interval import Interval
from jixiao.core.kernel.numerals import EXACT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.wounds.case import Case
    from benchmarks.wounds.shifting import Span
    from benchmarks.wounds.wound import Wound
    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Finding
    from jixiao.core.audit.term import Term
    from jixiao.core.audit.tie import Tie


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wound.

    `holds`: no tie over the changed figures contradicts the new print, which is then nothing to notice. `noticed`: a
    new error or lead names the wound. `elsewhere`: new errors that do not, in words.
    """

    wound: Wound
    holds: bool
    noticed: tuple[str, ...]
    elsewhere: tuple[str, ...]

    @property
    def is_missed(self) -> bool:
        """Whether a contradiction was not noticed."""
        return not self.noticed and not self.holds


def inflict(case: Case, wound: Wound) -> Outcome:
    """Wound the document, read and audit it anew, and compare."""
    document = shifted(case.document, wound.start, wound.end, wound.new)
    shift = Shift(wound.start, wound.end, len(wound.new))
    audited, audit = audit_of(case.name, document)
    before = Counter(_key(one, shift) for one in case.audit.findings)
    told = {
        span for one in case.audit.findings if one.severity is not Severity.ROUNDING for span in _key(one, shift)[1]
    }
    places = [shift.span(*span) for span in wound.places]
    noticed, elsewhere = [], []
    for finding in audit.findings:
        key = _key(finding)
        if before[key]:
            before[key] -= 1
        elif finding.severity is Severity.ROUNDING:
            continue
        elif any(_meet(finding, span) for span in places):
            noticed.append(f"{finding.check} {finding.severity.value}")
        # What did not fit before may be held against another figure now: the reader is told nothing new.
        elif finding.severity is Severity.ERROR and (finding.places[0].start, finding.places[0].end) not in told:
            elsewhere.append(f"{finding.check}: {finding.message.zh}")
    holds = still_holds(case, wound, _of_another_unit(case, wound, shift, audited))
    return Outcome(wound, holds, tuple(noticed), tuple(elsewhere))


def _key(finding: Finding, shift: Shift | None = None) -> tuple[str, frozenset[Span], str]:
    """By what a finding is known again; which of its places is most likely at fault may change."""
    spans = ((one.start, one.end) for one in finding.places)
    places = frozenset(shift.span(*span) if shift is not None else span for span in spans)
    return finding.check, places, finding.message.zh


def _meet(finding: Finding, span: Span) -> bool:
    return any(one.start < span[1] and span[0] < one.end for one in finding.places)


def _of_another_unit(case: Case, wound: Wound, shift: Shift, audited: Audited) -> tuple[Span, ...]:
    """The changed figures; below another unit of a table, those whose own head does not name theirs."""
    if wound.kind != "unit of a table":
        return wound.figures
    now = {(fact.figure.start, fact.figure.end): fact.unit for fact in audited.statements.facts}
    return tuple(span for span in wound.figures if now.get(shift.span(*span)) != case.figures[span][0].unit)


def still_holds(case: Case, wound: Wound, figures: tuple[Span, ...]) -> bool:
    """Whether all ties over the changed figures hold with what is printed now, or are notes of rounding."""
    if not figures and wound.figures:
        return True
    if wound.kind == "direction":
        return any(not fact.figure.number for span in figures for fact in case.figures.get(span, ()))
    ties = [tie for span in figures for _, tie in case.ties.get(span, ())]
    if not ties:
        return False
    changed = {span: (_added(case, wound, span), wound.ratio) for span in figures}
    return all(judge(_remade(tie, changed)).state in ("holds", "rounding") for tie in ties)


def _added(case: Case, wound: Wound, span: Span) -> Decimal:
    """By how much a wound changes the number that stands at a place."""
    text = case.document.text
    old = _number(text[slice(*span)])
    if not span[0] <= wound.start < span[1]:
        return old - old
    return _number(text[span[0] : wound.start] + wound.new + text[wound.end : span[1]]) - old


def _number(printed: str) -> Decimal:
    return Decimal("".join(one for one in printed if one in "0123456789.-") or 0)


def _remade(tie: Tie, changed: Mapping[Span, tuple[Decimal, tuple[int, int]]]) -> Tie:
    terms = tuple(
        _changed(one, *changed[one.place.start, one.place.end]) if (one.place.start, one.place.end) in changed else one
        for one in tie.terms
    )
    return replace(tie, terms=terms)


def _changed(term: Term, added: Decimal, ratio: tuple[int, int]) -> Term:
    """A figure with another number, or in another unit; it stays as exact or as vague as it was."""
    more = EXACT.multiply(added, term.unit.factor)
    factor = EXACT.divide(Decimal(ratio[0]), Decimal(ratio[1]))
    one = term.interval
    low, high = (None if end is None else EXACT.add(end, more) for end in (one.low, one.high))
    interval = Interval(low, high, one.low_closed, one.high_closed).scaled(factor)
    value = EXACT.multiply(EXACT.add(term.value, more), factor)
    unit = replace(term.unit, factor=EXACT.multiply(term.unit.factor, factor))
    return replace(term, value=value, ulp=EXACT.multiply(term.ulp, factor), interval=interval, unit=unit)
