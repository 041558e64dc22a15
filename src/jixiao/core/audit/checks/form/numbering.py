"""Numbered headings and items run on by one, without a number left out, printed twice or out of its turn.

Skipped:
1. A list that begins anew with 1: nothing tells where a list has to end.
2. Numbers whose predecessor stands inside a paragraph or a table, or begins no paragraph at all.
3. A heading that is repeated word for word, as page heads are.

A number that follows on its predecessor's list of any depth is in its turn. What is left out or repeated is an error
where both numbers are written alike and nothing but text stands between them, read without reservations; else a lead:
a table or a picture may hold what seems to be missing, and the pages between two parts (第一部分) are of all kinds.

Source: GB/T 9704-2012 党政机关公文格式 7.3.3 (levels are numbered 一、（一）1.（1）in turn).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.wording.item_numbers import PARTS, is_printed, item_number, written
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer, Place
    from jixiao.core.audit.wording.item_numbers import ItemNumber

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("标题和条目编号连续", "headings and items are numbered in turn")

NO_FIRST = Text("缺少：段首的前一编号", "missing: the number before, at the beginning of a paragraph")
# What formats without styles put before a heading or an item.
_LEAD = re.compile(r"[\s#>*•-]*")
_BLANKS = re.compile(r"\s+")
# So many lists of one style may be open within one another; where another begins, the one before it has ended.
_NESTED = 3


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph with a number: where the number stands, and the words after it.

    `meant`: what a number out of turn should have been; the next may follow on either.
    """

    number: ItemNumber
    place: Place
    words: str
    meant: int | None = None

    def precedes(self, other: Numbered) -> bool:
        """Whether another number is the next."""
        return other.number.value - 1 in (self.number.value, self.meant)


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every paragraph that begins with a number."""
    open_: list[Numbered] = []
    for block in audited.paragraphs:
        lead = _LEAD.match(audited.document.text, block.start, block.end)
        start = lead.end() if lead is not None else block.start
        number = item_number(audited.document.text[start : block.end])
        if number is not None:
            place = audited.place(start, start + number.end)
            words = _BLANKS.sub("", audited.document.text[place.end : block.end])
            yield _answer(audited, open_, Numbered(number, place, words))


def _answer(audited: Audited, open_: list[Numbered], here: Numbered) -> Answer:
    """Hold a number against the lists that are open, the innermost last, and let it close those inside its own."""
    alike = [index for index, one in enumerate(open_) if one.number.style == here.number.style]
    follows = [index for index in alike if open_[index].precedes(here)]
    # Above a list of the same parent stand no headings of a higher rank.
    beside = [index for index in alike if all(one.number.rank >= here.number.rank for one in open_[index:])]
    if follows or (beside and here.number.value != 1):
        last = open_[(follows or beside)[-1]]
        del open_[(follows or beside)[-1] :]
        open_.append(here)
        is_repeated = (last.number.value, last.words) == (here.number.value, here.words)  # (3)
        between = audited.document.text[last.place.end : here.place.start]
        if follows or is_repeated or is_printed(here.number.value - 1, here.number.style, between):  # (2)
            return passed(here.place)
        open_[-1] = replace(here, meant=last.number.value + 1)
        return _failed(audited, last, here)
    if len(alike) >= _NESTED:
        del open_[alike[-1]]
    open_.append(here)
    return passed(here.place) if here.number.value == 1 else cannot_tell(NO_FIRST, here.place)  # (1) (2)


def _failed(audited: Audited, last: Numbered, here: Numbered) -> Answer:
    printed, previous = (
        _BLANKS.sub("", audited.document.text[one.place.start : one.place.end]) for one in (here, last)
    )
    missing = printed.replace(written(here.number.value, here.number.style), "{}")
    expected = missing.format(written(last.number.value + 1, here.number.style))
    if here.number.value > last.number.value:
        how = Text(
            f"“{previous}”之后是“{printed}”，缺少“{expected}”", f"{printed} follows {previous}: {expected} is missing"
        )
    elif here.number.value == last.number.value:
        how = Text(f"编号“{printed}”重复，应为“{expected}”", f"{printed} is there twice; it should be {expected}")
    else:
        how = Text(f"“{previous}”之后编号退回“{printed}”", f"the numbers go back from {previous} to {printed}")
    has_table = any(last.place.end <= table.start < here.place.start for table in audited.tables)
    is_text = not has_table and not audited.document.warnings and here.number.style not in PARTS
    is_error = is_text and here.number.mark == last.number.mark and here.number.value >= last.number.value
    severity = SEVERITY if is_error else Severity.SUSPICIOUS
    places = (here.place, last.place)
    return failed(Finding(severity, how, places, expected, printed, likelihood=70 if is_error else 30))
