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
from jixiao.core.kernel.rational import Rational, choose_rational
from jixiao.core.kernel.text import Text, same
from jixiao.core.scoring.inputs import RuleFault
from jixiao.core.scoring.points import Points, Want
from jixiao.core.scoring.terms import Figure, Measure, Rate

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
        """The periods' part and the mean's part, over one denominator."""
        marks = _MARKS[self.every]
        count = len(marks)
        planned = self.planned or tuple(Fraction(n, count) for n in range(1, count + 1))
        if len(planned) != count or min(planned) <= 0:
            raise RuleFault(Text(f"planned 须列出 {count} 个正的比率", f"planned takes {count} positive rates"))
        ways = [self._way(measures, planned) for measures in _measures(bench, self.progress, marks)]
        defined = x.some(*(way.defined for way in ways))
        totals = [way.periods.plus(way.mean).at_least(0) for way in ways]
        value = choose_rational(
            [(way.defined, total) for way, total in zip(ways[:-1], totals, strict=False)], totals[-1]
        )
        wants = tuple(
            Want(x.some(defined, want.met), want.what) for measure in ways[0].measures for want in measure.wants
        )
        best = Fraction(count) * self.each + self.mean

        def explain(reader: Reader) -> list[Text]:
            way = next(way for way in ways if reader.holds(way.defined))
            lines = _rows(reader, way.measures, planned, way.relative)
            part, whole = brief(reader.exact(way.periods)), brief(reader.exact(way.mean))
            each = brief(self.each)
            lines.append(
                Text(
                    f"各期得分（每期 {each}，{'每期封顶' if self.cap_each else '不封顶'}）合计 {part}",
                    f"periods ({each} each, {'capped' if self.cap_each else 'not capped'}): {part}",
                )
            )
            lines.append(
                Text(
                    f"平均部分（{shortest(self.mean)} 分）：{whole}",
                    f"mean part ({shortest(self.mean)}): {whole}",
                )
            )
            return lines

        return Points((value,), defined, best, wants, explain)

    def _way(self, measures: list[Measure], planned: tuple[Fraction, ...]) -> _Way:
        relative = [m.value.times(1 / plan) for m, plan in zip(measures, planned, strict=True)]
        periods = _total([r.at_most(1) if self.cap_each else r for r in relative]).times(self.each)
        defined = x.every(*(measure.defined for measure in measures))
        return _Way(measures, relative, periods, self._mean(measures, relative), defined)

    def _mean(self, measures: list[Measure], relative: list[Rational]) -> Rational:
        values = relative if self.mean_of == "relative" else [measure.value for measure in measures]
        if self.cap_mean == "each":
            values = [value.at_most(1) for value in values]
        mean = _total(values).times(Fraction(1, len(values)))
        return (mean.at_most(1) if self.cap_mean == "whole" else mean).times(self.mean).at_least(0)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to know the progress: as stated, or as amounts over one base."""

    measures: list[Measure]
    relative: list[Rational]
    periods: Rational
    mean: Rational
    defined: x.Condition


def _measures(bench: Workbench, progress: str, marks: tuple[str, ...]) -> list[list[Measure]]:
    """The progress of all periods as stated and, if the vocabulary derives it from a ratio, over one common base.

    The two are not mixed: a year's progress is stated for all periods or computed for all.
    """
    ways = [[Figure(f"{progress}@{mark}", stated_only=True).measure(bench) for mark in marks]]
    concept = bench.vocabulary.concepts[progress]
    for rule in concept.derivations:
        if rule.kind == "ratio":
            above, below = (item.partition("@")[0] for item in rule.inputs)
            base = Figure(below, stated_only=True)
            ways.append([Rate(Figure(f"{above}@{mark}", stated_only=True), base).measure(bench) for mark in marks])
    return ways


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
