"""Conversion table (M2): the letters of the dimensions, whatever their order, looked up in a table.

After PEFA. The table must name every combination once; `ABD` and `DBA` are the same combination.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, ClassVar

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.rational import Rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import RuleFault
from jixiao.core.scoring.points import Points, Shape
from jixiao.core.scoring.shapes.weakest_link import dimension_lines, letter_ranks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader


@dataclass(frozen=True, slots=True)
class ConversionTable:
    """The dimensions, and the table from combination to letter."""

    shape: ClassVar[str] = "conversion_table"
    dimensions: tuple[Shape, ...]
    table: Mapping[str, str]

    def build(self, bench: Workbench) -> Points:
        """A code that counts the letters, independent of order, looked up in the table."""
        parts = [part.build(bench) for part in self.dimensions]
        plain = [letter for letter in bench.letters if not letter.endswith("+")]
        entries = self._entries(plain, len(parts))
        weight = {bench.letters.index(letter): (len(parts) + 1) ** n for n, letter in enumerate(plain)}
        codes = [_weighed(rank, weight) for rank in letter_ranks(parts)]
        code = x.add(*codes)
        branches: list[tuple[x.Condition, x.Integer]] = []
        for combination, letter in entries.items():
            number = sum(weight[bench.letters.index(one)] for one in combination)
            rank = bench.award(letter)
            branches.append((x.compare(code, "==", x.Constant(number)), x.Constant(int(rank))))
        value = x.choose(branches[:-1], branches[-1][1])

        def explain(reader: Reader) -> list[Text]:
            return [
                *dimension_lines(reader, parts, bench.letters),
                Text("按组合查表", "by the conversion table"),
            ]

        starred = x.negate(x.every(*(part.defined for part in parts)))
        best = Fraction(len(bench.letters) - 1)
        return Points((Rational(value),), x.TRUE, best, (), explain, x.FALSE, starred)

    def _entries(self, plain: list[str], count: int) -> dict[str, str]:
        given = {"".join(sorted(key)): letter for key, letter in self.table.items()}
        wanted = ["".join(sorted(combination)) for combination in combinations_with_replacement(plain, count)]
        missing = [key for key in wanted if key not in given]
        unknown = [key for key in given if key not in wanted]
        twice = [key for key, n in Counter("".join(sorted(k)) for k in self.table).items() if n > 1]
        for found, zh, en in (
            (missing, "换算表缺少组合", "the conversion table lacks"),
            (unknown, "换算表有多余的组合", "the conversion table has no use for"),
            (twice, "换算表中组合重复", "the conversion table names twice"),
        ):
            if found:
                raise RuleFault(Text(f"{zh}：{'、'.join(found)}", f"{en}: {', '.join(found)}"))
        return {key: given[key] for key in wanted}


def _weighed(rank: x.Integer, weight: dict[int, int]) -> x.Integer:
    items = list(weight.items())
    branches: list[tuple[x.Condition, x.Integer]] = [
        (x.compare(rank, "==", x.Constant(at)), x.Constant(value)) for at, value in items[:-1]
    ]
    return x.choose(branches, x.Constant(items[-1][1]))
