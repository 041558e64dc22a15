"""Deduction per item (按项扣分): full points, so much off for every item found, never less than 0."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import shortest
from jixiao.core.kernel.rational import Rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import Clause, RuleFault
from jixiao.core.scoring.points import Points, Want

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader
    from jixiao.core.scoring.terms import Term


@dataclass(frozen=True, slots=True)
class Items:
    """Items that a person counts: the clause's id and what is counted."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class DeductionPerItem:
    """A count - a figure, or a clause that people count - and the points off for each."""

    shape: ClassVar[str] = "deduction_per_item"
    off: Fraction
    points: Fraction
    count: Term | None = None
    items: Items | None = None

    def build(self, bench: Workbench) -> Points:
        """Points - off x count, never less than 0."""
        number, defined, name = self._counted(bench)
        value = Rational.of(self.points).minus(number.times(self.off)).at_least(0)

        def explain(reader: Reader) -> list[Text]:
            n, full, off = shortest(reader.exact(number)), shortest(self.points), shortest(self.off)
            left = shortest(reader.exact(value))
            return [
                Text(
                    f"{name.zh}：{n}；{full} − {n} × {off}，余 {left}",
                    f"{name.en}: {n}; {full} − {n} × {off}, {left} left",
                )
            ]

        return Points((value,), defined, self.points, (Want(defined, name),), explain)

    def _counted(self, bench: Workbench) -> tuple[Rational, x.Condition, Text]:
        if (self.count is None) == (self.items is None):
            raise RuleFault(Text("count 与 items 必须且只能写一个", "write exactly one of count and items"))
        if self.count is not None:
            measure = self.count.measure(bench)
            return measure.value, measure.defined, measure.name
        assert self.items is not None  # noqa: S101  # decided by the check above
        name = Text(self.items.zh, self.items.en)
        clause = bench.clause(Clause(bench.indicator, self.items.id, name, "count", Fraction(0)))
        return Rational(clause.column), x.Known(clause.column), name
