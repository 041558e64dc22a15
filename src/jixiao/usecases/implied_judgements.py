"""Judgements that a unit's own score implies.

A report often prints a score and not how it came about. Where everything about an indicator is known but one clause
that people decide, and full marks for that clause give exactly the score that the unit printed, the unit has decided
it so. It is the unit's word and is recorded as that (单位自评); anything less than full marks would be a guess.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.ledger.filing import Judgement
from jixiao.usecases.filing_from_document import SELF_ASSESSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.ledger.filing import Filing
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard


def with_implied(filing: Filing, score: Callable[[Filing], Scorecard]) -> Scorecard:
    """The scorecard of a filing, completed by what its own scores imply."""
    card = score(filing)
    implied = [judgement for result in card.results if (judgement := _implied(result, filing)) is not None]
    if not implied:
        return card
    tried = score(replace(filing, judgements=(*filing.judgements, *implied)))
    right = {result.indicator.id for result in tried.results if result.score == result.stated_value}
    kept = tuple(judgement for judgement in implied if judgement.indicator in right)
    return score(replace(filing, judgements=(*filing.judgements, *kept))) if kept else card


def _implied(result: IndicatorResult, filing: Filing) -> Judgement | None:
    """Full marks for the one clause that is missing; None where more is missing, or nothing is stated."""
    open_ = [one.input.clause for one in result.inputs if one.integer is None and one.input.clause is not None]
    # Where people decide everything, the printed score implies nothing but itself.
    has_figures = any(one.fact is not None for one in result.inputs)
    if result.stated_value is None or not has_figures or len(result.missing) != 1 or len(open_) != 1:
        return None
    (clause,) = open_
    if clause.kind != "points" or clause.name != result.missing[0]:
        return None
    return Judgement(
        clause.indicator,
        clause.id,
        SELF_ASSESSED,
        filing.period.end,
        f"自评得分 {result.stated_value} 中，其余部分可由数字算出，本款自评满分；未另附材料",
        points=Decimal(clause.most.numerator) / Decimal(clause.most.denominator),
        source=result.stated.source if result.stated is not None else None,
    )
