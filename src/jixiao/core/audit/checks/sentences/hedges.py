"""Two rough statements of one thing (近, 超, 约) leave room for one value.

Skipped:
1. Figures with a concept: the check of restated quantities has them, hedges included; and rates, which are thresholds.
2. Figures that lie far apart, or of which none is hedged: they need not be of one thing.

Source: 现代汉语 usage; 近 says below, 超 says above.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.term import Term

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("同一事项的约数彼此相容", "rough statements of one thing agree")

# A label with fewer characters names too little to be one thing.
_FEWEST = 5
_NEAR = 10


def check(audited: Audited) -> Iterator[Tie]:
    """One tie for every two statements with the same label and unit, at least one of them hedged."""
    labelled: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for fact in audited.statements.facts:
        term = audited.term(fact) if fact.concept is None and fact.table is None else None  # (1)
        if term is not None and len(fact.label) >= _FEWEST and term.unit.dimension.id != "ratio":
            labelled[fact.label, fact.unit].append(term)
    for terms in labelled.values():
        for one, other in combinations(terms, 2):
            if (one.hedged or other.hedged) and abs(one.value - other.value) * _NEAR <= max(
                one.value, other.value
            ):  # (2)
                yield Tie(Sum((1,)), (one, other), TITLE, firm=False, likelihood=40)
