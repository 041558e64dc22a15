"""A class is the sum of the classes one level below it, and the total of a column is the sum of its top classes.

Skipped:
1. Classes of which the table prints no class one level below.
2. Totals of tables that print no class of the highest level in that column.

Source: 财政部 政府收支分类科目 (类, 款, 项 are levels of one tree).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.core.audit.forms import Sum
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.document.statement import StatedFact

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("上级科目等于下级科目之和", "a class is the sum of the classes below it")

# How many digits a code has on each level.
LEVELS = {"functional_class": (3, 5, 7), "economic_class": (3, 5)}
Column = tuple[object, ...]


def check(audited: Audited) -> Iterator[Tie]:
    """One tie for every class with classes below it, in every column of every table."""
    for facts in audited.facts_by_table.values():
        named = {key for fact in facts for key, _ in fact.dimensions}
        for dimension, levels in LEVELS.items():
            for by_code in _columns(facts, dimension).values() if dimension in named else ():
                yield from _ties(audited, by_code, levels)


def _columns(facts: list[StatedFact], dimension: str) -> dict[Column, dict[str, StatedFact]]:
    """For each kind of figure in a table: the figure of each class; "" is the total."""
    columns: dict[Column, dict[str, StatedFact]] = defaultdict(dict)
    for fact in facts:
        own = dict(fact.dimensions)
        code = own.pop(dimension, "")
        if fact.concept is not None and not (code and not code.isdigit()):
            columns[fact.concept, fact.period, tuple(own.items())].setdefault(code, fact)
    return columns


def _ties(audited: Audited, by_code: dict[str, StatedFact], levels: tuple[int, ...]) -> Iterator[Tie]:
    below: dict[str, list[StatedFact]] = defaultdict(list)
    for code, fact in by_code.items():
        if len(code) in levels:
            above = levels.index(len(code)) - 1
            below[code[: levels[above]] if above >= 0 else ""].append(fact)
    for code, children in below.items():
        terms = [audited.term(one) for one in (by_code[code], *children)] if code in by_code else [None]
        if all(one is not None for one in terms):  # (1) (2)
            yield Tie(Sum((1,) * len(children)), tuple(one for one in terms if one is not None), TITLE)
