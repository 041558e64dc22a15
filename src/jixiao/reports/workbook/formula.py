"""The fifth printer of the expression: integer expressions as spreadsheet formulas.

An unknown value is an error (#N/A), which spreadsheets carry through sums and products as the engines carry null. A
branch is taken only when its condition is certainly true, so each comparison answers FALSE while it is unknown;
negations are first carried down to the comparisons, where "not less" is "at least", unknown again FALSE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from jixiao.core.kernel import expression as x

if TYPE_CHECKING:
    from collections.abc import Mapping

# What Excel accepts at most; LibreOffice takes more.
LONGEST = 8192

_OPPOSITE = {"<": ">=", "<=": ">", "==": "<>"}
_WRITTEN = {"<": "<", "<=": "<=", "==": "="}


def integer_formula(node: x.Integer, cells: Mapping[str, str]) -> str:
    """An integer expression; `cells`: column name -> the cell that holds its count or #N/A."""
    match node:
        case x.Constant(value):
            return str(value) if value >= 0 else f"({value})"
        case x.Column(name):
            return cells[name]
        case x.Sum(terms):
            return "(" + "+".join(integer_formula(term, cells) for term in terms) + ")"
        case x.Product(left, right):
            return f"{integer_formula(left, cells)}*{integer_formula(right, cells)}"
        case x.Quotient(dividend, divisor):
            return f"INT(({integer_formula(dividend, cells)})/({integer_formula(divisor, cells)}))"
        case x.Extreme(which, items):
            listed = ",".join(integer_formula(item, cells) for item in items)
            return f"{'MIN' if which == 'least' else 'MAX'}({listed})"
        case x.Choice(branches, otherwise):
            written = integer_formula(otherwise, cells)
            for condition, branch in reversed(branches):
                written = f"IF({condition_formula(condition, cells)},{integer_formula(branch, cells)},{written})"
            return written
        case _:
            assert_never(node)


def condition_formula(node: x.Condition, cells: Mapping[str, str], *, negated: bool = False) -> str:
    """A formula that is TRUE when the condition (or its opposite) certainly holds, else FALSE."""
    match node:
        case x.Always(is_true):
            return "TRUE" if is_true is not negated else "FALSE"
        case x.Known(column):
            known = f"ISNUMBER({cells[column.name]})"
            return f"NOT({known})" if negated else known
        case x.Compare(operator, left, right):
            sign = _OPPOSITE[operator] if negated else _WRITTEN[operator]
            return f"IFERROR({integer_formula(left, cells)}{sign}{integer_formula(right, cells)},FALSE)"
        case x.Every(items):
            return _listed("OR" if negated else "AND", items, cells, negated)
        case x.Some(items):
            return _listed("AND" if negated else "OR", items, cells, negated)
        case x.Negation(item):
            return condition_formula(item, cells, negated=not negated)
        case _:
            assert_never(node)


def _listed(name: str, items: tuple[x.Condition, ...], cells: Mapping[str, str], negated: bool) -> str:
    return f"{name}({','.join(condition_formula(item, cells, negated=negated) for item in items)})"
