"""Figures listed after 其中 or 包括 add up to the figure before it, also in brackets and for things without a concept.

Skipped:
1. Lists of fewer than two figures of the unit of the whole.
2. Lists of which every figure has a meaning of its own: the check of parts has them.
3. A total that closes the list itself (合计, 共计, or the whole printed once more).
4. Lists that end in 等: they say themselves that something is left out.

其中 need not name everything, so a sum that misses the whole is a lead; one slip that mends two of them is more.

Source: 财政部 地方预决算公开操作规程 (其中 names parts of a whole).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.document.statement import StatedFact

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("其中所列各数之和与总数相符", "what is listed adds up to the whole")

_LIST = re.compile(r"其\s*中|包\s*括")
_OPEN, _CLOSE = "（(", "）)"
_MONEY = ("元", "千元", "万", "万元", "百万元", "亿", "亿元")
_TOTAL = re.compile(r"(合\s*计|共\s*计|总\s*计|一\s*共)\S{0,4}\Z")
# The whole stands right before its parts.
_REACH = 60
_EXCEEDS, _FALLS_SHORT = 45, 20


def check(audited: Audited) -> Iterator[Tie]:
    """One tie for every list with a whole."""
    facts = list({one.figure.start: one for one in audited.statements.facts if one.table is None}.values())
    starts = [one.figure.start for one in facts]
    for block in audited.paragraphs:
        for match in _LIST.finditer(audited.document.text, block.start, block.end):
            at = bisect_left(starts, match.start())
            whole = facts[at - 1] if at and starts[at - 1] >= max(block.start, match.start() - _REACH) else None
            if whole is None:
                continue
            parts = _parts(audited.document.text, match.end(), block.end, whole, facts[at:])
            if len(parts) > 1 and any(one.concept is None for one in (whole, *parts)):  # (1) (2)
                yield from _tie(audited, whole, parts)


def _parts(text: str, start: int, end: int, whole: StatedFact, facts: list[StatedFact]) -> list[StatedFact]:
    """The figures of the list in the unit of the whole, without a total at its end; none where the list is open."""
    inside = _inside(text, start, end)
    parts = [one for one in facts if _same_unit(one.unit, whole.unit) and one.figure.start in inside]
    if len(parts) > 1:
        last = parts[-1].figure
        before = text[max(start, last.start - 8) : last.start]
        if _TOTAL.search(before) or last.number == whole.figure.number:  # (3)
            return parts[:-1]
        if "等" in text[last.end : max(inside, default=last.end) + 1]:  # (4)
            return []
    return parts


def _same_unit(one: str, other: str) -> bool:
    """The same, or both of money: 万 and 亿 stand for 万元 and 亿元 as often as not."""
    return one == other or (one in _MONEY and other in _MONEY)


def _tie(audited: Audited, whole: StatedFact, parts: list[StatedFact]) -> Iterator[Tie]:
    terms = [one for fact in (whole, *parts) if (one := audited.term(fact)) is not None]
    if len(terms) == len(parts) + 1:
        exceeds = sum(one.value for one in terms[1:]) > terms[0].value
        likelihood = _EXCEEDS if exceeds else _FALLS_SHORT
        yield Tie(Sum((1,) * len(parts)), tuple(terms), TITLE, firm=False, likelihood=likelihood)


def _inside(text: str, start: int, end: int) -> set[int]:
    """The offsets of the list itself: to the end of its sentence or bracket, or to the next list.

    Brackets that open in it are left out.
    """
    depth, found = 0, set()
    following = _LIST.search(text, start, end)
    for offset in range(start, end):
        if following is not None and depth == 0 and offset == following.start():
            break
        letter = text[offset]
        if letter in _CLOSE:
            depth -= 1
        if depth < 0 or (depth == 0 and letter in "。；;"):
            break
        if depth == 0:
            found.add(offset)
        if letter in _OPEN:
            depth += 1
    return found
