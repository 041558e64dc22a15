"""A sentence as it is compared with words: without blanks and quotation marks, in half width, every figure a `#`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.documents.normalise.squeezing import HALF_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jixiao.core.document.figure import Figure

FIGURE = "#"
_ONE = {
    code: one if isinstance(one, str) else chr(one)
    for code, one in (HALF_WIDTH | str.maketrans(",;:［］【】〔〕", "，；：[][][]")).items()
}
_GONE = frozenset("“”\"'‘’「」『』＂\u200b\ufeff")
# Years, months and days of the calendar are words, whether or not they were read as figures.
_CALENDAR = re.compile(r"\s*([年月]|日(?!均|内))")
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Folded:
    """The folded text; `places[i]` is where its character `i` stands in the document, with one place more at the end.

    `figures` maps the index of each `#` to its figure.
    """

    text: str
    places: tuple[int, ...]
    figures: Mapping[int, Figure]
    source: str = ""

    def printed(self, start: int, end: int) -> str:
        """A stretch as the document prints it, but for blanks."""
        return "".join(self.source[self.places[start] : self.places[end - 1] + 1].split()) if end > start else ""


def folded_words(words: str) -> str:
    """Words of a layout, folded as sentences are."""
    return "".join(_ONE.get(ord(one), one) for one in words if one not in _GONE and not one.isspace())


def fold(text: str, start: int, end: int, figures: Sequence[Figure]) -> Folded:
    """Fold a stretch of a document; the figures must stand in it, in order."""
    letters: list[str] = []
    places: list[int] = []
    masked: dict[int, Figure] = {}
    at = start
    for figure in figures:
        if figure.start < at or figure.end > end or _is_words(text, figure):
            continue
        _take(text, at, figure.start, letters, places)
        masked[len(letters)] = figure
        letters.append(FIGURE)
        places.append(figure.start)
        at = figure.end
    _take(text, at, end, letters, places)
    places.append(end)
    return Folded("".join(letters), tuple(places), masked, text)


def _take(text: str, start: int, end: int, letters: list[str], places: list[int]) -> None:
    for at in range(start, end):
        letter = text[at]
        if letter not in _GONE and not letter.isspace():
            # A number sign of the document is not a figure.
            letters.append("＃" if letter in "#＃" else _ONE.get(ord(letter), letter))
            places.append(at)


def _is_words(text: str, figure: Figure) -> bool:
    """Whether a figure is better compared as the words it is: a date, a 零 that has no unit of its own."""
    if text[figure.start : figure.end] in ("零", "〇"):
        return True
    match = _CALENDAR.match(text, figure.end)
    if match is None or figure.number != figure.number.to_integral_value():
        return False
    if match[1] == "年":
        return int(figure.number) in _YEARS
    before = text[max(0, figure.start - 2) : figure.start].strip()
    return before.endswith(("年", "月"))
