"""The amounts of a table that have one unit are printed with the same number of decimals.

Skipped:
1. Zeros and empty cells, for 0 says as much as 0.00; figures without a unit or of another kind than money.
2. Tables without a precision of their own: fewer than five amounts of one precision, or over a sixth of another.

Source: 上海市、深圳市部门预决算公开模板 (amounts in 万元 are printed with two decimals).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, not_applicable, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.term import Term

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("同一表格小数位数一致", "one precision throughout a table")

MIXED = Text("该表没有统一的小数位数", "the table has no precision of its own")
_LEAST = 5
_MOST_ODD = 6


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for the amounts of one unit in every table."""
    for facts in audited.facts_by_table.values():
        by_unit: dict[str, list[Term]] = defaultdict(list)
        for fact in facts:
            term = audited.term(fact)
            if term is not None and term.value and term.unit.dimension.id == "money":  # (1)
                by_unit[term.unit.symbol].append(term)
        for unit, terms in by_unit.items():
            yield _answer(unit, list({one.place: one for one in terms}.values()))


def _answer(unit: str, terms: list[Term]) -> Answer:
    ((usual, count),) = Counter(one.decimals for one in terms).most_common(1)
    odd = [one for one in terms if one.decimals != usual]
    if not odd:
        return passed(terms[0].place)
    if count < _LEAST or len(odd) * _MOST_ODD > len(terms):  # (2)
        return not_applicable(MIXED, odd[0].place)
    shown = "、".join(one.digits(one.value) for one in odd)
    message = Text(
        f"表中以{unit}计的数有 {count} 个为 {usual} 位小数，{len(odd)} 个不同：{shown}",
        f"{count} figures in {unit} have {usual} decimals in this table, {len(odd)} differ: {shown}",
    )
    return failed(Finding(SEVERITY, message, tuple(one.place for one in odd), found=shown, likelihood=10))
