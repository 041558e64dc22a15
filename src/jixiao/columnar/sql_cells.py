"""Cells as SQL reads them: each input column as BIGINT, and whether a cell must be refused.

Two layers: the exact number of a cell, then its integer and the verdict. Each names the number once, because
engines move the verdict down to the file and compute there what it needs. A value is converted only where the check
before it holds: SQL engines raise on a conversion that does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.columnar.cells import DIGITS, number_pattern, plain_pattern, span
from jixiao.columnar.scoring_plan import PREFIX, input_name
from jixiao.core.kernel.numerals import EXACT, MINUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jixiao.columnar.dialects import Dialect
    from jixiao.columnar.stored import Stored
    from jixiao.columnar.table import InputColumn

WIDEST_DECIMAL = 38
SPACES = " \t\r\n\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class SqlCell:
    """One column: `number` is a layer of its own, `value` and `bad` read it by name."""

    column: InputColumn
    number: str
    value: str
    bad: str


def number_name(column: InputColumn) -> str:
    """The column that holds the number of a cell."""
    return f"{PREFIX}number_{column.name}"


def sql_cell(dialect: Dialect, column: InputColumn, found: Stored) -> SqlCell:
    """How to read a column that is stored so."""
    raw = dialect.identifier(column.name)
    number = dialect.identifier(number_name(column))
    if found.kind == "empty":
        return SqlCell(column, f"CAST(NULL AS {dialect.narrow})", number, "FALSE")
    if found.kind == "boolean":
        truth = f"CASE WHEN {raw} THEN 1 WHEN NOT {raw} THEN 0 END"
        return SqlCell(column, f"CAST({truth} AS {dialect.narrow})", number, "FALSE")
    is_text = found.kind == "text" or found.scale > column.scale
    inside = _inside(column, column.scale if is_text else found.scale, number)
    shown = _text(dialect, column, raw) if is_text else raw
    return SqlCell(column, shown, _integer(dialect, column, number, inside), f"(NOT {inside})")


def _text(dialect: Dialect, column: InputColumn, raw: str) -> str:
    """The number of a text; far below every limit where there is none, null where the text is empty."""
    text = f"CAST({raw} AS {dialect.string})"
    word = f"replace({dialect.trim.format(a=text, c=dialect.text(SPACES))}, {dialect.text(MINUS)}, '-')"
    plain = dialect.matches.format(a=text, b=dialect.text(plain_pattern(column)))
    fits = dialect.matches.format(a=word, b=dialect.text(number_pattern(column)))
    exact = f"DECIMAL({DIGITS},{column.scale})"
    chain = [f"WHEN {plain} THEN CAST({text} AS {exact})"]
    for option, worth in column.words.items():
        chain.append(f"WHEN {word} = {dialect.text(option)} THEN CAST({_literal(worth, column.scale)} AS {exact})")
    chain.append(f"WHEN {fits} THEN CAST(replace({word}, ',', '') AS {exact})")
    chain.append(f"WHEN {word} <> '' THEN CAST({_literal(1 - 10**DIGITS, column.scale)} AS {exact})")
    return f"CASE {' '.join(chain)} END"


def _inside(column: InputColumn, scale: int, number: str) -> str:
    """Whether a number is one that the column accepts; null for null."""
    accepted = span(column, scale)
    if column.allowed is None:
        return f"({number} BETWEEN {_literal(accepted.low, scale)} AND {_literal(accepted.high, scale)})"
    raw = [worth // accepted.factor for worth in column.allowed if worth % accepted.factor == 0]
    return f"({number} IN ({', '.join(_literal(one, scale) for one in raw)}))"


def _literal(raw: int, scale: int) -> str:
    return f"{Decimal(raw).scaleb(-scale, EXACT):f}"


def _integer(dialect: Dialect, column: InputColumn, number: str, inside: str) -> str:
    """The number as an integer of the column's scale, where it is accepted."""
    if column.scale == 0:
        exact = f"CAST({number} AS {dialect.narrow})"
    else:
        # The product keeps its decimals, all zero: they need room beside the digits of the integer.
        digits = len(str(max(abs(column.low), abs(column.high)))) + column.scale
        room = f"DECIMAL({DIGITS if digits <= DIGITS else WIDEST_DECIMAL},{column.scale})"
        exact = f"CAST(CAST({number} AS {room}) * {10**column.scale} AS {dialect.narrow})"
    return f"CASE WHEN {inside} THEN {exact} END"


def reading(
    dialect: Dialect,
    cells: Iterable[SqlCell],
    passed: Iterable[str],
    is_bad_key: Callable[[str], str | None],
    source: str,
) -> str:
    """A SELECT of the good rows of `source`: columns that pass through, and every input as an integer."""
    name = dialect.identifier
    cells = list(cells)
    numbers = [f"{cell.number} AS {name(number_name(cell.column))}" for cell in cells]
    values = [f"{cell.value} AS {name(input_name(cell.column.name))}" for cell in cells]
    keep = [name(column) for column in passed]
    bad = [cell.bad for cell in cells] + [test for column in passed if (test := is_bad_key(column))]
    verdict = f"COALESCE({' OR '.join(bad) or 'FALSE'}, FALSE) AS {name(BAD)}"
    query = f"(SELECT {', '.join(['*', *numbers])} FROM {source} AS {name('raw')}{dialect.fence})"  # noqa: S608  # names are quoted
    selected = ", ".join([*keep, *values, verdict])
    query = f"(SELECT {selected} FROM {query} AS {name('read')}{dialect.fence})"  # noqa: S608  # names are quoted
    return f"SELECT * FROM {query} AS {name('judged')} WHERE NOT {name(BAD)}"  # noqa: S608  # names are quoted


BAD = f"{PREFIX}bad"
