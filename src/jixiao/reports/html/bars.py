"""The two pictures of a scorecard: where points are lost, one bar per level; and readings as dots on a line."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import half_up
from jixiao.reports import figures, words
from jixiao.reports.html.markup import Markup, both, el, joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.kernel.text import Text
    from jixiao.core.scoring.scorecard import IndicatorResult, ReadingResult
    from jixiao.reports.standing import Parts

# Lost points come first, so that they share one edge and can be compared from bar to bar.
ORDER = ("lost", "stated_lost", "computed", "decided", "stated", "undecided", "not_applicable")
PART_WORDS = {
    "lost": words.LOST,
    "stated_lost": words.STATED_LOST,
    "computed": words.COMPUTED,
    "decided": words.DECIDED,
    "stated": words.STATED_ONLY,
    "undecided": words.UNDECIDED,
    "not_applicable": words.NOT_APPLICABLE,
}


# The line of dots: its height, and where its middle lies; labels stand above (full points, stated) and below.
HEIGHT, LINE = 92, 42
# Labels of values near one another step down, up to so many rows; a label is so wide (percent of the line).
ROWS, LABEL = 3, 13


def percent_of(part: Fraction, whole: Fraction) -> str:
    """A length for SVG: `12.345%`."""
    return f"{half_up(part / whole * 100, 3):f}%" if whole else "0%"


def bar(parts: Parts, longest: Fraction, height: int = 18) -> Markup:
    """How some points divide, drawn on the scale of the longest bar. The figures stand beside it in words."""
    position, drawn = Fraction(0), []
    for name in ORDER:
        amount: Fraction = getattr(parts, name)
        if amount:
            x, width = percent_of(position, longest), percent_of(amount, longest)
            drawn.append(el("rect", x=x, y=0, width=width, height=height, class_=f"part {name.replace('_', '-')}"))
            position += amount
    return el("svg", drawn, class_="bar", width="100%", height=height, aria_hidden="true", focusable="false")


def swatch(name: str) -> Markup:
    """A small piece of a bar's fill, for the legend."""
    piece = el("rect", width=18, height=12, class_=f"part {name.replace('_', '-')}")
    return el("svg", piece, class_="swatch", width=18, height=12, aria_hidden="true")


def dots(result: IndicatorResult) -> Markup | None:
    """Every reading's result as a dot on one line, the stated score ringed; None when there is nothing to compare."""
    groups: dict[Fraction, list[str]] = {}
    for reading in result.readings:
        if reading.raw is not None:
            groups.setdefault(Fraction(reading.raw), []).append(reading.name)
    if len(groups) < 2:  # one dot says nothing
        return None
    stated = None if result.stated_value is None else Fraction(result.stated_value)
    points = result.indicator.points
    marks = [*groups, points] + ([] if stated is None else [stated])
    low, high = min(marks), max(marks)

    def at(value: Fraction) -> str:
        return f"{half_up(8 + 84 * (value - low) / (high - low), 2):f}%"

    drawn = [
        el("line", x1="2%", x2="98%", y1=LINE, y2=LINE, class_="axis"),
        el("line", x1=at(points), x2=at(points), y1=LINE - 12, y2=LINE + 12, class_="limit"),
        *_label(at(points), LINE - 17, words.FULL, points),
    ]
    if stated is not None:
        drawn.append(el("circle", cx=at(stated), cy=LINE, r=10, class_="ring"))
        if stated not in groups:
            drawn += _label(at(stated), LINE - 31, words.STATED, stated)
    drawn += _dots_of(groups, result.reading, at)
    return el("svg", drawn, class_="dots", width="100%", height=HEIGHT, aria_hidden="true", focusable="false")


def _dots_of(groups: dict[Fraction, list[str]], used: str, at: Callable[[Fraction], str]) -> list[Markup]:
    drawn: list[Markup] = []
    ends = [Fraction(-100)] * ROWS
    for value in sorted(groups):
        x = at(value)
        place = Fraction(x[:-1])
        row = next((number for number, end in enumerate(ends) if place - end >= LABEL), ROWS - 1)
        ends[row] = place
        kind = "dot used" if used in groups[value] else "dot"
        drawn.append(el("circle", cx=x, cy=LINE, r=5, class_=kind))
        drawn.append(el("text", figures.points(value), x=x, y=LINE + 22 + 13 * row, class_=_anchored(x)))
    return drawn


def _label(x: str, y: int, word: Text, value: Fraction) -> list[Markup]:
    said = (("zh", word.zh), ("en", word.en))
    return [
        el("text", f"{one} {figures.points(value)}", x=x, y=y, lang=lang, class_=_anchored(x)) for lang, one in said
    ]


def _anchored(x: str) -> str:
    """A label near an edge grows inwards, so that it is never cut."""
    place = Fraction(x[:-1])
    return "value starts" if place < 12 else "value ends" if place > 88 else "value"


def reading_rows(result: IndicatorResult, *, brief: bool = False) -> Markup:
    """What the readings give, which one was used, and which ones give the stated score.

    Brief: a row for each different result, named by one of its readings. Otherwise every reading, with the identifier
    by which a caller chooses it.
    """
    groups: dict[str, list[ReadingResult]] = {}
    for reading in result.readings:
        groups.setdefault(reading.shown or reading.outcome.value, []).append(reading)
    rows = []
    for found in groups.values():
        found.sort(key=lambda one: one.name != result.reading)
        lines = [_reading_line(result, one, names=not brief) for one in (found[:1] if brief else found)]
        if brief and len(found) > 1:
            lines.append(el("p", both(words.filled(words.AND_OTHERS, str(len(found) - 1))), class_="faint"))
        shown = found[0].shown or found[0].outcome.label
        rows.append(el("li", el("b", shown, class_="number"), el("div", lines), class_="reading"))
    return el("ul", rows, class_="readings")


def _reading_line(result: IndicatorResult, reading: ReadingResult, *, names: bool) -> Markup:
    signs = []
    if reading.name == result.reading:
        signs.append(el("span", both(words.USED), class_="tag"))
    if reading.name in result.reproduces:
        signs.append(el("span", both(words.AGREES), class_="tag ringed"))
    if reading.exceeds:
        signs.append(el("span", both(words.EXCEEDS), class_="tag"))
    name = joined((" ", el("code", reading.name))) if names else None
    return el("p", both(reading.label), name, " ", signs)
