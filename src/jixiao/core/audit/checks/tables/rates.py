"""A column of rates is one column divided by another in every row, where it is so in most of them.

Skipped:
1. Columns that are not named a rate or a share.
2. Columns for which no two others give most of the rows (at least three, four fifths of those that can be computed).

Which column is divided by which is found from the rows themselves, so that no layout is needed.

Source: arithmetic; the head names the rate.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, cannot_tell
from jixiao.core.audit.forms import Ratio
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.term import Term

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("表中比率等于两列相除", "a rate in a table is one column divided by another")
_NAMED = re.compile(r"率|占比|比例|比重|进度|%|％")
_FEWEST, _NUMERATOR, _DENOMINATOR = 3, 4, 5
_UNKNOWN = Text("找不出由哪两列相除", "which columns it is made of cannot be told")
# A table with more columns of amounts than this would take long to try, and is no table of rates.
_MOST = 14
Column = dict[int, "Term"]


def check(audited: Audited) -> Iterator[Tie | Answer]:
    """One tie for every row of every rate column."""
    for facts in audited.facts_by_table.values():
        rates: dict[int, Column] = defaultdict(dict)
        amounts: dict[int, Column] = defaultdict(dict)
        for fact in facts:
            term = audited.term(fact)
            if fact.row is None or fact.column is None or term is None:
                continue
            if term.unit.dimension.id == "ratio" and _NAMED.search(fact.label):  # (1)
                rates[fact.column][fact.row] = term
            elif term.unit.dimension.id in ("money", "count"):
                amounts[fact.column][fact.row] = term
        for column in rates.values():
            if len(column) >= _FEWEST and len(amounts) <= _MOST:
                yield from _ties(column, list(amounts.values()))


def _ties(rates: Column, amounts: list[Column]) -> Iterator[Tie | Answer]:
    for above, below in permutations(amounts, 2):
        ties = [
            Tie(Ratio(), (rate, above[row], below[row]), TITLE)
            for row, rate in rates.items()
            if row in above and row in below and below[row].value
        ]
        held = sum(judge(one).state in ("holds", "rounding") for one in ties)
        if held >= _FEWEST and held * _DENOMINATOR >= len(ties) * _NUMERATOR:
            yield from ties
            return
    first = next(iter(rates.values()))
    yield cannot_tell(_UNKNOWN, first.place)  # (2)
