"""Checklist (逐条计分): clauses that people decide, each with its points.

A clause is recorded as met or not, or - where the criterion leaves the amount to the evaluator (酌情扣分) -
as points between 0 and its worth.
"""

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
    from jixiao.core.scoring.inputs import Input, Workbench
    from jixiao.core.scoring.reader import Reader


@dataclass(frozen=True, slots=True)
class Line:
    """One clause: its id, its sentence in our words, and its points."""

    id: str
    zh: str
    en: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Checklist:
    """Clauses whose awarded points are added up."""

    shape: ClassVar[str] = "checklist"
    clauses: tuple[Line, ...]

    def build(self, bench: Workbench) -> Points:
        """The sum of the awarded points; all clauses must be decided."""
        inputs = [
            bench.clause(Clause(bench.indicator, line.id, Text(line.zh, line.en), "points", line.points))
            for line in self.clauses
        ]
        columns = [item.column for item in inputs]
        value = Rational(x.add(*columns), x.Constant(100))
        wants = tuple(Want(x.Known(item.column), item.name) for item in inputs)
        defined = x.every(*(want.met for want in wants))

        def explain(reader: Reader) -> list[Text]:
            return [_said(reader, item) for item in inputs]

        return Points((value,), defined, sum((line.points for line in self.clauses), Fraction(0)), wants, explain)


def _said(reader: Reader, item: Input) -> Text:
    binding = reader.binding(item.column.name)
    assert item.clause is not None  # noqa: S101  # a checklist reads clauses only
    most = shortest(item.clause.most)
    if binding.integer is None:
        return Text(f"{item.name.zh}：未认定（满分 {most}）", f"{item.name.en}: undecided (worth {most})")
    got = shortest(Fraction(binding.integer, 10**item.scale))
    who = binding.judgement
    by_zh = f"；{who.by} {who.on}，依据：{who.evidence}" if who else ""
    by_en = f"; {who.by}, {who.on}, evidence: {who.evidence}" if who else ""
    return Text(f"{item.name.zh}：{got} / {most}{by_zh}", f"{item.name.en}: {got} / {most}{by_en}")
