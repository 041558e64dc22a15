"""Binding a filing to the inputs of a rule: which fact or judgement stands behind each column."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import EXACT
from jixiao.core.scoring.reader import Binding, Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.ledger.filing import Filing, Judgement
    from jixiao.core.scoring.inputs import Clause, Input


def bind(filing: Filing, inputs: Mapping[str, Input]) -> Reader:
    """Every input with its fact or judgement; what nobody states stays unknown."""
    judgements = {(one.indicator, one.clause): one for one in filing.judgements}
    return Reader({name: _bound(filing, judgements, item) for name, item in inputs.items()})


def _bound(filing: Filing, judgements: Mapping[tuple[str, str], Judgement], item: Input) -> Binding:
    if item.clause is not None:
        judgement = judgements.get((item.clause.indicator, item.clause.id))
        integer = None if judgement is None else judged_integer(item.clause, judgement)
        return Binding(item, integer, judgement=judgement)
    if item.concept is None:
        return Binding(item, None)
    period = filing.period.at(item.at) if item.at else filing.period
    resolution = filing.facts.find(item.concept.id, period, item.prefer)
    fact = resolution.chosen
    overall = filing.facts.find(item.concept.id, period)
    integer = None if fact is None else fact.nearest_meant(item.column.low, item.column.high)
    return Binding(item, integer, fact, resolution, overall=overall)


def judged_integer(clause: Clause, judgement: Judgement) -> int | None:
    """The clause column's integer of a recorded decision; None when the decision is of another kind."""
    if clause.kind == "count":
        return judgement.count
    if clause.kind == "met":
        return None if judgement.met is None else int(judgement.met)
    if clause.kind == "option":
        worth = dict(clause.options).get(judgement.option or "")
        return None if worth is None else int(worth * 100)
    if clause.kind == "percent":
        return None if judgement.percent is None else _hundredths(judgement.percent)
    if judgement.met is not None:
        return int(clause.most * 100) if judgement.met else 0
    return None if judgement.points is None else _hundredths(judgement.points)


def _hundredths(value: Decimal) -> int:
    return int(value.scaleb(2, EXACT))
