"""A quantity has one value wherever the document states it: in the text, in a table, in two tables.

Skipped:
1. Quantities that the document states once.

Two statements are of one quantity when concept, period and every dimension (fund type, class, project) agree. Among
several values the one that most statements print, tables first, is taken for right.

Source: 中华人民共和国预算法实施条例 第六条 (what is disclosed is complete and true).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.term import Term

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("同一数据前后一致", "a quantity has one value throughout")


def check(audited: Audited) -> Iterator[Tie]:
    """One tie for every further statement of a quantity."""
    for (concept, _, _), facts in audited.facts_by_key.items():
        terms = [one for fact in facts if (one := audited.term(fact)) is not None]
        distinct = list({one.place: one for one in terms}.values())
        if len(distinct) > 1 and concept not in RELATIVE:  # (1)
            best = _most_agreed(distinct)
            for one in distinct:
                if one is not best and one.unit.dimension == best.unit.dimension:
                    yield Tie(Sum((1,)), (one, best), TITLE)


# Relations have many values of one name: 增加 of what, since when, is in words and not in their dimensions.
RELATIVE = ("change_amount", "change_rate", "share_of", "completion_rate")


def _most_agreed(terms: list[Term]) -> Term:
    """The statement with which most others agree; of equals one in a table, then the first."""

    def agreed(one: Term) -> tuple[int, bool, int]:
        same = sum(
            other.value == one.value or judge(Tie(Sum((1,)), (other, one), TITLE)).state != "broken" for other in terms
        )
        return same, one.kind == "table", -one.place.start

    return max(terms, key=agreed)
