"""Qualitative level (定性三档): a person chooses a level and, inside its band, a percentage of the points."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import brief, share
from jixiao.core.kernel.rational import Rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import Clause
from jixiao.core.scoring.points import Points, Want

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its id, its official words, and its band of the points (`low` to `high`, both ends in)."""

    id: str
    zh: str
    en: str
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Qualitative:
    """The levels and the points; the percentage is a judgement and recorded as one."""

    shape: ClassVar[str] = "qualitative"
    id: str
    zh: str
    en: str
    points: Fraction
    levels: tuple[Level, ...]

    def build(self, bench: Workbench) -> Points:
        """Percentage x points."""
        name = Text(self.zh, self.en)
        bands = tuple((level.id, level.high) for level in self.levels)
        clause = bench.clause(Clause(bench.indicator, self.id, name, "percent", Fraction(100), bands))
        value = Rational(clause.column, x.Constant(10_000)).times(self.points)
        known = x.Known(clause.column)

        def explain(reader: Reader) -> list[Text]:
            given = Fraction(reader.binding(clause.column.name).integer or 0, 10_000)
            who = reader.binding(clause.column.name).judgement
            level = next((one for one in self.levels if who and one.id == who.option), self.levels[0])
            # A goal of a fact file is decided by the file itself: there is nobody to name.
            by = f"；{who.by} {who.on}，{who.evidence}" if who and who.by else ""
            got = brief(reader.exact(value))
            return [
                Text(
                    f"{level.zh}，取 {share(given)}，得 {got}{by}",
                    f"{level.en}, {share(given)}: {got}{by}",
                )
            ]

        return Points((value,), known, self.points, (Want(known, name),), explain)
