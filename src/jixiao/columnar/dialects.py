"""The SQL engines that rules are printed for, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.columnar.ranges import WIDE


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one engine writes integers of two widths, floor quotients, names and texts.

    - `largest`: the greatest magnitude that the wide type holds; `largest_quotient`: that `huge_floor` may give.
    - `floor`, `wide_floor`: the quotient of two narrow or two wide integers `{a}` and `{b}`; `huge_floor` where
      the quotient itself is wide.
    - `trim` cuts the characters `{c}` from both ends of `{a}`; `matches`: the whole of `{a}` fits the pattern `{b}`.
    - `string`: the type of texts; `fence` ends a sub-select that the planner must not dissolve into what reads it.
    """

    name: str
    narrow: str
    wide: str
    largest: int
    floor: str
    wide_floor: str
    huge_floor: str
    trim: str
    matches: str
    string: str = "VARCHAR"
    largest_quotient: int = WIDE
    quote: str = '"'
    fence: str = ""

    def identifier(self, name: str) -> str:
        """A column's or table's name, quoted so that any text is safe. Raises `ValueError` for a NUL."""
        if "\0" in name:
            raise ValueError("an identifier cannot hold a NUL character")
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def text(self, value: str) -> str:
        """A string literal. Raises `ValueError` for a NUL."""
        if "\0" in value:
            raise ValueError("a text cannot hold a NUL character")
        escaped = value.replace("\\", "\\\\") if self.quote == "`" else value
        return "'" + escaped.replace("'", "\\'" if self.quote == "`" else "''") + "'"


DUCKDB = Dialect(
    "duckdb",
    "BIGINT",
    "HUGEINT",
    WIDE,
    "({a} // {b})",
    "({a} // {b})",
    "({a} // {b})",
    "trim({a}, {c})",
    "regexp_full_match({a}, {b})",
)

# `/` of two bigints truncates; the dividends of our expressions are never negative where it matters.
# Without the fence PostgreSQL would put every layer's text into the next one and compute shared parts again.
POSTGRESQL = Dialect(
    "postgresql",
    "BIGINT",
    "NUMERIC",
    10**131_000,
    "({a} / {b})",
    "div({a}, {b})",
    "div({a}, {b})",
    "btrim({a}, {c})",
    "({a} ~ ('^(?:' || {b} || ')$'))",
    fence=" OFFSET 0",
)

# `div` of decimals gives a bigint; an exact multiple may be divided without losing a digit, but the quotient keeps six
# decimals, which leaves 32 digits before the point.
SPARK = Dialect(
    "spark",
    "BIGINT",
    "DECIMAL(38,0)",
    10**38 - 1,
    "({a} div {b})",
    "({a} div {b})",
    "CAST(({a} - {a} % {b}) / {b} AS DECIMAL(38,0))",
    "trim(BOTH {c} FROM {a})",
    "({a} RLIKE concat('^(?:', {b}, ')$'))",
    string="STRING",
    largest_quotient=10**32 - 1,
    quote="`",
)

DIALECTS = {dialect.name: dialect for dialect in (DUCKDB, POSTGRESQL, SPARK)}
