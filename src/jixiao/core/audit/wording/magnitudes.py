"""Amounts held against one another: stated twice and ten thousand times apart, or side by side in one paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.audit.forms import Sum
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.audit.wording.flat import flat_paragraphs
from jixiao.core.kernel.text import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place
    from jixiao.core.audit.term import Term
    from jixiao.core.document.statement import StatedFact
    from jixiao.core.kernel.interval import Interval

# From 元 to 万元 and from 万元 to 亿元, and both at once.
FACTORS = (Decimal(10000), Decimal("0.0001"), Decimal(100000000), Decimal("0.00000001"))
_SHORT = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?[万亿](?=[，。；、：（(）)]|其中|\Z)")
_MONEY = re.compile("预算|决算|支出|收入|经费|资金|采购")
_SENTENCE = re.compile("[^。；;]+")
Stated = tuple["StatedFact", "Term"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of one amount; `factor` is what the first has to be multiplied by to be the second.

    1 where they agree, None where they differ by something else than a unit.
    """

    one: Stated
    other: Stated
    factor: Decimal | None

    def of(self, table: int) -> tuple[Term, Term]:
        """The amount that stands in a table, and the other."""
        one, other = (self.one, self.other) if self.one[0].table == table else (self.other, self.one)
        return one[1], other[1]


def pairs(audited: Audited) -> Iterator[Pair]:
    """Every further statement of an amount, held against the statement with which most agree."""
    for facts in audited.facts_by_key.values():
        stated = [(fact, term) for fact in facts if (term := audited.term(fact)) is not None and _is_amount(term)]
        distinct = list({term.place: (fact, term) for fact, term in stated}.values())
        if len(distinct) > 1:
            best = _most_agreed(distinct)
            for one in distinct:
                if one is not best:
                    yield Pair(one, best, _factor(one[1], best[1]))


def tables_at_fault(found: Sequence[Pair]) -> frozenset[int]:
    """The tables of which several amounts differ by a unit from what stands elsewhere, and none agrees."""
    apart: dict[int, Counter[bool]] = defaultdict(Counter)
    for pair in found:
        tables = [fact.table for fact, _ in (pair.one, pair.other)]
        if pair.factor is not None and tables[0] != tables[1]:
            for table in tables:
                if table is not None:
                    apart[table][pair.factor != 1] += 1
    return frozenset(table for table, count in apart.items() if count[True] > 1 and not count[False])


def amounts_of_paragraphs(audited: Audited) -> Iterator[list[Term]]:
    """The amounts of money that each paragraph prints with their unit, in the order of the text."""
    starts = [block.start for block in audited.paragraphs]
    found: dict[int, dict[Place, Term]] = defaultdict(dict)
    for fact in audited.statements.facts:
        term = audited.term(fact)
        if fact.kind == "text" and fact.figure.unit_start is not None and term is not None and _is_amount(term):
            found[bisect_right(starts, fact.figure.start)][term.place] = term
    for terms in found.values():
        yield sorted(terms.values(), key=lambda one: one.place)


def short_amounts(audited: Audited) -> tuple[Place, ...]:
    """Amounts with 万 or 亿 for 万元 or 亿元, in sentences that speak of money."""
    return tuple(
        flat.of(match)
        for flat in flat_paragraphs(audited)
        for sentence in _SENTENCE.finditer(flat.words)
        if _MONEY.search(sentence[0])
        for match in _SHORT.finditer(flat.words, *sentence.span())
    )


def _is_amount(term: Term) -> bool:
    return bool(term.value) and term.unit.dimension.id == "money"


def _factor(one: Term, other: Term) -> Decimal | None:
    if _agree(one, other):
        return Decimal(1)
    return next((factor for factor in FACTORS if _agree(_times(one, factor), other)), None)


def _times(one: Term, factor: Decimal) -> Term:
    return replace(one, value=one.value * factor, ulp=one.ulp * factor, interval=one.interval.scaled(factor))


def _agree(one: Term, other: Term) -> bool:
    return judge(Tie(Sum((1,)), (one, other), same(""))).state != "broken"


def _most_agreed(stated: list[Stated]) -> Stated:
    """The statement with which most others agree; of equals one in a table, then the first."""
    prints: dict[tuple[Decimal, Interval], list[Stated]] = defaultdict(list)
    for one in stated:
        prints[one[1].value, one[1].interval].append(one)

    def agreed(group: list[Stated]) -> int:
        return sum(len(other) for other in prints.values() if other is group or _agree(other[0][1], group[0][1]))

    counted = [(agreed(group), group) for group in prints.values()] if len(prints) > 1 else [(0, stated)]
    most = max(count for count, _ in counted)
    best = [one for count, group in counted if count == most for one in group]
    return max(best, key=lambda one: (one[1].kind == "table", -one[1].place.start))
