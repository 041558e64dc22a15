"""What was spent by the end of a quarter is no less than what was spent by the end of the one before.

Skipped:
1. Quarters of which nothing is stated, and those that add up to the year: they are not cumulative.
2. Rates beside which a change of the budget is told (追加, 划入, 机构改革): a lead only, as the base grew.

Source: 部门整体支出绩效评价共性指标体系框架 预算执行率 (季度支出进度为季度末累计支出进度).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.term import Term

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("累计进度不回落", "cumulative progress does not fall")

CONCEPTS = {"cumulative_expenditure": "expenditure", "expenditure_progress": "execution_rate"}
QUARTERS = 4
# The sentence of the figures and what follows it are where a change of the budget is explained.
NEAR = 200
_EXPLAINED = re.compile(r"追加|划[入转拨]|拨入|并入|合并|机构改革|下达|新增预算|调增|调整预算|预算调整")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every two quarters that follow one another, in amounts and in rates."""
    years = dict.fromkeys(period.partition("-Q")[0] for _, period, _ in audited.facts_by_key if "-Q" in period)
    for year in years:
        for concept, whole in CONCEPTS.items():
            known = _quarters(audited, concept, year)
            if _adds_up(known, next(iter(_terms(audited, whole, year)), None)):  # (1)
                continue
            for number, (before, after) in enumerate(pairwise(known), 2):
                if before is None or after is None:  # (1)
                    continue
                is_fall = after.value < before.value
                yield failed(_finding(audited, number, before, after)) if is_fall else passed(after.place)


def _quarters(audited: Audited, concept: str, year: str) -> list[Term | None]:
    """What is stated of each quarter; of several statements those behind the first of the first quarter."""
    every = [_terms(audited, concept, f"{year}-Q{number}") for number in range(1, QUARTERS + 1)]
    first = next((terms[0].place.start for terms in every if terms), 0)
    return [min(terms, key=lambda one: (one.place.start < first, one.place.start), default=None) for terms in every]


def _terms(audited: Audited, concept: str, period: str) -> list[Term]:
    facts = audited.facts_by_key.get((concept, period, ()), ())
    return [one for fact in facts if (one := audited.term(fact)) is not None]


def _adds_up(known: Sequence[Term | None], whole: Term | None) -> bool:
    """Whether four quarters are each by itself: together they make the year."""
    values = [one.value for one in known if one is not None]
    if whole is None or len(values) < QUARTERS:
        return False
    return abs(sum(values) - whole.value) <= QUARTERS * whole.ulp


def _finding(audited: Audited, number: int, before: Term, after: Term) -> Finding:
    text = audited.document.text
    start = max(0, min(before.place.start, after.place.start) - NEAR)
    is_rate = after.unit.dimension.id == "ratio"
    is_explained = is_rate and _EXPLAINED.search(text, start, after.place.end + NEAR) is not None  # (2)
    message = Text(
        f"第 {number} 季度末累计为 {after}，低于第 {number - 1} 季度末的 {before}，累计数不应回落",
        f"cumulative {after} at the end of Q{number} is less than {before} at the end of Q{number - 1}",
    )
    if is_explained:
        message += Text("；文中提到预算变动，须核对分母", "; a change of the budget is mentioned: check the base")
    return Finding(
        Severity.SUSPICIOUS if is_explained else SEVERITY,
        message,
        (after.place, before.place),
        f"≥ {before}",
        str(after),
        likelihood=40 if is_explained else 70,
    )
