"""A figure agrees with what the vocabulary derives it from: a rate from its terms, a sum from its parts.

Skipped:
1. Figures of which no derivation has all its inputs in the document.
2. Derivations over other periods.
3. Figures of tables: relations and the sums of tables have them.

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
    for name, keys in audited.keys_by_concept.items():
        concept = audited.vocabulary.concepts.get(name)
        ways = [way for way in (concept.derivations if concept is not None else ()) if _is_open(audited, way)]
        stated = (fact for key in keys for fact in audited.facts_by_key[key] if fact.table is None)  # (3)
        for fact in stated if ways else ():
            ties = [one for way in ways if (one := _tie(audited, fact, way)) is not None]
            if ties:  # (1)
                yield next((one for one in ties if judge(one).state in ("holds", "rounding")), ties[0])


def _is_open(audited: Audited, way: Derivation) -> bool:
    """Whether the document states each of the inputs at all, and for the period itself."""
    names = [_input(name) for name in way.inputs]
    return not any("@" in name for name in names) and all(name in audited.keys_by_concept for name in names)  # (2)


def _input(name: str) -> str:
    """The concept of an input; a trailing `@` means the period asked for."""
    return name.lstrip("+-").removesuffix("@")


def _tie(audited: Audited, fact: StatedFact, way: Derivation) -> Tie | None:
    result, operands, signs = audited.term(fact), [], []
    for name in way.inputs:
        near = nearest(fact, audited.facts_by_key.get((_input(name), fact.period, fact.dimensions), ()), "document")
        term = audited.term(near) if near is not None else None
        if term is None:
            return None
        operands.append(term)
        signs.append(-1 if name.startswith("-") else 1)
    if result is None or any(one.place == result.place for one in operands):
        return None
    form = Ratio() if way.kind == "ratio" else Sum(tuple(signs))
    return Tie(form, (result, *operands), TITLE, firm=False, likelihood=60)
