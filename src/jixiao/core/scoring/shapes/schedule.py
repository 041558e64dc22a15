"""Schedule (序时进度): cumulative progress at the end of each quarter or month against the plan.

Each period gives `each` x (progress / planned); the mean gives `mean` x its value. Whether a period may count more
than fully, and which mean is meant, are gaps in the published criterion and therefore parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from jixiao.core.kernel import expression as x
from jixiao.core.kernel.numerals import brief, percent, share, shortest
from jixiao.core.kernel.rational import Rational
from jixiao.core.kernel.text import Text, same
from jixiao.core.scoring.inputs import RuleFault
from jixiao.core.scoring.points import Points
from jixiao.core.scoring.terms import Figure, Measure

if TYPE_CHECKING:
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader

_MARKS = {"quarter": tuple(f"q{n}" for n in range(1, 5)), "month": tuple(f"m{n:02}" for n in range(1, 13))}


@dataclass(frozen=True, slots=True)
class Schedule:
    """The progress figure, how often it is taken, the plan, and how periods and the mean count."""

    shape: ClassVar[str] = "schedule"
    progress: str
    every: Literal["quarter", "month"]
    each: Fraction
    mean: Fraction = Fraction(0)
    planned: tuple[Fraction, ...] = ()
    cap_each: bool = False
    mean_of: Literal["relative", "cumulative"] = "relative"
    cap_mean: Literal["none", "each", "whole"] = "none"

    def build(self, bench: Workbench) -> Points:
        """Two terms: the periods' part and the mean's part."""
        marks = _MARKS[self.every]
        count = len(marks)
        planned = self.planned or tuple(Fraction(n, count) for n in range(1, count + 1))
        if len(planned) != count or min(planned) <= 0:
            raise RuleFault(Text(f"planned 须列出 {count} 个正的比率", f"planned takes {count} positive rates"))
        measures = [Figure(f"{self.progress}@{mark}").measure(bench) for mark in marks]
        relative = [m.value.times(1 / plan) for m, plan in zip(measures, planned, strict=True)]
        periods = _total([r.at_most(1) if self.cap_each else r for r in relative]).times(self.each)
        mean = self._mean(measures, relative)
        wants = tuple(want for measure in measures for want in measure.wants)
        defined = x.every(*(measure.defined for measure in measures))
        best = Fraction(count) * self.each + self.mean

        def explain(reader: Reader) -> list[Text]:
            lines = _rows(reader, measures, planned, relative)
            part, whole = brief(reader.exact(periods)), brief(reader.exact(mean))
            each = brief(self.each)
            lines.append(Text(f"各期得分（每期 {each}，{'每期封顶' if self.cap_each else '不封顶'}）合计 {part}",
                              f"periods ({each} each, {'capped' if self.cap_each else 'not capped'}): {part}"))
            lines.append(Text(f"平均部分（{shortest(self.mean)} 分）：{whole}", f"mean part ({shortest(self.mean)}): {whole}"))
            return lines

        return Points((periods, mean), defined, best, wants, explain)

    def _mean(self, measures: list[Measure], relative: list[Rational]) -> Rational:
        values = relative if self.mean_of == "relative" else [measure.value for measure in measures]
        if self.cap_mean == "each":
            values = [value.at_most(1) for value in values]
        mean = _total(values).times(Fraction(1, len(values)))
        return (mean.at_most(1) if self.cap_mean == "whole" else mean).times(self.mean)


def _total(values: list[Rational]) -> Rational:
    total = values[0]
    for value in values[1:]:
        total = total.plus(value)
    return total


def _rows(
    reader: Reader, measures: list[Measure], planned: tuple[Fraction, ...], relative: list[Rational]
) -> list[Text]:
    lines, before = [], Fraction(0)
    for measure, plan, rate in zip(measures, planned, relative, strict=True):
        now = reader.exact(measure.value)
        ratio = percent(reader.exact(rate))
        lines.append(measure.name + Text("：", ": ") + same(f"{measure.written(reader)} ÷ {share(plan)} = {ratio}"))
        if now < before:
            lines.append(
                Text(
                    f"注意：累计进度由 {percent(before)} 回落到 {percent(now)}，须有当期预算变动说明",
                    f"note: cumulative progress falls from {percent(before)} to {percent(now)}; "
                    "only a dated change of the budget explains that",
                )
            )
        before = now
    return lines
