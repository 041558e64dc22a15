"""What printers print: safe names, the width that is needed and no more, engines' limits."""

import re

import pytest

from jixiao.columnar.absent import NULL, integer_without
from jixiao.columnar.dialects import DIALECTS, DUCKDB, POSTGRESQL, SPARK
from jixiao.columnar.polars_printer import PolarsPrinter
from jixiao.columnar.scoring_plan import scoring_plan
from jixiao.columnar.sharing import share
from jixiao.columnar.sql_printer import SqlPrinter, select
from jixiao.columnar.statement import scoring_statement
from jixiao.columnar.table import table
from jixiao.core.kernel import expression as x
from jixiao.core.scoring.framework import Framework
from jixiao.core.scoring.inputs import RuleFault

MONEY = x.Column("money", 0, 10**16)
BASE = x.Column("base", 0, 10**16)
COUNT = x.Column("count", 0, 10**4)


@pytest.mark.parametrize(
    ("dialect", "name", "quoted"),
    [
        (DUCKDB, 'a"; DROP TABLE t; --', '"a""; DROP TABLE t; --"'),
        (POSTGRESQL, "年初预算", '"年初预算"'),
        (SPARK, "a`b", "`a``b`"),
    ],
    ids=["duckdb", "postgresql", "spark"],
)
def test_names_are_quoted(dialect: object, name: str, quoted: str):
    assert dialect.identifier(name) == quoted  # type: ignore[attr-defined]


def test_a_name_with_a_null_character_is_refused():
    with pytest.raises(ValueError, match="NUL"):
        DUCKDB.identifier("a\0b")
    with pytest.raises(ValueError, match="NUL"):
        DUCKDB.text("a\0b")


def test_sixty_four_bits_where_they_suffice():
    narrow = x.compare(x.multiply(MONEY, 100), "<", x.multiply(BASE, 90))
    assert "128" not in str(PolarsPrinter().condition(narrow))
    assert "HUGEINT" not in SqlPrinter(DUCKDB).condition(narrow)


def test_a_hundred_and_twenty_eight_bits_where_they_are_needed():
    wide = x.compare(x.multiply(MONEY, BASE), "<", x.multiply(BASE, 10**3))
    assert "Int128" in str(PolarsPrinter().condition(wide))
    assert "HUGEINT" in SqlPrinter(DUCKDB).condition(wide)
    assert "NUMERIC" in SqlPrinter(POSTGRESQL).condition(wide)
    assert "DECIMAL(38,0)" in SqlPrinter(SPARK).condition(wide)


def test_a_wide_quotient_that_fits_is_narrow_again():
    rounded = x.quotient(x.multiply(MONEY, 10**6), x.add(BASE, x.ONE))
    assert not PolarsPrinter()._ranges.is_wide(x.quotient(x.multiply(MONEY, 100), x.Constant(10**9)))
    assert "div(" in SqlPrinter(POSTGRESQL).integer(rounded)


def test_a_divisor_that_may_be_zero_gives_null_and_no_error():
    for dialect in DIALECTS.values():
        assert "NULLIF" in SqlPrinter(dialect).integer(x.quotient(MONEY, COUNT))
        assert "NULLIF" not in SqlPrinter(dialect).integer(x.quotient(MONEY, x.Constant(100)))


def test_values_beyond_an_engine_are_refused():
    huge = x.Product(x.Product(MONEY, BASE), x.Constant(1_500_000))  # fits 2 ** 127, not 10 ** 38
    SqlPrinter(DUCKDB).integer(huge)
    SqlPrinter(POSTGRESQL).integer(huge)
    with pytest.raises(RuleFault, match="spark"):
        SqlPrinter(SPARK).integer(huge)


def test_a_quotient_beyond_what_spark_divides_exactly_is_refused():
    quotient = x.Quotient(x.Product(x.Product(MONEY, BASE), x.Constant(10)), x.add(COUNT, x.ONE))
    assert "//" in SqlPrinter(DUCKDB).integer(quotient)
    with pytest.raises(RuleFault, match="spark"):
        SqlPrinter(SPARK).integer(quotient)
    smaller = x.Quotient(x.Product(MONEY, x.Constant(10**15)), x.add(COUNT, x.ONE))
    assert "%" in SqlPrinter(SPARK).integer(smaller)


def test_parts_used_twice_are_written_once():
    part = x.multiply(MONEY, BASE)
    outputs = {"a": x.add(part, COUNT), "b": x.least(part, x.multiply(COUNT, 5)), "c": x.multiply(MONEY, BASE)}
    plan = share(outputs, "part_")
    query = select(DUCKDB, plan, "t")
    assert len(re.findall(r'"money" AS HUGEINT', query)) == 1
    assert [set(layer) for layer in plan.layers] == [{"part_0", "part_1"}]


def test_the_statement_grows_with_the_rules_and_not_with_their_nesting(framework: Framework):
    layout = table(framework)
    plan = scoring_plan(layout, [column.name for column in layout.inputs])
    kinds = {column.name: "decimal(18,2)" if column.scale else "integer" for column in layout.inputs}
    assert sum(len(layer) for layer in plan.layers) < 400
    for dialect in DIALECTS.values():
        assert len(scoring_statement(framework, dialect, "filings", kinds)) < 200_000


def test_kinds_of_columns_that_are_not_known_are_refused(framework: Framework):
    with pytest.raises(ValueError, match="double precision"):
        scoring_statement(framework, POSTGRESQL, "filings", {"satisfaction": "double precision"})


def test_what_is_absent_is_folded_to_null():
    stated, derived = x.Column("stated", 0, 100), x.Column("derived", 0, 100)
    either = x.choose([(x.Known(stated), stated)], x.multiply(derived, 5))
    assert integer_without(either, frozenset({"stated"})) == x.multiply(derived, 5)
    assert integer_without(either, frozenset({"stated", "derived"})) == NULL
    # Unknown is neither less nor not less, so neither branch is taken.
    less = x.compare(stated, "<", x.Constant(5))
    both = x.choose([(less, x.ONE), (x.negate(less), x.Constant(2))], x.Constant(3))
    assert integer_without(both, frozenset({"stated"})) == x.Constant(3)
