"""What a live score needs: the cells it reads, and its formula - or the reason why a spreadsheet cannot compute it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.core.kernel.traversal import columns
from jixiao.reports.workbook.exact_scaling import Scaling, fitting
from jixiao.reports.workbook.folding import ABSENT, folded
from jixiao.reports.workbook.formula import LONGEST, integer_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.kernel import expression as x
    from jixiao.core.scoring.reader import Binding
    from jixiao.core.scoring.scorecard import IndicatorResult

# A goal's figures keep four decimals; two are offered for trying out, so that the integers stay small.
GIVEN_STEP = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """An input as a cell: its number as people write it, so many counts each worth `multiple` engine integers."""

    value: Decimal
    per_unit: Decimal
    multiple: int

    @property
    def count(self) -> int:
        """The whole number in the helper cell."""
        return int(self.value * self.per_unit)


def cell_of(binding: Binding, *, coarse: bool = False) -> Cell:
    """The cell of a known input; figures are written in their printed unit, decisions as numbers.

    A figure counts in its last printed place; coarse, in its last place that is not zero.
    """
    integer = binding.integer or 0
    fact = binding.fact
    if fact is not None:
        multiple = fact.step
        while coarse and integer and integer % (multiple * 10) == 0:
            multiple *= 10
        per_unit = (fact.unit.factor * 10**binding.input.scale / multiple).normalize()
        return Cell(fact.printed, per_unit, multiple)
    scale = 10**binding.input.scale
    is_coarse = binding.input.clause is None and integer % GIVEN_STEP == 0 and scale % GIVEN_STEP == 0
    multiple = GIVEN_STEP if is_coarse else 1
    return Cell(Decimal(integer).scaleb(-binding.input.scale), Decimal(scale // multiple), multiple)


@dataclass(frozen=True, slots=True)
class Live:
    """A score as a formula over helper cells (without the leading "="), or why there is none."""

    formula: str = ""
    reason: Text | None = None


TOO_LARGE = Text(
    "在表外计算：中间结果超过电子表格能准确表示的整数",
    "computed outside: intermediate values exceed what spreadsheets keep exact",
)
TOO_LONG = Text("在表外计算：公式过长", "computed outside: the formula would be too long")
TOO_FINE = Text("在表外计算：数据的小数位过多", "computed outside: a figure has too many decimals")
NO_SCORE = Text("没有得分，不作试算", "no score: nothing to try out")


def live_score(
    result: IndicatorResult,
    places: int,
    cells: Mapping[str, Cell],
    addresses: Mapping[str, str],
    words: Mapping[str, str],
) -> Live:
    """The formula of an indicator's score under the reading used.

    `cells` and `addresses`: column name -> input and helper cell; `words`: what the cell shows for "out of range", "not
    applicable" and "cannot tell" (keys `range`, `not_applicable`, `cannot_tell`).
    """
    if result.score is None:
        return Live(reason=NO_SCORE)
    if any(cell.value * cell.per_unit != cell.count for cell in cells.values()):
        return Live(reason=TOO_FINE)
    score, outcome = _folded(result)
    scaling = scaling_of(result, cells)
    if scaling is None:
        return Live(reason=TOO_LARGE)
    read = [scaling.column(column) for column in columns(score, outcome) if column != ABSENT]
    known = {**addresses, ABSENT.name: "NA()"}
    formula = _guarded(
        _ranges(read, known),
        integer_formula(scaling.integer(outcome), known),
        f"{integer_formula(scaling.integer(score), known)}/{10**places}",
        words,
    )
    return Live(formula) if len(formula) < LONGEST else Live(reason=TOO_LONG)


def scaling_of(result: IndicatorResult, cells: Mapping[str, Cell]) -> Scaling | None:
    """How the cells' counts stand for the figures, so that a spreadsheet stays exact; None when it cannot."""
    score, outcome = _folded(result)
    read = [column.name for column in columns(score, outcome) if column != ABSENT]
    multiples = {name: cells[name].multiple for name in read}
    return fitting(score, outcome, multiples, {name: cells[name].count for name in read})


def _folded(result: IndicatorResult) -> tuple[x.Integer, x.Integer]:
    """Score and outcome under the reading used, without the ways that need what nobody stated."""
    expression = result.indicator.reading(result.reading).rule.expression
    absent = frozenset(b.input.column.name for b in result.inputs if b.integer is None)
    return folded(expression.score, absent), folded(expression.outcome, absent)


def _ranges(read: list[x.Column], addresses: Mapping[str, str]) -> str:
    """TRUE while a cell lies outside what the rule allows or the sheet keeps exact."""
    beyond = [
        f"IFERROR({addresses[column.name]}{sign}{end},FALSE)"
        for column in read
        for sign, end in (("<", column.low), (">", column.high))
    ]
    return f"OR({','.join(beyond)})" if beyond else "FALSE"


def _guarded(beyond: str, outcome: str, score: str, words: Mapping[str, str]) -> str:
    """Out of range, not applicable, cannot tell - or the score."""
    told = f'IFERROR(CHOOSE({outcome}+1,{score},"{words["not_applicable"]}","{words["cannot_tell"]}"),'
    return f'IF({beyond},"{words["range"]}",{told}"{words["cannot_tell"]}"))'
