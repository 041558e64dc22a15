"""A rate of change is the difference of two figures divided by the earlier one, in the direction that is named.

Skipped:
1. Rates for which neither the earlier figure nor the amount of the change is stated.

Where the earlier figure is not printed, the amount of the change gives it.

Source: 财政部 地方预决算公开操作规程 (增减变化 is explained with amounts and percentages).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed
from jixiao.core.audit.forms import ChangeRate, RateOfAmount
from jixiao.core.audit.shared.changes import Change, changes, directed
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("增减幅度等于增减额除以基数", "a rate of change is the change divided by what was before")
_MISSING = Text("缺少基数和增减额", "neither the earlier figure nor the amount of the change is stated")
# An amount and its rate stand side by side; further apart they speak of different things.
_NEAR = 60


def check(audited: Audited) -> Iterator[Tie | Answer]:
    """One tie for every rate of change whose terms are stated; a rate on a base of zero is another check's."""
    found = list(changes(audited))
    for one in found:
        if one.claim.kind != "change_rate" or one.sign == 0 or (one.before is not None and not one.before.value):
            continue
        amount = _amount(one, found)
        if amount is not None and amount.sign != one.sign:
            yield failed(_two_ways(one, amount))
            continue
        if one.now is not None and one.before is not None:
            tie = Tie(ChangeRate(one.sign), (one.figure, one.now, one.before), TITLE, (one.word,))
        elif one.now is not None and amount is not None:
            tie = Tie(RateOfAmount(one.sign), (one.figure, amount.figure, one.now), TITLE, (one.word,))
        else:
            yield cannot_tell(_MISSING, one.figure.place, one.word)  # (1)
            continue
        yield directed(tie, one.word, one.sign, SEVERITY)


def _amount(rate: Change, found: list[Change]) -> Change | None:
    """The amount that stands just before the rate and is a change of the same thing."""
    for one in found:
        distance = rate.figure.place.start - one.figure.place.end
        if one.claim.kind == "change" and one.sign and 0 < distance < _NEAR and one.now is rate.now:
            return one
    return None


def _two_ways(rate: Change, amount: Change) -> Finding:
    """Amount and rate of one change that point in two directions; the arithmetic may tell which word is wrong."""
    words = [rate.word, amount.word]
    if rate.now is not None:
        as_rate = Tie(RateOfAmount(rate.sign), (rate.figure, amount.figure, rate.now), TITLE)
        if judge(as_rate).state in ("holds", "rounding"):
            words.reverse()
    message = Text(
        f"同一变动前写“{_said(amount)}”{amount.figure}，后写“{_said(rate)}”{rate.figure}，方向相反",
        f"one change is told in two directions: {_said(amount)} {amount.figure}, {_said(rate)} {rate.figure}",
    )
    return Finding(SEVERITY, message, (*words, amount.figure.place, rate.figure.place), likelihood=80)


def _said(one: Change) -> str:
    return one.claim.direction.text if one.claim.direction is not None else ""
