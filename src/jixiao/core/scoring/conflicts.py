"""What contradicting and hedged figures mean for a score: shown when harmless, "cannot tell" when they decide it."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from jixiao.core.kernel.enclosure import is_constant
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.scorecard import Alternative

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.ledger.fact import Fact
    from jixiao.core.scoring.reader import Binding, Reader
    from jixiao.core.scoring.score_expression import ScoreExpression

    Range = tuple[int, int]
    Box = dict[str, Range | None]

# With more combinations of contradicting figures than this, none is tried and the score is open.
MOST_COMBINATIONS = 64


def alternatives(
    reader: Reader, rule: ScoreExpression, places: int, letters: tuple[str, ...]
) -> tuple[Alternative, ...]:
    """What each contradicting fact would give in place of the chosen one.

    An input that names the kind of source it prefers has settled the matter when only one kind remains.
    """
    found = []
    for name, binding in reader.bindings.items():
        for fact in binding.resolution.rivals if binding.resolution else ():
            column = binding.input.column
            value, outcome = rule.evaluate({**reader.row, name: fact.nearest_meant(column.low, column.high)})
            if not _is_settled(rule, {**_points_of(reader), name: _meant(binding, fact)}, value, outcome):
                value, outcome = None, Outcome.CANNOT_TELL
            letter = letters[value] if letters and value is not None else None
            score = None if value is None or letters else Decimal(value).scaleb(-places)
            found.append(Alternative(fact, outcome, score, letter))
    return tuple(found)


def hedged_doubts(reader: Reader, rule: ScoreExpression) -> tuple[Text, ...]:
    """The hedged figures that leave the score open: each by itself, or else all of them together."""
    hedged = {
        name: _meant(binding, binding.fact)
        for name, binding in reader.bindings.items()
        if binding.fact is not None and binding.fact.hedge is not None
    }
    if not hedged:
        return ()
    value, outcome = rule.evaluate(reader.row)
    points = _points_of(reader)
    doubtful = [name for name, ends in hedged.items() if not _is_settled(rule, {**points, name: ends}, value, outcome)]
    if not doubtful and not _is_settled(rule, {**points, **hedged}, value, outcome):
        doubtful = list(hedged)
    return tuple(_doubt(reader.bindings[name]) for name in doubtful)


def is_open(reader: Reader, rule: ScoreExpression) -> bool:
    """Whether contradicting figures, in any combination and with their hedges, allow another score."""
    choices = {
        name: [_meant(binding, fact) for fact in (binding.fact, *_rivals(binding)) if fact is not None]
        for name, binding in reader.bindings.items()
        if is_doubtful(binding)
    }
    if not choices:
        return False
    if prod(len(ranges) for ranges in choices.values()) > MOST_COMBINATIONS:
        return True
    value, outcome = rule.evaluate(reader.row)
    boxes = (dict(zip(choices, ranges, strict=True)) for ranges in product(*choices.values()))
    return not all(_is_settled(rule, {**_points_of(reader), **box}, value, outcome) for box in boxes)


def is_doubtful(binding: Binding) -> bool:
    """Whether a figure is hedged or contradicted, so that its printed number alone may not be the truth."""
    return binding.fact is not None and (bool(_rivals(binding)) or binding.fact.hedge is not None)


def _meant(binding: Binding, fact: Fact) -> Range:
    return fact.meant(binding.input.column.low, binding.input.column.high)


def _rivals(binding: Binding) -> tuple[Fact, ...]:
    return binding.resolution.rivals if binding.resolution else ()


def _points_of(reader: Reader) -> Box:
    return {name: None if value is None else (value, value) for name, value in reader.row.items()}


def _is_settled(rule: ScoreExpression, box: Mapping[str, Range | None], value: int | None, outcome: Outcome) -> bool:
    """Whether every row of the box has this outcome and, if it is scored, this value."""
    code = rule.code_of(outcome)
    if value is None:
        return is_constant([rule.outcome], box, [code])
    return is_constant([rule.outcome, rule.score], box, [code, value])


def _doubt(binding: Binding) -> Text:
    name, fact = binding.input.name, binding.fact
    return Text(
        f"{name.zh}写作“{fact}”，不足以判断落在哪一档",
        f"{name.en} is given as “{fact}”, which does not decide the score",
    )
