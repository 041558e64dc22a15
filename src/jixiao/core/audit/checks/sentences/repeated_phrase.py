"""A figure without a concept that follows the very same words in several places is the same in all of them.

Skipped:
1. Figures with a meaning of their own: the check of restated quantities has them.
2. Words that stand twice only, with two figures: which one is meant to differ cannot be told.

Source: 中华人民共和国预算法实施条例 第六条 (what is disclosed is complete and true).
"""

from __future__ import annotations

from collections import Counter, defaultdict
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
TITLE = Text("同一句话里的数前后一致", "the same words carry the same figure")

# So many characters before a figure make the same statement; fewer are a turn of phrase.
_FEWEST = 16
_LEAST_TIMES = 3


def check(audited: Audited) -> Iterator[Tie]:
    """One tie for every further place of the same words."""
    places: dict[str, list[Term]] = defaultdict(list)
    for fact in audited.statements.facts:
        term = audited.term(fact) if fact.concept is None and fact.table is None else None  # (1)
        if term is not None:
            words = audited.words(max(0, term.place.start - 3 * _FEWEST), term.place.start)[-_FEWEST:]
            if len(words) == _FEWEST and "。" not in words and "（项）" not in words:
                places[words].append(term)
    for terms in places.values():
        if len(terms) >= _LEAST_TIMES:  # (2)
            value, times = Counter(one.value for one in terms).most_common(1)[0]
            first = next(one for one in terms if one.value == value)
            if times > 1:
                yield from (
                    Tie(Sum((1,)), (one, first), TITLE) for one in terms if one is not first and _alike(one, first)
                )


def _alike(one: Term, other: Term) -> bool:
    return one.unit.dimension == other.unit.dimension
