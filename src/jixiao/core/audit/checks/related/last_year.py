"""What a document says of the year before agrees with the unit's own document of that year.

Skipped:
1. Units without a document of the same kind for the year before.
2. Changes without the figure of this year, or against another base: 执行数 in a budget is an estimate of that day, and
   预算 in final accounts is not the outturn.
3. Quantities that the earlier document does not state.

A change that misses the earlier figure is an error where other changes of the document meet theirs, so that the base is
the published one; it is a lead where amount and rate agree on another base, or where a change of scope is spoken of.

Source: 财政部 地方预决算公开操作规程 (增减变化 is told against the year before); the two documents themselves.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, cannot_tell, not_applicable
from jixiao.core.audit.forms import ChangeRate, Sum
from jixiao.core.audit.shared.changes import changes
from jixiao.core.audit.shared.grouping import by_unit, called, one_each
from jixiao.core.audit.shared.stated import best, quantity, terms_of
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.shared.changes import Change
    from jixiao.core.audit.term import Term

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "unit"
TITLE = Text("与上年文件所载数据一致", "what is said of the year before agrees with its document")

_NONE = Text("本次审核没有该单位上一年的同类文件", "the unit's document of the year before is not in this audit")
_OTHER = Text(
    "所比的不是上一年同类文件的数据", "it is told against something else than the document of the year before"
)
_MISSING = Text("上一年文件没有写出该数据：", "the document of the year before does not state it: ")
# What another kind of document says: an estimate of the outturn in a budget, a budget in final accounts.
_ELSEWHERE = {"budget": re.compile("执行|决算"), "accounts": re.compile("预算(?!执行)")}
_SCOPE = re.compile("口径|可比|划转|机构改革|机构合并|调整后")
_YEAR = re.compile(r"20\d\d")


def check(documents: tuple[Audited, ...]) -> Iterator[Tie | Answer]:
    """One answer for every change against the year before, of every unit."""
    for unit in by_unit(documents):
        found = one_each(unit)
        for (kind, year), later in found.items():
            told = [one for one in changes(later) if one.claim.base is not None]
            earlier = found.get((kind, year - 1))
            if told and earlier is None:
                yield not_applicable(_NONE, *(one.figure.place for one in told))  # (1)
            elif earlier is not None:
                yield from _between(later, earlier, told, year)


def _between(later: Audited, earlier: Audited, told: list[Change], year: int) -> Iterator[Tie | Answer]:
    ties: list[tuple[Change, Tie]] = []
    for one in told:
        now = one.claim.figures[1]
        if one.now is None or now is None or now.period != str(year) or not _is_published(one, later, year):
            yield cannot_tell(_OTHER, one.figure.place)  # (2)
            continue
        name = quantity(later, now.concept or "", now.dimensions)
        befores = terms_of(earlier, (now.concept or "", str(year - 1), now.dimensions))
        what = name + Text("比", ", change against the ") + called(earlier) + Text("的增减", "")
        tie = best(
            _tie(one, one.now, before, what) for before in befores if before.unit.dimension == one.now.unit.dimension
        )
        if tie is None:
            yield cannot_tell(_MISSING + name, one.figure.place)  # (3)
        else:
            ties.append((one, tie))
    yield from _answers(later, ties)


def _is_published(one: Change, later: Audited, year: int) -> bool:
    """Whether the base is what the document of the same kind of the year before publishes."""
    base = one.claim.base
    words = later.words(base.start, base.end) if base is not None else ""
    named = _YEAR.search(words)
    elsewhere = _ELSEWHERE.get(later.statements.identity.kind)
    return (named is None or int(named[0]) == year - 1) and (elsewhere is None or not elsewhere.search(words))


def _tie(one: Change, now: Term, before: Term, what: Text) -> Tie:
    if one.claim.kind == "change_rate":
        return Tie(ChangeRate(one.sign or 1), (one.figure, now, before), what, (one.word,))
    if not one.sign:
        return Tie(Sum((1,)), (now, before), what, (one.word,))
    ends = (now, before) if one.sign > 0 else (before, now)
    return Tie(Sum((1, -1)), (one.figure, *ends), what, (one.word,))


def _answers(later: Audited, ties: list[tuple[Change, Tie]]) -> Iterator[Tie | Answer]:
    """The ties, as firm as the other changes of the document make them."""
    states = [(one, judge(tie).state) for one, tie in ties]
    broken = {one.now for one, state in states if state == "broken"}
    met = {one.now for one, state in states if state in ("holds", "rounding") and one.figure.value}
    for one, tie in ties:
        alike = sum(other.now == one.now for other, _ in ties)
        is_firm = one.now in met or (alike == 1 and len(met) > len(broken) and not _scope_changed(one, later))
        yield replace(tie, firm=is_firm, likelihood=80 if is_firm else 55)


def _scope_changed(one: Change, later: Audited) -> bool:
    reason = one.claim.reason
    words = later.words(one.claim.start, max(one.claim.end, reason.end if reason is not None else 0))
    return _SCOPE.search(words) is not None
