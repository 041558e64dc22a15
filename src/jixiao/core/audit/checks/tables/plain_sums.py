"""In a table that no layout knows, the row named 合计 is the sum of the rows above it, column by column.

Skipped:
1. Tables of a known layout: relations and the tree of classes have them.
2. Columns in which the total row or all other rows are blank, and columns that are no amounts (rates, numbers of rows).
3. Tables in which no column adds up: then the rows are no parts of the last one, and nothing is claimed.

That one column adds up is the sign that the others must.

Source: arithmetic; 合计 names the sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity, not_applicable
from jixiao.core.audit.forms import Sum
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
TITLE = Text("合计行等于各行之和", "the total row is the sum of the rows above it")
_TOTAL = re.compile(r"(合计|总计|共计)")
_SUBTOTAL = re.compile(r"小计|其中")
_NO_SUMS = Text("没有一列相加等于合计行", "no column adds up to the total row")
_FEWEST_ROWS = 2


def check(audited: Audited) -> Iterator[Tie | Answer]:
    """One tie for every column of every table with a total row."""
    for table in audited.statements.tables:
        if table.layout is not None:  # (1)
            continue
        columns: dict[int, dict[int, Term]] = defaultdict(dict)
        total_rows: set[int] = set()
        for fact in audited.facts_by_table.get(table.number, ()):
            term = audited.term(fact)
            if fact.row is None or fact.column is None or term is None or _SUBTOTAL.search(fact.label):
                continue
            columns[fact.column][fact.row] = term
            if _TOTAL.match(fact.label):
                total_rows.add(fact.row)
        if len(total_rows) == 1:
            yield from _ties(columns, total_rows.pop())


def _ties(columns: dict[int, dict[int, Term]], total_row: int) -> Iterator[Tie | Answer]:
    ties = []
    for rows in columns.values():
        total = rows.get(total_row)
        parts = [one for row, one in rows.items() if row < total_row and total is not None and _alike(one, total)]
        if total is not None and len(parts) >= _FEWEST_ROWS and total.unit.dimension.id != "ratio":  # (2)
            ties.append(Tie(Sum((1,) * len(parts)), (total, *parts), TITLE))
    held = [one for one in ties if judge(one).state in ("holds", "rounding")]
    if held:
        yield from ties
    elif ties:
        yield not_applicable(_NO_SUMS, ties[0].terms[0].place)  # (3)


def _alike(one: Term, other: Term) -> bool:
    return one.unit.dimension == other.unit.dimension
