"""The initial budget that final accounts or a self-evaluation state is the one that the unit's budget published.

Skipped:
1. Units without a budget of the same year in the audit.
2. Quantities that only one of the two documents states, or that one states of a department and the other of a unit.

A difference is a lead: what is approved may differ from what was published. Where most figures differ, it is one lead.

Source: 财政部 部门决算公开样式 (年初预算数); 地方预决算公开操作规程 (both are of the same unit).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.shared.grouping import by_unit, called, one_each
from jixiao.core.audit.shared.several import together
from jixiao.core.audit.shared.stated import best, quantity, terms_of
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "unit"
TITLE = Text("报告所载年初预算与公开的预算一致", "reports state the initial budget that was published")

REPORTS = ("accounts", "self_evaluation")


def check(documents: tuple[Audited, ...]) -> Iterator[Tie | Answer]:
    """One answer for every figure of the initial budget that both documents of a unit print."""
    for unit in by_unit(documents):
        found = one_each(unit)
        for (kind, year), report in found.items():
            budget = found.get(("budget", year))
            if kind in REPORTS and budget is not None:  # (1)
                what = called(report) + Text("所载年初预算与", ": the initial budget against the ") + called(budget)
                yield from together(list(_ties(report, budget, year)), what)


def _ties(report: Audited, budget: Audited, year: int) -> Iterator[Tie]:
    for concept, period, dimensions in report.facts_by_key:
        if period != str(year) or not (concept.startswith("initial_") or concept.endswith("_initial")):
            continue
        key = (concept, period, dimensions)
        # (2) dimensions carry fund and class, so that figures of another scope have another key
        what = quantity(report, concept, dimensions)
        tie = best(
            Tie(Sum((1,)), (one, other), what, firm=False, likelihood=60 if dimensions else 70)
            for one in terms_of(report, key)
            for other in terms_of(budget, key)
            if one.unit.dimension == other.unit.dimension
        )
        if tie is not None:
            yield tie
