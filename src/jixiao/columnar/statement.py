"""One SQL statement that scores a table: for DuckDB and Spark here, for any database that speaks their dialects.

Read, refuse bad rows, compute in layers, and give each output column its type.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.columnar import scoring_plan as plan_
from jixiao.columnar.sql_cells import reading, sql_cell
from jixiao.columnar.sql_printer import select
from jixiao.columnar.stored import Stored
from jixiao.columnar.table import KEYS, table, unread
from jixiao.core.kernel.numerals import EXACT
from jixiao.core.scoring.score_expression import OUTCOME_CODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.columnar.dialects import Dialect
    from jixiao.columnar.table import OutputColumn, Table
    from jixiao.core.scoring.framework import Framework


def scoring_statement(
    framework: Framework,
    dialect: Dialect,
    source: str,
    columns: Mapping[str, str],
    readings: Mapping[str, str] | None = None,
) -> str:
    """The statement for a table of your own database.

    `source` is the table as SQL (quoted where it must be), `columns` its columns with the kind of each: `integer`,
    `decimal(18,2)`, `text` or `boolean`. Bad rows are left out; `jixiao batch` says why they are bad. Raises
    `InputFault` for unknown readings and frameworks that cannot be scored by table, `ValueError` for other kinds.
    """
    layout = table(framework, readings)
    found = {name: _stored(kind) for name, kind in columns.items()}
    return statement(dialect, layout, found, unread(found, layout), source)


def _stored(kind: str) -> Stored:
    word = kind.strip().lower()
    if word in ("integer", "text", "boolean"):
        return Stored(word, kind, 19)  # type: ignore[arg-type]  # one of the kinds, by the line above
    if word.startswith("decimal(") and word.endswith(")"):
        digits, _, scale = word[len("decimal(") : -1].partition(",")
        return Stored("decimal", kind, int(digits), int(scale or 0))
    raise ValueError(f"{kind}: write integer, decimal(18,2), text or boolean")


def statement(dialect: Dialect, layout: Table, found: Mapping[str, Stored], passed: Iterable[str], source: str) -> str:
    """A SELECT of the passed columns and all outputs for the good rows of `source`."""
    passed = list(passed)
    present = [column for column in layout.inputs if column.name in found]
    cells = [sql_cell(dialect, column, found[column.name]) for column in present]

    def is_bad_key(name: str) -> str | None:
        return _empty(dialect, name, found[name]) if name in KEYS else None

    plan = plan_.scoring_plan(layout, [column.name for column in present])
    read = reading(dialect, cells, passed, is_bad_key, source)
    if plan_.reads_null(plan):
        null = f"CAST(NULL AS {dialect.narrow}) AS {dialect.identifier(plan_.NULL_COLUMN)}"
        read = f"SELECT *, {null} FROM ({read}) AS {dialect.identifier('with_null')}"  # noqa: S608  # names are quoted
    scored = select(dialect, plan, f"({read})", plan_.input_name)
    columns = [dialect.identifier(name) for name in passed]
    columns += [f"{_output(dialect, layout, column)} AS {dialect.identifier(column.name)}" for column in layout.outputs]
    listed = ",\n  ".join(columns)
    return f"SELECT\n  {listed}\nFROM ({scored}) AS {dialect.identifier('result')}"  # names are quoted


def _empty(dialect: Dialect, name: str, found: Stored) -> str:
    column = dialect.identifier(name)
    if found.kind != "text":
        return f"({column} IS NULL)"
    return f"({column} IS NULL OR trim({column}) = '')"


def _output(dialect: Dialect, layout: Table, column: OutputColumn) -> str:
    name = dialect.identifier
    places = layout.framework.places
    if column.kind == "total":
        return _points(name(plan_.TOTAL), places)
    if column.kind == "decided_points":
        return _points(name(plan_.DECIDED), places)
    names = plan_.computed(layout, column.indicator or "")
    code = name(names.outcome)
    if column.kind == "outcome":
        words = [f"WHEN {number} THEN {dialect.text(one.value)}" for number, one in OUTCOME_CODES.items()]
        return f"CASE {code} {' '.join(words)} END"
    if names.starred is None:
        return f"CASE WHEN {code} = 0 THEN {_points(name(names.score), places)} END"
    letters = [f"WHEN {n} THEN {dialect.text(one)}" for n, one in enumerate(layout.framework.letters)]
    star = f"CASE WHEN {name(names.starred)} THEN '*' ELSE '' END"
    return f"CASE WHEN {code} = 0 THEN concat(CASE {name(names.score)} {' '.join(letters)} END, {star}) END"


def _points(integer: str, places: int) -> str:
    """Hundredths of points as decimals, by an exact product."""
    unit = f"{Decimal(1).scaleb(-places, EXACT):f}"
    return f"CAST(CAST({integer} AS DECIMAL(9,0)) * {unit} AS DECIMAL(9,{places}))"
