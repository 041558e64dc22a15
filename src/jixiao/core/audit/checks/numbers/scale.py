"""A figure is within what its concept can be: no share of a whole above 100 %, no negative amount, no wild rate.

Skipped:
1. Shares of a plan, a target or a year before (占年初预算的 120%): these are no parts of a whole.
2. Figures of no known concept or unit, and concepts without limits: changes may be negative.

A share above 100 % is an error. What passes a limit of its concept, and a degree of completion of ten times and more,
is a lead: the figure may stand in the wrong column, or lack its point.

Source: arithmetic (a part is not more than its whole); limits of the concepts in the vocabulary.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, failed, passed
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.term import Term
    from jixiao.core.document.statement import StatedFact
    from jixiao.core.ledger.concept import Concept

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("数值在可能范围内", "figures are within what they can be")

SHARE, COMPLETION = "share_of", "completion_rate"
_NO_WHOLE = re.compile("预算|计划|目标|任务|指标|上年|去年|同期|序时|年初")
# How far before a figure the words of its share may begin.
_BEFORE = 40
_WILD = Decimal(10)


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every figure whose concept has a limit."""
    for fact in audited.statements.facts:
        concept = audited.vocabulary.concepts.get(fact.concept or "")
        term = audited.term(fact)
        if concept is None or term is None:  # (2)
            continue
        least, most = _limits(audited, fact, concept)
        if least is None and most is None:  # (2)
            continue
        if most is not None and term.value > most:
            yield failed(_above(term, most, concept))
        elif least is not None and term.value < least:
            yield failed(_below(term, least, concept))
        else:
            yield passed(term.place)


def _limits(audited: Audited, fact: StatedFact, concept: Concept) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest that a figure may be, in the base unit."""
    if concept.id == SHARE:
        said = audited.words(max(0, fact.figure.start - _BEFORE), fact.figure.start).rpartition("占")[2]
        return Decimal(0), None if _NO_WHOLE.search(said) else Decimal(1)  # (1)
    if concept.id == COMPLETION:
        return Decimal(0), _WILD
    return concept.minimum, concept.maximum


def _above(term: Term, most: Decimal, concept: Concept) -> Finding:
    limit = term.printed(most)
    is_share = concept.id == SHARE
    name = concept.term
    message = Text(f"{name.zh}为 {term}，超过 {limit}", f"{name.en}: {term} is more than {limit}")
    severity = SEVERITY if is_share else Severity.SUSPICIOUS
    return Finding(severity, message, (term.place,), f"≤ {limit}", str(term), likelihood=70 if is_share else 40)


def _below(term: Term, least: Decimal, concept: Concept) -> Finding:
    name, limit = concept.term, term.printed(least)
    message = Text(f"{name.zh}为 {term}，小于 {limit}", f"{name.en}: {term} is less than {limit}")
    return Finding(Severity.SUSPICIOUS, message, (term.place,), f"≥ {limit}", str(term), likelihood=40)
