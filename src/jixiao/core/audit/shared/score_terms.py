"""Points and scores of score tables as terms: exact awards, rounded only where they print two decimals that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Place
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.term import Term
from jixiao.core.audit.tie import Tie
from jixiao.core.document.block import Table
from jixiao.core.document.figure import Figure
from jixiao.core.kernel.interval import Interval, printed_interval
from jixiao.core.kernel.numerals import NumberFault, decimals_of, read_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.core.audit.audited import Audited
    from jixiao.core.document.block import Cell
    from jixiao.core.document.statement import ScoreRow
    from jixiao.core.kernel.text import Text

TOTAL = "合计"
SUBTOTAL = "小计"
_EXECUTION = re.compile(r"(?:年度)?资金总额|预算执行率?|资金执行率?")
UNIT = "分"
# Scores are kept to the hundredth; what has no second decimal was awarded, not computed and rounded.
HUNDREDTH = Decimal("0.01")
FULL = Decimal(100)
# 财预〔2020〕10号: outputs 50, effects 30, satisfaction 10.
BESIDE_EXECUTION = Decimal(90)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The rows of one score table and its row of totals."""

    rows: tuple[ScoreRow, ...]
    total: ScoreRow | None

    @property
    def is_whole(self) -> bool:
        """Whether every row can be read."""
        return all(row.damage is None for row in self.rows)

    @property
    def lacks_execution(self) -> bool:
        """Whether it is a project's form whose other ten points stand above it, for the execution of the budget."""
        is_form = any(row.levels[0].startswith("产出") for row in self.rows)
        points = sum((row.points.number for row in self.rows if row.points is not None), Decimal(0))
        return is_form and points == BESIDE_EXECUTION

    @property
    def lost(self) -> list[ScoreRow]:
        """The rows without a readable score."""
        return [row for row in self.rows if row.self_score is None]

    @property
    def readable(self) -> Decimal:
        """The sum of the scores that can be read."""
        return sum((row.self_score.number for row in self.rows if row.self_score is not None), Decimal(0))


def score_tables(audited: Audited) -> Iterator[ScoreTable]:
    """Every score table: a row of totals ends one."""
    rows: list[ScoreRow] = []
    for row in audited.statements.scores:
        if row.name.text == TOTAL:
            yield ScoreTable(tuple(rows), row)
            rows = []
        elif row.name.text != SUBTOTAL:
            rows.append(row)
    if rows:
        yield ScoreTable(tuple(rows), None)


def score_term(audited: Audited, figure: Figure, label: str) -> Term | None:
    """A figure of points; None where the vocabulary has no such unit."""
    unit = audited.vocabulary.units.get(UNIT)
    if unit is None:
        return None
    number = figure.number
    is_rounded = decimals_of(number.normalize()) >= decimals_of(HUNDREDTH)
    interval = printed_interval(number) if is_rounded else Interval(number, number)
    place = Place(audited.index, figure.start, figure.end)
    ulp = min(HUNDREDTH, Decimal(1).scaleb(-decimals_of(number)))
    return Term(place, number, ulp, interval, unit, decimals_of(number), label, "table")


def total_score(audited: Audited, table: ScoreTable) -> Figure | None:
    """The total that a table prints; else the one of the text, where the document has one table."""
    if table.total is not None:
        return table.total.self_score
    year = str(audited.statements.identity.year)
    facts = audited.facts_by_key.get(("self_score", year, ()), ())
    is_only = all(row in table.rows for row in audited.statements.scores)
    return facts[0].figure if facts and is_only else None


def execution(audited: Audited, table: ScoreTable, head: str) -> list[Figure]:
    """The figure of a project's form that scores its budget execution, above the indicators, under a head."""
    if not table.rows:
        return []
    start = table.rows[0].name.start
    before = [row.name.end for row in audited.statements.scores if row.name.start < start]
    found = [
        fact.figure
        for fact in audited.statements.facts
        if fact.concept is None
        and max(before, default=0) <= fact.figure.start < start
        and _EXECUTION.match("".join(fact.label.split()))
        and fact.label.endswith(head)
    ]
    return found[:1]


def score_sum(audited: Audited, result: Figure, parts: Sequence[Figure | None], what: Text) -> Tie | None:
    """The tie of a sum and its parts; None where there are no parts, or one of them cannot be read."""
    terms = [None if one is None else score_term(audited, one, what.zh) for one in (result, *parts)]
    known = tuple(one for one in terms if one is not None)
    return Tie(Sum((1,) * len(parts)), known, what) if parts and len(known) == len(terms) else None


def level_points(audited: Audited, table: ScoreTable) -> dict[str, Figure]:
    """The points printed beside the name of a level; none for levels that print different ones, or no number."""
    names = {level for row in table.rows for level in row.levels if level}
    found: dict[str, list[Figure]] = {}
    for block in _blocks(audited, table):
        cells = {(cell.row, cell.column): cell for cell in block.cells}
        for (row, column), cell in cells.items():
            name = audited.words(cell.start, cell.end)
            beside = cells.get((row, column + cell.column_span))
            if name in names and beside is not None and (figure := _number(audited, beside)) is not None:
                found.setdefault(name, []).append(figure)
    return {name: figures[0] for name, figures in found.items() if len({one.number for one in figures}) == 1}


def _blocks(audited: Audited, table: ScoreTable) -> Sequence[Table]:
    starts = [row.name.start for row in table.rows]
    return [
        block
        for block in audited.document.blocks
        if isinstance(block, Table) and any(block.start <= start < block.end for start in starts)
    ]


def _number(audited: Audited, cell: Cell) -> Figure | None:
    words = audited.document.text[cell.start : cell.end]
    try:
        number = read_decimal(words.strip())
    except NumberFault:
        return None
    start = cell.start + len(words) - len(words.lstrip())
    return Figure(start, start + len(words.strip()), number)
