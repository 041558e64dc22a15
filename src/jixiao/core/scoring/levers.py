"""What would change it: for each figure, the smallest change in its last printed place that changes the score.

The score is an exact function of integers, so the next threshold is found by trying: steps double until the score
changes, then the interval is halved. Rules are monotone between their thresholds; where one is not (a proportion that
drops to zero above 100 %), the change found is still real, and the first one on the way.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import grouped
from jixiao.core.kernel.text import Text, same
from jixiao.core.kernel.traversal import given
from jixiao.core.scoring.reader import plain
from jixiao.core.scoring.score_expression import ScoreExpression
from jixiao.core.scoring.scorecard import Lever

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.scoring.reader import Binding, Reader

    Score = Callable[[int], int | None]

# A proportion changes with every fen; a step of a tenth of a point is one a person can act on.
ACTIONABLE = 10


def levers(reader: Reader, rule: ScoreExpression, places: int) -> tuple[Lever, ...]:
    """The changes that would raise the score, then those that would lower it by more than a trace."""
    now, _ = rule.evaluate(reader.row)
    if now is None:
        return ()
    found: list[Lever] = []
    for name, binding in reader.bindings.items():
        if binding.integer is not None and not binding.input.fixed:
            found.extend(_of_input(binding, _score_of(reader, rule, name), now, places))
    # Otherwise in the order of the rule: what is measured stands before the base it is measured by.
    return tuple(sorted(found, key=lambda lever: lever.gain < 0))


def _score_of(reader: Reader, rule: ScoreExpression, name: str) -> Score:
    """The score as a function of one input alone: everything else is settled and folded away."""
    others = {column: value for column, value in reader.row.items() if column != name}
    expression = ScoreExpression(rule.raw, given(rule.score, others), given(rule.outcome, others))

    def score(value: int) -> int | None:
        others[name] = value
        return expression.evaluate(others)[0]

    return score


def _of_input(binding: Binding, at: Score, now: int, places: int) -> list[Lever]:
    result = []
    for direction in (1, -1):
        change = _smallest(binding, at, direction, lambda value: value > now)
        if change and abs(change[1] - now) * 20 < 10**places:
            more = _smallest(binding, at, direction, lambda value: value >= now + ACTIONABLE * 10**places // 100)
            change = more or change
        if change is None:
            change = _smallest(binding, at, direction, lambda value: value < now)
            if change and abs(change[1] - now) * 20 < 10**places:
                change = None
        if change:
            result.append(_lever(binding, change[0], change[1], now, places))
    return result


def _smallest(binding: Binding, at: Score, direction: int, is_reached: Callable[[int], bool]) -> tuple[int, int] | None:
    """The smallest change (as a signed integer) that reaches it, with the score there."""
    start = binding.integer or 0
    step = _step(binding)
    limit = _room(binding, start, direction) // step

    def reached(count: int) -> bool:
        value = at(start + direction * count * step)
        return value is not None and is_reached(value)

    high = 1
    while high <= limit and not reached(high):
        high *= 2
    if high > limit:
        if limit < 1 or not reached(limit):
            return None
        high = limit
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    value = at(start + direction * high * step)
    return None if value is None else (direction * high * step, value)


def _step(binding: Binding) -> int:
    if binding.fact is not None:
        return binding.fact.step
    if _is_whole(binding):
        return max(1, binding.input.column.high - (binding.integer or 0))
    return binding.input.step


def _is_whole(binding: Binding) -> bool:
    """A clause is decided as a whole: what is missing to its full points is one step."""
    return binding.input.clause is not None and binding.input.clause.kind in ("points", "option")


def _room(binding: Binding, start: int, direction: int) -> int:
    column = binding.input.column
    if _is_whole(binding) and direction < 0:
        return 0
    return column.high - start if direction > 0 else start - column.low


def _lever(binding: Binding, change: int, value: int, now: int, places: int) -> Lever:
    gain, score = Decimal(value - now).scaleb(-places), Decimal(value).scaleb(-places)
    sign = "+" if gain > 0 else "−"
    result = Text(f"，得 {score:f} 分（{sign}{abs(gain):f}）", f" gives {score:f} ({sign}{abs(gain):f})")
    return Lever(_said(binding, change) + result, gain, score)


def _said(binding: Binding, change: int) -> Text:
    name, clause = binding.input.name, binding.input.clause
    if clause is not None and clause.kind == "met":
        found = change > 0
        return Text(f"若{'' if found else '未'}发现“{name.zh}”", f"{'' if found else 'not '}finding “{name.en}”")
    if _is_whole(binding):
        return Text(f"“{name.zh}”若认定为满分", f"“{name.en}” decided in full")
    zh, en = ("再增加", "more") if change > 0 else ("再减少", "less")
    amount = _amount(binding, abs(change))
    return Text(f"{name.zh}{zh} {amount.zh}", f"{name.en}: {amount.en} {en}")


def _amount(binding: Binding, change: int) -> Text:
    fact = binding.fact
    if fact is not None:
        printed = grouped(fact.unit.from_base(fact.concept.dimension.to_decimal(change)), fact.decimals)
        if fact.unit.symbol == "%":
            return Text(f"{printed} 个百分点", f"{printed} percentage points")
        return Text(f"{printed} {fact.unit.symbol}", f"{printed} {fact.unit.symbol}")
    clause, number = binding.input.clause, plain(change, binding.input)
    if clause is not None and clause.kind == "percent":
        return Text(f"{number} 个百分点", f"{number} percentage points")
    if clause is not None:
        return Text(f"{number} 项", number)
    return same(f"{number} {binding.input.unit}".strip())
