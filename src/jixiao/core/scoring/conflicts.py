"""What contradicting and hedged figures mean for a score: shown when harmless, "cannot tell" when they decide it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.core.scoring.scorecard import Alternative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.ledger.fact import Fact
    from jixiao.core.scoring.reader import Binding, Reader
    from jixiao.core.scoring.score_expression import ScoreExpression


def alternatives(reader: Reader, rule: ScoreExpression, places: int) -> tuple[Alternative, ...]:
    """What each contradicting fact would give in place of the chosen one.

    An input that names the kind of source it prefers has settled the matter when only one kind remains.
    """
    found = []
    for name, binding in reader.bindings.items():
        for fact in binding.resolution.rivals if binding.resolution else ():
            value, outcome = rule.evaluate({**reader.row, name: fact.integer})
            found.append(Alternative(fact, outcome, None if value is None else Decimal(value).scaleb(-places)))
    return tuple(found)


def hedged_doubts(reader: Reader, rule: ScoreExpression) -> tuple[Text, ...]:
    """The hedged figures whose interval reaches over a threshold, so that the score is open."""
    doubts = []
    for name, binding in reader.bindings.items():
        fact = binding.fact
        if fact is None or fact.hedge is None:
            continue
        results = {rule.evaluate({**reader.row, name: integer}) for integer in _ends(binding, fact)}
        if len(results) > 1:
            doubts.append(
                Text(
                    f"{binding.input.name.zh}写作“{fact}”，不足以判断落在哪一档",
                    f"{binding.input.name.en} is given as “{fact}”, which does not decide the score",
                )
            )
    return tuple(doubts)


def _ends(binding: Binding, fact: Fact) -> Iterator[int]:
    """The least and the greatest integer that the hedged figure may mean."""
    column, interval = binding.input.column, fact.interval
    scale = fact.concept.dimension.scale
    for bound, closed, edge, inward in (
        (interval.low, interval.low_closed, column.low, 1),
        (interval.high, interval.high_closed, column.high, -1),
    ):
        integer = edge if bound is None else int(bound.scaleb(scale)) + (0 if closed else inward)
        yield max(column.low, min(column.high, integer))
