"""Tiers (分档): a measured rate falls into one of several bands, each worth its points or its letter.

The bands must cover every value once: a hole or an overlap is refused, and named.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from jixiao.core.kernel.numerals import share, shortest
from jixiao.core.kernel.rational import Rational, Relation, choose_rational
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.inputs import RuleFault
from jixiao.core.scoring.points import Points
from jixiao.core.scoring.terms import check_threshold

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.kernel import expression as x
    from jixiao.core.scoring.inputs import Workbench
    from jixiao.core.scoring.reader import Reader
    from jixiao.core.scoring.terms import Term


@dataclass(frozen=True, slots=True)
class Band:
    """One band: its ends (`at_least` and `at_most` belong to it, `above` and `below` do not) and its worth."""

    gives: Fraction | str
    at_least: Fraction | None = None
    above: Fraction | None = None
    at_most: Fraction | None = None
    below: Fraction | None = None

    @property
    def low(self) -> tuple[Fraction, bool] | None:
        """The lower end and whether it belongs to the band; None when open to below."""
        return _end(self.at_least, self.above)

    @property
    def high(self) -> tuple[Fraction, bool] | None:
        """The upper end and whether it belongs to the band; None when open to above."""
        return _end(self.at_most, self.below)


@dataclass(frozen=True, slots=True)
class Tiers:
    """A rate and the bands it may fall into."""

    shape: ClassVar[str] = "tiers"
    rate: Term
    bands: tuple[Band, ...]

    def build(self, bench: Workbench) -> Points:
        """Compare from the lowest band upwards; every comparison is a cross-multiplication."""
        measure = self.rate.measure(bench)
        bands = _covering(self.bands)
        for end in (end for band in bands for end in (band.low, band.high) if end is not None):
            check_threshold(measure, end[0])
        worth = [bench.award(band.gives) for band in bands]
        branches = [(_under(measure.value, band), Rational.of(w)) for band, w in zip(bands[:-1], worth, strict=False)]
        value = choose_rational(branches, Rational.of(worth[-1]))
        write = share if measure.dimension == "ratio" else shortest

        def explain(reader: Reader) -> list[Text]:
            exact = reader.exact(measure.value)
            band, points = next((b, w) for b, w in zip(bands, worth, strict=True) if _inside(exact, b))
            given = band.gives if isinstance(band.gives, str) else shortest(points)
            range_zh, range_en = _range(band, write)
            return [
                Text(
                    f"{measure.name.zh}：{measure.written(reader)}",
                    f"{measure.name.en}: {measure.written(reader)}",
                ),
                Text(f"落在“{range_zh}”档，得 {given}", f"falls into “{range_en}”: {given}"),
            ]

        return Points((value,), measure.defined, max(worth), measure.wants, explain)


def _end(closed: Fraction | None, open_: Fraction | None) -> tuple[Fraction, bool] | None:
    if closed is not None and open_ is not None:
        raise RuleFault(Text("同一档的一端只能写一个界限", "one end of a band takes one limit only"))
    if closed is not None:
        return closed, True
    return None if open_ is None else (open_, False)


def _covering(bands: tuple[Band, ...]) -> list[Band]:
    """The bands from lowest to highest; raises `RuleFault` naming the first hole or overlap."""
    ordered = sorted(bands, key=lambda band: (band.low is not None, band.low or (0, True), _sort_high(band)))
    if not ordered:
        raise RuleFault(Text("没有任何一档", "there is no band"))
    if ordered[0].low is not None:
        raise RuleFault(_hole("…", _mark(ordered[0].low, is_low=True)))
    for lower, upper in pairwise(ordered):
        end, start = lower.high, upper.low
        if end is None or start is None or start[0] < end[0] or (start[0] == end[0] and start[1] and end[1]):
            where = _mark(start, is_low=True) if start else "…"
            raise RuleFault(Text(f"两档重叠，重叠处始于 {where}", f"two bands overlap from {where} on"))
        if start[0] > end[0] or not (start[1] or end[1]):
            raise RuleFault(_hole(_mark(end, is_low=False), _mark(start, is_low=True)))
    if ordered[-1].high is not None:
        raise RuleFault(_hole(_mark(ordered[-1].high, is_low=False), "…"))
    return ordered


def _sort_high(band: Band) -> tuple[bool, Fraction]:
    return band.high is None, band.high[0] if band.high else Fraction(0)


def _hole(start: str, end: str) -> Text:
    return Text(f"各档之间有空缺：从 {start} 到 {end}", f"the bands leave a hole: from {start} to {end}")


def _mark(end: tuple[Fraction, bool], *, is_low: bool) -> str:
    value, closed = end
    sign = ("≥" if closed else "＞") if is_low else ("≤" if closed else "＜")
    return f"{sign} {shortest(value)} ({share(value)})"


def _under(value: Rational, band: Band) -> x.Condition:
    if band.high is None:
        raise RuleFault(Text("只有最高一档可以没有上限", "only the highest band may be open to above"))
    relation: Relation = "<=" if band.high[1] else "<"
    return value.relates(relation, band.high[0])


def _inside(value: Fraction, band: Band) -> bool:
    if band.high is None:
        return True
    return value <= band.high[0] if band.high[1] else value < band.high[0]


def _range(band: Band, write: Callable[[Fraction], str]) -> tuple[str, str]:
    words = []
    if band.low:
        words.append(("≥ " if band.low[1] else "> ") + write(band.low[0]))
    if band.high:
        words.append(("≤ " if band.high[1] else "< ") + write(band.high[0]))
    return "，".join(words) or "任何值", ", ".join(words) or "any value"
