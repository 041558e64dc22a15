"""What would change it: for each figure, the smallest change in its last printed place that changes the score.

The score is an exact function of integers, so the next threshold is found by trying: steps double until the score has
changed, then the interval is halved. A rule may rise and fall again on the way (a proportion that drops to zero above
100 %), so the ranges that were leapt over are enclosed: each is shown to hold nothing nearer, or is looked through.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.enclosure import enclosure
from jixiao.core.kernel.numerals import grouped
from jixiao.core.kernel.text import Text, same
from jixiao.core.kernel.traversal import given
from jixiao.core.scoring.reader import plain
from jixiao.core.scoring.score_expression import ScoreExpression
from jixiao.core.scoring.scorecard import Lever

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jixiao.core.kernel.enclosure import Range, Span
    from jixiao.core.scoring.reader import Binding, Reader

# A proportion changes with every fen; a step of a tenth of a point is one a person can act on.
ACTIONABLE = 10
# Ranges that are looked at before the search for one threshold is given up.
PATIENCE = 2000


def levers(reader: Reader, rule: ScoreExpression, places: int) -> Iterator[Lever]:
    """The changes that would raise the score, or lower it by more than a trace, one input after the other.

    They come in the order of the rule - what is measured before the base it is measured by - and each is searched for
    when it is asked for, so that whoever shows two need not wait for all.
    """
    now, _ = rule.evaluate(reader.row)
    if now is None:
        return
    for name, binding in reader.bindings.items():
        if binding.integer is not None and not binding.input.fixed:
            yield from _of_input(binding, _Alone(reader, rule, name), now, places)


class _Alone:
    """The score as a function of one input alone: everything else is settled and folded away."""

    def __init__(self, reader: Reader, rule: ScoreExpression, name: str) -> None:
        self.name = name
        others = {column: value for column, value in reader.row.items() if column != name}
        self.folded = ScoreExpression(rule.raw, given(rule.score, others), given(rule.outcome, others))
        self.row = dict(others)
        self.box: dict[str, Range | None] = dict.fromkeys(others)

    def at(self, value: int) -> int | None:
        """The score for one value of the input; None where it is not scored."""
        self.row[self.name] = value
        return self.folded.evaluate(self.row)[0]

    def within(self, ends: Range) -> Span | None:
        """What the score may be while the input lies in a range, if it is scored there at all."""
        self.box[self.name] = ends
        return enclosure(self.folded.score, self.box)


def _of_input(binding: Binding, alone: _Alone, now: int, places: int) -> list[Lever]:
    trace = 10**places // 20
    result = []
    for direction in (1, -1):
        change = _smallest(binding, alone, direction, now + 1, None)
        if change and change[1] - now < trace:
            more = _smallest(binding, alone, direction, now + ACTIONABLE * 10**places // 100, None)
            change = more or change
        if change is None:
            change = _smallest(binding, alone, direction, None, now - 1)
            if change and now - change[1] < trace:
                change = None
        if change:
            result.append(_lever(binding, change[0], change[1], now, places))
    return result


def _smallest(
    binding: Binding, alone: _Alone, direction: int, at_least: int | None, at_most: int | None
) -> tuple[int, int] | None:
    """The smallest change (a signed integer) to a score of at least or at most so much, with the score there."""
    start, step = binding.integer or 0, _step(binding) * direction

    def reached(count: int) -> bool:
        value = alone.at(start + count * step)
        return value is not None and (value >= at_least if at_least is not None else value <= (at_most or 0))

    def may_reach(first: int, last: int) -> bool:
        ends = (start + first * step, start + last * step)
        span = alone.within((min(ends), max(ends)))
        return span is not None and (span.high >= at_least if at_least is not None else span.low <= (at_most or 0))

    count = _first(reached, may_reach, _room(binding, start, direction) // abs(step))
    value = None if count is None else alone.at(start + count * step)
    return None if count is None or value is None else (count * step, value)


def _first(reached: Callable[[int], bool], may_reach: Callable[[int, int], bool], limit: int) -> int | None:
    """The first count up to a limit that reaches it."""
    if limit < 1 or not may_reach(1, limit):
        return None
    found = _by_leaps(reached, limit)
    parts = list(_doubling(limit))[::-1] if found is None else [(1, found - 1)]
    for _ in range(PATIENCE):
        if not parts:
            break
        low, high = parts.pop()
        if low > high or not may_reach(low, high):
            continue
        if low == high:
            if reached(low):
                return low
        else:
            middle = (low + high) // 2
            parts += [(middle + 1, high), (low, middle)]
    return found


def _by_leaps(reached: Callable[[int], bool], limit: int) -> int | None:
    """A count that reaches it while the one before does not; not the first where what is reached is lost again."""
    high = next((last for _, last in _doubling(limit) if reached(last)), None)
    if high is None:
        return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def _doubling(limit: int) -> Iterator[Range]:
    """1, 2-3, 4-7, ... up to the limit."""
    first = 1
    while first <= limit:
        yield first, min(2 * first - 1, limit)
        first *= 2


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
