"""In a table without classes the row named 合计 is the sum of the rows above it, column by column.

Skipped:
1. Tables by functional or economic class: their rows are levels of one tree, which is checked as such.
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
CLASSES = ("functional_class", "economic_class")
_TOTAL = re.compile(r"(金额)?(合计|总计|共计)")
_SUBTOTAL = re.compile(r"小计|其中")
_NO_SUMS = Text("没有一列相加等于合计行", "no column adds up to the total row")
_FEWEST_ROWS = 2


def check(audited: Audited) -> Iterator[Tie | Answer]:
    """One tie for every column of every table with a total row."""
    for table in audited.statements.tables:
        facts = audited.facts_by_table.get(table.number, ())
        if any(key in CLASSES for fact in facts for key, _ in fact.dimensions):  # (1)
            continue
        columns: dict[int, dict[int, Term]] = defaultdict(dict)
        total_rows: set[int] = set()
        for fact in facts:
            term = audited.term(fact)
            if fact.row is None or fact.column is None or term is None or _SUBTOTAL.search(fact.label):
                continue
            columns[fact.column][fact.row] = term
            if _TOTAL.match(fact.label):
                total_rows.add(fact.row)
        if len(total_rows) == 1:
            yield from _ties(columns, total_rows.pop())


def _ties(columns: dict[int, dict[int, Term]], total_row: int) -> Iterator[Tie | Answer]:
    summed = [rows for rows in columns.values() if _is_summed(rows, total_row)]
    ties = [_tie(rows, total_row, None) for rows in summed]
    if not all(_holds(one) for one in ties):
        # A row that is part of another one (其中) is too much in every column at once; two more columns show it.
        rows_above = sorted({row for rows in summed for row in rows if row < total_row})
        ways = [[_tie(rows, total_row, row) for rows in summed] for row in rows_above]
        best = max(ways, key=_held, default=ties)
        ties = best if _held(best) > _held(ties) + 1 else ties
    if any(_holds(one) for one in ties):
        yield from ties
    elif ties:
        yield not_applicable(_NO_SUMS, ties[0].terms[0].place)  # (3)


def _is_summed(rows: dict[int, Term], total_row: int) -> bool:
    """Whether a column has a total and amounts above it."""
    total = rows.get(total_row)
    return total is not None and total.unit.dimension.id != "ratio" and len(_parts(rows, total_row)) >= _FEWEST_ROWS


def _parts(rows: dict[int, Term], total_row: int) -> dict[int, Term]:
    unit = rows[total_row].unit.dimension
    return {row: one for row, one in rows.items() if row < total_row and one.unit.dimension == unit}


def _tie(rows: dict[int, Term], total_row: int, left_out: int | None) -> Tie:
    parts = [one for row, one in _parts(rows, total_row).items() if row != left_out]
    return Tie(Sum((1,) * len(parts)), (rows[total_row], *parts), TITLE)


def _held(ties: list[Tie]) -> int:
    return sum(_holds(one) for one in ties)


def _holds(tie: Tie) -> bool:
    return judge(tie).state in ("holds", "rounding")
