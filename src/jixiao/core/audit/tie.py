"""Ties: a relation that must hold between some printed figures, and whether the prints can hold it.

A tie holds when some values that round to the prints satisfy it (XBRL Calculations 1.1 decides consistency the same
way). Printed values that miss it, while such values exist, are a rounding note. So are two prints of one quantity, or
of a part and its whole, that differ by one unit of the last place: sums of rounded items are often printed as totals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from jixiao.core.audit.forms import AtMost, Form, Range, Sum
from jixiao.core.kernel.numerals import EXACT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.audit.place import Place
    from jixiao.core.audit.term import Term
    from jixiao.core.kernel.text import Text

ZERO = Decimal(0)
State = Literal["holds", "rounding", "broken", "open"]


@dataclass(frozen=True, slots=True)
class Tie:
    """`terms`: the result of the form first, then its operands. `what` names the relation for people.

    `words` are places beside figures that take part: a direction word, a head. `firm` is False where the figures were
    brought together by nearness and not by name: then a break is a lead and no error.
    """

    form: Form
    terms: tuple[Term, ...]
    what: Text
    words: tuple[Place, ...] = ()
    firm: bool = True
    likelihood: int = 50

    @property
    def is_restatement(self) -> bool:
        """Whether it says that two prints are of one quantity."""
        return isinstance(self.form, Sum) and len(self.terms) == 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a tie: in base units what the result would be from the prints, its range, what stands there."""

    state: State
    expected: Fraction | None = None
    range: Range | None = None


def judge(tie: Tie) -> Judgement:
    """Hold the prints against the relation; open where the form is not defined (a zero denominator)."""
    hedged = any(one.hedged for one in tie.terms)
    if not hedged and _adds_up(tie):
        return Judgement("holds", Fraction(tie.terms[0].value))
    result, *operands = tie.terms
    values = [Fraction(one.value) for one in tie.terms]
    expected = tie.form.solve(values, 0)
    if expected is None:
        return Judgement("open")
    if not hedged and (expected == values[0] or _prints_as(result, expected)):
        return Judgement("holds", expected)
    found = tie.form.range([one.interval for one in operands])
    if found is None:
        return Judgement("open", expected)
    if found.meets(Range.of(result.interval)):
        return Judgement("holds" if _is_coarse(tie) else "rounding", expected, found)
    last_place = Fraction(max(one.ulp for one in tie.terms))
    if not hedged and (tie.is_restatement or isinstance(tie.form, AtMost)) and abs(expected - values[0]) <= last_place:
        return Judgement("rounding", expected, found)
    return Judgement("broken", expected, found)


def _adds_up(tie: Tie) -> bool:
    """Whether a sum holds to the last digit, told without fractions: by far the most ties of tables do."""
    if not isinstance(tie.form, Sum):
        return False
    total = ZERO
    for sign, one in zip(tie.form.signs, tie.terms[1:], strict=True):
        total = EXACT.add(total, one.value) if sign > 0 else EXACT.subtract(total, one.value)
    return total == tie.terms[0].value


def _is_coarse(tie: Tie) -> bool:
    """Whether the prints could not agree any better: a hedge, or operands with fewer places than the result."""
    result, *operands = tie.terms
    hedged = any(one.hedged for one in tie.terms)
    return hedged or tie.is_restatement or (isinstance(tie.form, Sum) and any(one.ulp > result.ulp for one in operands))


def _prints_as(result: Term, expected: Fraction) -> bool:
    """Whether a value rounds to what is printed; a plain sum must then be exact, for its parts have the same places."""
    return not result.hedged and Fraction(result.rounded(expected)) == Fraction(result.value)


def would_hold(tie: Tie, changes: Mapping[Place, Decimal]) -> bool:
    """Whether the tie would hold if these values (base units) were printed at their places."""
    terms = tuple(_with(one, changes[one.place]) if one.place in changes else one for one in tie.terms)
    return judge(replace(tie, terms=terms)).state in ("holds", "rounding")


def _with(one: Term, value: Decimal) -> Term:
    return replace(one, value=value, interval=one.interval_of(value), hedged=False)
