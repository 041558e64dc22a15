"""The amounts of numbered items by class add up to the total that is stated before them.

Skipped:
1. Runs of fewer than three numbered items that name a class (款 or 项).
2. Amounts of which no total stands before the first item.

An item may be left out, so a sum that misses the total is a lead.

Source: 财政部 地方预决算公开操作规程 (expenditure is explained down to 项).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, cannot_tell
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.term import Term
    from jixiao.core.document.block import Paragraph

VERSION = 1
SEVERITY = Severity.SUSPICIOUS
SCOPE = "document"
TITLE = Text("分项之和等于此前的总数", "numbered items add up to the total before them")

_ITEM = re.compile(r"\s*(?:\d{1,3}\s*[.．、]|[（(]\d{1,3}[）)])[^。]*[（(][款项][）)]")
# What an amount is called, in the items and in the sentence with the total.
_COLUMNS = {
    "年初预算": (re.compile(r"年\s*初\s*预\s*算\s*为?\s*\Z"), re.compile(r"年\s*初\s*预\s*算\s*为?\s*\Z")),
    "支出决算": (re.compile(r"支\s*出\s*决\s*算\s*为?\s*\Z"), re.compile(r"支\s*出\s*决\s*算\s*为?\s*\Z")),
    "预算安排": (re.compile(r"[）)]\s*[”\"]?\s*(?:科\s*目)?\s*\Z"), re.compile(r"拨\s*款\s*支\s*出\s*预\s*算\s*\Z")),
}
_FEWEST = 3
# The total stands within this many paragraphs before the first item.
_BEFORE = 6
_PAGE_MARK = 8
_NO_TOTAL = Text("分项之前没有总数", "no total stands before the items")


def check(audited: Audited) -> Iterator[Tie | Answer]:
    """One tie for every kind of amount of every run of items."""
    for before, items in _runs(audited):
        for own, total in _COLUMNS.values():
            terms = [one for block in items if (one := _amount(audited, block, own)) is not None]
            if len(terms) < max(_FEWEST, len(items)):  # (1)
                continue
            found = [one for block in before if (one := _amount(audited, block, total)) is not None]
            if found:
                yield Tie(Sum((1,) * len(terms)), (found[-1], *terms), TITLE, firm=False, likelihood=55)
            else:
                yield cannot_tell(_NO_TOTAL, terms[0].place)  # (2)


def _runs(audited: Audited) -> Iterator[tuple[list[Paragraph], list[Paragraph]]]:
    """The paragraphs before a run of items, and the items."""
    text, blocks = audited.document.text, list(audited.paragraphs)
    start = None
    for number, block in enumerate([*blocks, None]):
        is_item = block is not None and _ITEM.match(text, block.start, block.end) is not None
        if is_item and start is None:
            start = number
        elif not is_item and start is not None and not _is_page_mark(block):
            items = [one for one in blocks[start:number] if _ITEM.match(text, one.start, one.end)]
            yield blocks[max(0, start - _BEFORE) : start], items
            start = None


def _is_page_mark(block: Paragraph | None) -> bool:
    """A page number or the like between two items."""
    return block is not None and block.end - block.start <= _PAGE_MARK


def _amount(audited: Audited, block: Paragraph, called: re.Pattern[str]) -> Term | None:
    """The first amount of a paragraph that is called so."""
    text = audited.document.text
    for fact in audited.facts_in(block.start, block.end):
        if called.search(text, max(block.start, fact.figure.start - 12), fact.figure.start):
            term = audited.term(fact)
            return term if term is not None and term.unit.dimension.id == "money" else None
    return None
