"""A figure agrees with what the vocabulary derives it from: a rate from its terms, a sum from its parts.

Skipped:
1. Figures of which no derivation has all its inputs in the document.
2. Derivations over other periods.

A concept may be derived in several ways (readings of a rate); it agrees when one of them gives the printed figure.

Source: the vocabulary of the rulebook; each concept cites its own source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.core.audit.forms import Ratio, Sum
from jixiao.core.audit.relation import nearest
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.document.statement import StatedFact
    from jixiao.core.ledger.concept import Derivation

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("数据与其计算口径相符", "a figure agrees with what it is derived from")


def check(audited: Audited) -> Iterator[Tie]:
    """One tie for every figure with a derivation: the one that holds, else the first."""
    for (name, _, _), facts in audited.facts_by_key.items():
        concept = audited.vocabulary.concepts.get(name)
        ways = concept.derivations if concept is not None else ()
        for fact in facts if ways else ():
            ties = [one for way in ways if (one := _tie(audited, fact, way)) is not None]
            if ties:  # (1)
                yield next((one for one in ties if judge(one).state in ("holds", "rounding")), ties[0])


def _tie(audited: Audited, fact: StatedFact, way: Derivation) -> Tie | None:
    result, operands, signs = audited.term(fact), [], []
    for name in way.inputs:
        concept = name.lstrip("+-").removesuffix("@")
        if "@" in concept:  # (2)
            return None
        near = nearest(fact, audited.facts_by_key.get((concept, fact.period, fact.dimensions), ()), "document")
        term = audited.term(near) if near is not None else None
        if term is None:
            return None
        operands.append(term)
        signs.append(-1 if name.startswith("-") else 1)
    if result is None or any(one.place == result.place for one in operands):
        return None
    form = Ratio() if way.kind == "ratio" else Sum(tuple(signs))
    return Tie(form, (result, *operands), TITLE, firm=False, likelihood=60)
