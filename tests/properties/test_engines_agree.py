"""Whatever the expression and the row: plain Python, Polars and DuckDB give the same integer, or all none.

Random expressions over random bounds, so that every width and every place for a null comes up. The rows lie within the
bounds of their columns, as the batch sees to; dividends are never negative and divisors never negative, as the core
sees to (a zero divisor gives null in all engines).
"""

import duckdb
import polars as pl
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jixiao.columnar.dialects import DUCKDB
from jixiao.columnar.polars_printer import PolarsPrinter, layers
from jixiao.columnar.ranges import WIDE, Ranges
from jixiao.columnar.sharing import share
from jixiao.columnar.sql_printer import select
from jixiao.core.kernel import evaluation
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.traversal import largest, walk

NAMES = ("a", "b", "c", "d")
SMALL = (-100, -1, 0, 1, 2, 5, 100, 10_000, 10**8)
CONNECTION = duckdb.connect()
EDGES = (1, 2, 100, 10**4, 10**8, 10**11, 10**16, 2**31, 2**62)


@st.composite
def columns(draw: st.DrawFn) -> tuple[x.Column, ...]:
    """Four columns, some of which may be negative, of widths that make 64 bits both enough and too few."""
    found = []
    for name in NAMES:
        size = draw(st.sampled_from(EDGES))
        found.append(x.Column(name, draw(st.sampled_from((0, -size))), size))
    return tuple(found)


@st.composite
def integers(draw: st.DrawFn, leaves: tuple[x.Column, ...], depth: int) -> x.Integer:
    """Expressions built as the core builds them, and some that it would have folded."""
    if depth == 0:
        return draw(st.one_of(st.sampled_from(leaves), st.sampled_from(SMALL).map(x.Constant)))
    inner = integers(leaves, depth - 1)
    kind = draw(st.sampled_from(("sum", "product", "plain", "quotient", "least", "greatest", "choice", "leaf")))
    if kind == "choice":
        truths = draw(st.lists(conditions(leaves, depth - 1), min_size=1, max_size=2))
        return x.choose([(truth, draw(inner)) for truth in truths], draw(inner))
    one, two = draw(inner), draw(inner)
    match kind:
        case "sum":
            return x.add(one, two, draw(inner))
        case "product":
            return x.multiply(one, two)
        case "plain":
            return x.Product(one, two)
        case "quotient":
            below = x.greatest(x.ZERO, two)
            make = x.Quotient if below == x.ZERO else x.quotient
            return make(x.greatest(x.ZERO, one), below)
        case "least":
            return x.least(one, two, draw(inner))
        case "greatest":
            return x.greatest(one, two)
        case _:
            return one


@st.composite
def conditions(draw: st.DrawFn, leaves: tuple[x.Column, ...], depth: int) -> x.Condition:
    """Comparisons and questions whether a column is known, joined by every, some and not."""
    kind = draw(st.sampled_from(("known", "compare", "compare", "every", "some", "not", "always")))
    if kind == "known":
        return x.Known(draw(st.sampled_from(leaves)))
    if kind == "always":
        return x.Always(draw(st.booleans()))
    if kind == "compare" or depth == 0:
        inner = integers(leaves, max(0, depth - 1))
        return x.compare(draw(inner), draw(st.sampled_from(("<", "<=", "==", ">", ">="))), draw(inner))
    below = conditions(leaves, depth - 1)
    if kind == "not":
        return x.negate(draw(below))
    items = draw(st.lists(below, min_size=2, max_size=3))
    return x.every(*items) if kind == "every" else x.some(*items)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[x.Integer], tuple[x.Column, ...], list[dict[str, int | None]]]:
    """Two expressions over the same columns, and rows that lie within the bounds."""
    leaves = draw(columns())
    pair = [draw(integers(leaves, 3)), draw(integers(leaves, 3))]
    edges = {c.name: st.sampled_from((c.low, c.high, 0, 1 if c.high else 0, c.high // 2)) for c in leaves}
    values = {c.name: st.one_of(st.none(), edges[c.name], st.integers(c.low, c.high)) for c in leaves}
    return pair, leaves, draw(st.lists(st.fixed_dictionaries(values), min_size=1, max_size=6))


def fits(node: x.Integer) -> bool:
    """Whether the rule would be accepted: no intermediate value exceeds 128 bits."""
    ranges = Ranges()
    sizes = [ranges.size(part) for part in walk(node) if isinstance(part, x.Integer)]
    return max(largest(node), *sizes) <= WIDE


def in_python(nodes: list[x.Integer], rows: list[dict[str, int | None]]) -> list[list[int | None]]:
    return [[evaluation.integer(node)(row) for row in rows] for node in nodes]


def in_polars(
    nodes: list[x.Integer], leaves: tuple[x.Column, ...], rows: list[dict[str, int | None]]
) -> list[list[int | None]]:
    frame = pl.DataFrame({c.name: pl.Series([row[c.name] for row in rows], dtype=pl.Int64) for c in leaves})
    plan = share({f"_{number}": node for number, node in enumerate(nodes)}, "_part_")
    for step in layers(plan):
        frame = frame.with_columns(step)
    return [frame[f"_{number}"].to_list() for number in range(len(nodes))]


def in_duckdb(
    nodes: list[x.Integer], leaves: tuple[x.Column, ...], rows: list[dict[str, int | None]]
) -> list[list[int | None]]:
    plan = share({f"_{number}": node for number, node in enumerate(nodes)}, "_part_")
    typed = ", ".join(f"{c.name} BIGINT" for c in leaves)
    values = [(number, *(row[name] for name in NAMES)) for number, row in enumerate(rows)]
    marks = ", ".join(["(?, ?, ?, ?, ?)"] * len(rows))
    CONNECTION.execute(f"CREATE OR REPLACE TABLE rows (number INTEGER, {typed})")
    CONNECTION.execute(f"INSERT INTO rows VALUES {marks}", [one for row in values for one in row])
    names = ", ".join(f"_{number}" for number in range(len(nodes)))
    query = select(DUCKDB, plan, "rows")
    found = CONNECTION.execute(f"SELECT {names} FROM ({query}) ORDER BY number").fetchall()
    return [list(column) for column in zip(*found, strict=True)]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_python_polars_and_duckdb_agree(
    case: tuple[list[x.Integer], tuple[x.Column, ...], list[dict[str, int | None]]],
):
    nodes, leaves, rows = case
    assume(all(map(fits, nodes)))
    expected = in_python(nodes, rows)
    assert in_polars(nodes, leaves, rows) == expected
    assert in_duckdb(nodes, leaves, rows) == expected


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_sharing_parts_changes_no_result(
    case: tuple[list[x.Integer], tuple[x.Column, ...], list[dict[str, int | None]]],
):
    nodes, leaves, rows = case
    assume(all(map(fits, nodes)))
    frame = pl.DataFrame({c.name: pl.Series([row[c.name] for row in rows], dtype=pl.Int64) for c in leaves})
    printer = PolarsPrinter()
    alone = [frame.select(pl.repeat(0, pl.len()), printer.integer(node).alias("v"))["v"] for node in nodes]
    assert [one.to_list() for one in alone] == in_polars(nodes, leaves, rows)
