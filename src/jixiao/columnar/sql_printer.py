"""Printing expressions as SQL for DuckDB, PostgreSQL and Spark.

Integers are BIGINT where every intermediate value fits and the engine's wide type elsewhere; quotients are
integer quotients. SQL's own three-valued logic is the one that the expressions define.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from jixiao.columnar.ranges import Ranges, may_be_null
from jixiao.core.kernel import expression as x
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import RuleFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.columnar.dialects import Dialect
    from jixiao.columnar.sharing import Plan
    from jixiao.core.kernel.traversal import Node

    Rename = Callable[[str], str]


class SqlPrinter:
    """Expressions over integer columns of a table; NULL is unknown.

    `plan` names parts that are columns already (see `select`); `rename` gives the table's name of an input.
    Raises `RuleFault` where a value does not fit the engine's widest integers.
    """

    def __init__(self, dialect: Dialect, plan: Plan | None = None, rename: Rename = str) -> None:
        """Print without shared parts unless a plan says otherwise."""
        self.dialect = dialect
        self._plan = plan
        self._rename = rename
        self._ranges = Ranges()

    def integer(self, node: x.Integer) -> str:
        """The SQL of an integer: narrow, or wide where `Ranges.is_wide` says so."""
        name = self._plan.name(node) if self._plan else None
        return self.definition(node) if name is None else self.dialect.identifier(name)

    def condition(self, node: x.Condition) -> str:
        """The SQL of a condition."""
        name = self._plan.name(node) if self._plan else None
        return self._truth(node) if name is None else self.dialect.identifier(name)

    def named(self, node: Node) -> str:
        """The definition of a part that a plan names."""
        return self.definition(node) if isinstance(node, x.Integer) else self._truth(node)

    def definition(self, node: x.Integer) -> str:
        """The SQL of a node itself, even where the plan has a name for it."""
        if self._ranges.size(node) > self.dialect.largest:
            raise RuleFault(
                Text(
                    f"中间结果超出 {self.dialect.name} 的整数",
                    f"too large for the integers of {self.dialect.name}",
                )
            )
        wide = self._ranges.computes_wide(node)
        match node:
            case x.Constant():
                return self._typed(node, wide)
            case x.Column(name):
                return self.dialect.identifier(self._rename(name))
            case x.Sum(terms):
                return "(" + " + ".join(self._at(term, wide) for term in terms) + ")"
            case x.Product(left, right):
                return f"({self._at(left, wide)} * {self._at(right, wide)})"
            case x.Quotient(dividend, divisor):
                return self._quotient(node, dividend, divisor, wide)
            case x.Extreme(which, items):
                return self._extreme("LEAST" if which == "least" else "GREATEST", items, wide)
            case x.Choice(branches, otherwise):
                whens = [f"WHEN {self.condition(c)} THEN {self._at(v, wide)}" for c, v in branches]
                return f"CASE {' '.join(whens)} ELSE {self._at(otherwise, wide)} END"
            case _:
                assert_never(node)

    def _refuse_beyond(self, size: int, limit: int) -> None:
        if size > limit:
            name = self.dialect.name
            raise RuleFault(Text(f"中间结果超出 {name} 的整数", f"too large for the integers of {name}"))

    def _typed(self, node: x.Constant, wide: bool) -> str:
        """A constant with its type: bare, an engine could take it for a 32-bit integer and overflow."""
        return self._cast(str(node.value), wide)

    def _cast(self, text: str, wide: bool) -> str:
        return f"CAST({text} AS {self.dialect.wide if wide else self.dialect.narrow})"

    def _at(self, node: x.Integer, wide: bool) -> str:
        """The operand in the width of its operation."""
        if isinstance(node, x.Constant):
            return self._typed(node, wide)
        printed = self.integer(node)
        return self._cast(printed, wide) if wide and not self._ranges.is_wide(node) else printed

    def _quotient(self, node: x.Integer, dividend: x.Integer, divisor: x.Integer, wide: bool) -> str:
        above, below = self._at(dividend, wide), self._at(divisor, wide)
        if self._ranges.of(divisor)[0] <= 0:
            below = f"NULLIF({below}, 0)"
        if not wide:
            return self.dialect.floor.format(a=above, b=below)
        if self._ranges.is_wide(node):
            self._refuse_beyond(self._ranges.size(node), self.dialect.largest_quotient)
            return self.dialect.huge_floor.format(a=above, b=below)
        return self._cast(self.dialect.wide_floor.format(a=above, b=below), wide=False)

    def _extreme(self, function: str, items: tuple[x.Integer, ...], wide: bool) -> str:
        """The function of all three engines passes over nulls, so it is asked only where nothing is null."""
        printed = [self._at(item, wide) for item in items]
        pick = f"{function}({', '.join(printed)})"
        open_ = [text for text, item in zip(printed, items, strict=True) if may_be_null(item)]
        if not open_:
            return pick
        return f"CASE WHEN {' AND '.join(f'{text} IS NOT NULL' for text in open_)} THEN {pick} END"

    def _truth(self, node: x.Condition) -> str:
        match node:
            case x.Always(value):
                return "TRUE" if value else "FALSE"
            case x.Known(column):
                return f"({self.dialect.identifier(self._rename(column.name))} IS NOT NULL)"
            case x.Compare(operator, left, right):
                wide = self._ranges.is_wide(left) or self._ranges.is_wide(right)
                sign = "=" if operator == "==" else operator
                return f"({self._at(left, wide)} {sign} {self._at(right, wide)})"
            case x.Every(items):
                return "(" + " AND ".join(map(self.condition, items)) + ")"
            case x.Some(items):
                return "(" + " OR ".join(map(self.condition, items)) + ")"
            case x.Negation(item):
                return f"(NOT {self.condition(item)})"
            case _:
                assert_never(node)


def select(dialect: Dialect, plan: Plan, source: str, rename: Rename = str) -> str:
    """A SELECT that adds the plan's outputs to the columns of `source`, a table or a sub-select in brackets.

    Each layer of shared parts is a sub-select of its own.
    """
    printer = SqlPrinter(dialect, plan, rename)
    given = dialect.identifier("given")
    query = f"SELECT * FROM {source} AS {given}{dialect.fence}"  # noqa: S608  # names are quoted
    for number, layer in enumerate(plan.layers, 1):
        added = [f"{printer.named(node)} AS {dialect.identifier(name)}" for name, node in layer.items()]
        query = _wrapped(dialect, added, query, f"layer_{number}") + dialect.fence
    final = [
        (printer.integer(node) if isinstance(node, x.Integer) else printer.condition(node))
        + f" AS {dialect.identifier(name)}"
        for name, node in plan.outputs.items()
    ]
    return _wrapped(dialect, final, query, "scored")


def _wrapped(dialect: Dialect, added: list[str], query: str, name: str) -> str:
    columns = ",\n  ".join(["*", *added])
    return f"SELECT {columns}\nFROM ({query}) AS {dialect.identifier(name)}"
