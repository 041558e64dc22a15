"""Cells as SQL reads them: each input column as BIGINT, and whether a cell must be refused.

Three layers, so that no text is repeated: the word of a text cell, its exact number, then integer and verdict.
A value is converted only where the check before it holds: SQL engines raise on a conversion that does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.columnar.cells import number_pattern, span
from jixiao.columnar.scoring_plan import PREFIX, input_name
from jixiao.core.kernel.numerals import EXACT, MINUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jixiao.columnar.dialects import Dialect
    from jixiao.columnar.stored import Stored
    from jixiao.columnar.table import InputColumn

SPACES = " \t\r\n\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class SqlCell:
    """One column: `word` and `number` are layers of their own, `value` and `bad` read them by name."""

    column: InputColumn
    word: str | None
    number: str
    value: str
    bad: str


def word_name(column: InputColumn) -> str:
    """The column that holds the word of a text cell."""
    return f"{PREFIX}word_{column.name}"


def number_name(column: InputColumn) -> str:
    """The column that holds the number of a cell as stored."""
    return f"{PREFIX}number_{column.name}"


def sql_cell(dialect: Dialect, column: InputColumn, found: Stored) -> SqlCell:
    """How to read a column that is stored so."""
    raw = dialect.identifier(column.name)
    number = dialect.identifier(number_name(column))
    if found.kind == "empty":
        nothing = f"CAST(NULL AS {dialect.narrow})"
        return SqlCell(column, None, nothing, number, "FALSE")
    if found.kind == "boolean":
        truth = f"CASE WHEN {raw} THEN 1 WHEN NOT {raw} THEN 0 END"
        return SqlCell(column, None, f"CAST({truth} AS {dialect.narrow})", number, "FALSE")
    if found.kind == "text" or found.scale > column.scale:
        return _text(dialect, column, raw)
    outside = _outside(column, found.scale, number)
    return SqlCell(column, None, raw, _integer(dialect, column, number, outside), outside)


def _text(dialect: Dialect, column: InputColumn, raw: str) -> SqlCell:
    word = dialect.identifier(word_name(column))
    number = dialect.identifier(number_name(column))
    text = f"CAST({raw} AS {dialect.string})"
    trimmed = dialect.trim.format(a=text, c=dialect.text(SPACES))
    plain = f"NULLIF(replace({trimmed}, {dialect.text(MINUS)}, '-'), '')"
    for option, worth in column.words.items():
        points = dialect.text(f"{column.decimal(worth):f}")
        plain = f"CASE WHEN {trimmed} = {dialect.text(option)} THEN {points} ELSE {plain} END"
    fits = dialect.matches.format(a=word, b=dialect.text(number_pattern(column)))
    digits = f"CAST(replace({word}, ',', '') AS DECIMAL(38,{column.scale}))"
    outside = _outside(column, column.scale, number)
    return SqlCell(
        column,
        plain,
        f"CASE WHEN {fits} THEN {digits} END",
        _integer(dialect, column, number, outside),
        f"(({word} IS NOT NULL AND {number} IS NULL) OR {outside})",
    )


def _outside(column: InputColumn, scale: int, number: str) -> str:
    """Whether a stored number is none that the column accepts; null for null."""
    accepted = span(column, scale)
    if column.allowed is None:
        return f"({number} < {_literal(accepted.low, scale)} OR {number} > {_literal(accepted.high, scale)})"
    raw = [worth // accepted.factor for worth in column.allowed if worth % accepted.factor == 0]
    return f"({number} NOT IN ({', '.join(_literal(one, scale) for one in raw)}))"


def _literal(raw: int, scale: int) -> str:
    return f"{Decimal(raw).scaleb(-scale, EXACT):f}"


def _integer(dialect: Dialect, column: InputColumn, number: str, outside: str) -> str:
    """The number as an integer of the column's scale, where it is accepted."""
    if column.scale == 0:
        exact = f"CAST({number} AS {dialect.narrow})"
    else:
        # No accepted integer has more than 18 digits: limits times scale stay below 10 ** 17.
        exact = f"CAST(CAST({number} AS DECIMAL(18,{column.scale})) * {10**column.scale} AS {dialect.narrow})"
    return f"CASE WHEN NOT {outside} THEN {exact} END"


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
    words = [f"{cell.word} AS {name(word_name(cell.column))}" for cell in cells if cell.word is not None]
    numbers = [f"{cell.number} AS {name(number_name(cell.column))}" for cell in cells]
    values = [f"{cell.value} AS {name(input_name(cell.column.name))}" for cell in cells]
    keep = [name(column) for column in passed]
    bad = [cell.bad for cell in cells] + [test for column in passed if (test := is_bad_key(column))]
    verdict = f"COALESCE({' OR '.join(bad) or 'FALSE'}, FALSE) AS {name(BAD)}"
    query = source
    for added in (words, numbers):
        query = f"(SELECT {', '.join(['*', *added])} FROM {query} AS {name('raw')}{dialect.fence})"  # noqa: S608  # names are quoted
    selected = ", ".join([*keep, *values, verdict])
    query = f"(SELECT {selected} FROM {query} AS {name('read')}{dialect.fence})"  # noqa: S608  # names are quoted
    return f"SELECT * FROM {query} AS {name('judged')} WHERE NOT {name(BAD)}"  # noqa: S608  # names are quoted


BAD = f"{PREFIX}bad"
