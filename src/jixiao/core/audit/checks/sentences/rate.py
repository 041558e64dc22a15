"""A rate that a sentence states is its numerator divided by its denominator.

Skipped:
1. Rates whose numerator or denominator the document does not state: it cannot be told.

A share without its whole in the sentence is held against the whole that the vocabulary of disclosure knows (a kind of
three-public money against all of it); a completion against the initial budget of the same thing.

Source: 财政部 地方预决算公开操作规程 (explanations give amounts with their shares).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, cannot_tell
from jixiao.core.audit.forms import Ratio
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.document.statement import StatedFact

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("比率等于分子除以分母", "a rate is its numerator divided by its denominator")

_KINDS = ("abroad", "vehicle", "reception", "vehicle_purchase", "vehicle_operation")
WHOLES = {f"{kind}_expenditure": "three_public_expenditure" for kind in _KINDS}
INITIAL = {f"{kind}_expenditure": f"initial_{kind}" for kind in (*_KINDS, "three_public")} | {
    "expenditure": "initial_budget",
    "basic_expenditure": "initial_basic",
    "project_expenditure": "initial_project",
}
_MISSING = Text("缺少分子或分母", "numerator or denominator is missing")


def check(audited: Audited) -> Iterator[Tie | Answer]:
    """One tie for every stated rate."""
    for claim in audited.statements.claims:
        rate, above, below = claim.figures if claim.kind == "rate" else (None, None, None)
        if rate is None:
            continue
        below = below if below is not None or above is None else _whole(audited, rate, above)
        terms = [audited.term(one) if one is not None else None for one in (rate, above, below)]
        if any(one is None for one in terms):
            yield cannot_tell(_MISSING, audited.place(rate.figure.start, rate.figure.end))  # (1)
        else:
            yield Tie(Ratio(), tuple(one for one in terms if one is not None), TITLE)


def _whole(audited: Audited, rate: StatedFact, part: StatedFact) -> StatedFact | None:
    """The whole of a share, the budget of a completion, where the sentence leaves it out."""
    known = WHOLES if rate.concept == "share_of" else INITIAL
    concept = known.get(part.concept or "")
    facts = audited.facts_by_key.get((concept, part.period, part.dimensions), []) if concept else []
    near = sorted(facts, key=lambda one: (one.section != rate.section, one.table is None))
    return near[0] if near else None
