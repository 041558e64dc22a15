"""Weakest link (M1): the lowest letter among the dimensions, with a plus when any other dimension is higher.

After PEFA: no information on a dimension counts as the lowest letter, marked with a star.
The framework's scale lists the letters from lowest to highest with the plus letters between: D, D+, C, C+, B, B+, A.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.rational import Rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.points import Points, Shape

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader


@dataclass(frozen=True, slots=True)
class WeakestLink:
    """The dimensions, each a shape that gives a letter."""

    shape: ClassVar[str] = "weakest_link"
    dimensions: tuple[Shape, ...]

    def build(self, bench: Workbench) -> Points:
        """Lowest rank, plus one when a dimension lies above it and it is not the top already."""
        parts = [part.build(bench) for part in self.dimensions]
        ranks = letter_ranks(parts)
        low, high = x.least(*ranks), x.greatest(*ranks)
        value = x.add(low, x.choose([(x.compare(low, "<", high), x.ONE)], x.ZERO))
        top = len(bench.letters) - 1

        def explain(reader: Reader) -> list[Text]:
            lines = dimension_lines(reader, parts, bench.letters)
            return [
                *lines,
                Text("取最低一档，其他更高时加“+”", "the lowest letter, with + when another is higher"),
            ]

        starred = x.negate(x.every(*(part.defined for part in parts)))
        return Points((Rational(value),), x.TRUE, Fraction(top), (), explain, x.FALSE, starred)


def letter_ranks(parts: list[Points]) -> list[x.Integer]:
    """Each dimension's rank; a dimension without information has the lowest."""
    return [x.choose([(part.defined, part.total.whole_steps().above)], x.ZERO) for part in parts]


def dimension_lines(reader: Reader, parts: list[Points], letters: tuple[str, ...]) -> list[Text]:
    """A line for each dimension: its steps, or that nothing is known."""
    lines: list[Text] = []
    for number, part in enumerate(parts, 1):
        if reader.holds(part.defined):
            letter = letters[int(reader.exact(part.total))]
            lines.append(Text(f"维度 {number}：{letter}", f"dimension {number}: {letter}"))
            lines.extend(part.explain(reader))
        else:
            lines.append(
                Text(
                    f"维度 {number}：{letters[0]}*（没有资料）",
                    f"dimension {number}: {letters[0]}* (no information)",
                )
            )
    return lines
