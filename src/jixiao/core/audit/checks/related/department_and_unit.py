"""No figure of a unit exceeds that of the department to which it belongs.

Skipped:
1. Units that the department's document does not list, and whose name does not begin with the department's.
2. Quantities that only one of the two documents states, and those that a department does not sum over its units:
   changes, rates, payments between the department and its units.

Source: 财政部 部门决算编报规范 (the department's figures contain those of its units).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.audit.shared.grouping import called, departments_and_units, owner_called
from jixiao.core.audit.shared.stated import quantity, terms_of
from jixiao.core.kernel.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited, Key
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.term import Term

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "all"
TITLE = Text("所属单位的数据不大于部门的数据", "no figure of a unit exceeds its department's")

# What a department sums over its units.
_SUMMED = re.compile(
    r"initial_.*|agency_operation_initial|(?:.+_)?expenditure|procurement_.*(?:plan|actual)|.+_appropriation"
    r"|budget_income|current_income|accounts_total|vehicles|fixed_assets|total_assets"
)
_NAMED = 3


def check(documents: tuple[Audited, ...]) -> Iterator[Answer]:
    """One answer for every quantity of a unit and its department; all that exceed are one lead."""
    for department, unit in departments_and_units(documents):  # (1)
        exceeding: list[tuple[Key, Term, Term]] = []
        for key in unit.facts_by_key:
            pair = _pair(department, unit, key)
            if pair is None:
                continue
            below, above = pair
            if _exceeds(below, above):
                exceeding.append((key, below, above))
            else:
                yield passed(below.place, above.place)
        if exceeding:
            yield failed(_finding(department, unit, exceeding))


def _pair(department: Audited, unit: Audited, key: Key) -> tuple[Term, Term] | None:
    """The least that the unit prints and the most that the department prints."""
    if not _SUMMED.fullmatch(key[0]) or "quota" in key[0]:
        return None  # (2)
    below, above = terms_of(unit, key), terms_of(department, key)
    if not below or not above or below[0].unit.dimension != above[0].unit.dimension:
        return None  # (2)
    return min(below, key=lambda one: one.value), max(above, key=lambda one: one.value)


def _exceeds(below: Term, above: Term) -> bool:
    """Whether it does however both were rounded."""
    low, high = below.interval.low, above.interval.high
    return low is not None and high is not None and low > high


def _finding(department: Audited, unit: Audited, exceeding: list[tuple[Key, Term, Term]]) -> Finding:
    (_, first, other), *_ = exceeding
    names = [quantity(unit, concept, dimensions) for (concept, _, dimensions), _, _ in exceeding]
    named = joined(names[:_NAMED], "、", ", ")
    of = Text("大于所属部门", " exceeds that of its department ") + owner_called(department)
    whole = Text(f"等 {len(names)} 项", f" and more ({len(names)})") if len(names) > _NAMED else Text("", "")
    message = (
        called(unit) + Text("的", ": ") + named + whole + of + Text(f"：{first} 与 {other}", f": {first}, {other}")
    )
    places = tuple(place for _, below, above in exceeding for place in (below.place, above.place))
    return Finding(SEVERITY, message, places, expected=f"≤ {other}", found=str(first), likelihood=55)
