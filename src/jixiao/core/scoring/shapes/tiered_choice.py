"""Tiered choice (分档认定): a person chooses one of several options, each worth its points or its letter."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import shortest
from jixiao.core.kernel.rational import Rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import Clause
from jixiao.core.scoring.points import Points, Want

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its id, its sentence in our words, its worth."""

    id: str
    zh: str
    en: str
    gives: Fraction | str


@dataclass(frozen=True, slots=True)
class TieredChoice:
    """A question to a person and the options."""

    shape: ClassVar[str] = "tiered_choice"
    id: str
    zh: str
    en: str
    options: tuple[Option, ...]

    def build(self, bench: Workbench) -> Points:
        """The worth of the option chosen."""
        name = Text(self.zh, self.en)
        worth = tuple((option.id, bench.award(option.gives)) for option in self.options)
        best = max(points for _, points in worth)
        clause = bench.clause(Clause(bench.indicator, self.id, name, "option", best, worth))
        known = x.Known(clause.column)

        def explain(reader: Reader) -> list[Text]:
            who = reader.binding(clause.column.name).judgement
            got = Fraction(reader.binding(clause.column.name).integer or 0, 100)
            option = next(o for o in self.options if who is None or o.id == who.option)
            given = option.gives if isinstance(option.gives, str) else shortest(got)
            by = f"{who.by} {who.on}，{who.evidence}" if who else ""
            words = (option.zh, option.en) if who else ("", "")
            return [Text(f"{name.zh}：{words[0]} 得 {given}；{by}", f"{name.en}: {words[1]}, {given}; {by}")]

        return Points((Rational(clause.column, x.Constant(100)),), known, best, (Want(known, name),), explain)
