"""Wounds of words: a direction turned round, a year taken for another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.wounds.wound import Candidates, Wound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from benchmarks.wounds.case import Case
    from benchmarks.wounds.shifting import Span
    from jixiao.core.audit.finding import Place

DIRECTIONS = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "大于": "小于", "小于": "大于"}
# Checks that hold a year to be of our time, whichever it is.
BOUNDS = frozenset({"form.year_range"})
_DIRECTION = re.compile("|".join(DIRECTIONS))
_YEAR = re.compile(r"(?<![\d.])20\d\d(?=\s*年)")
# A figure so near behind a direction word is the change that it names.
_NEAR = 8
# A year this close before a figure says of when it is.
_CLOSE = 20


def directions(case: Case, _: Random) -> Candidates:
    """Every direction word that an answer looked at."""
    found = list(_DIRECTION.finditer(case.document.text))
    wounds = []
    for match in found:
        answers = case.answers_at(*match.span())
        if answers:
            places = _places(match.span(), (answer.places for _, answer in answers))
            figures = tuple(span for span in case.figures if 0 <= span[0] - match.end() < _NEAR)
            codes = tuple(dict.fromkeys(code for code, _ in answers))
            wounds.append(Wound("direction", *match.span(), DIRECTIONS[match[0]], places, figures[:1], codes))
    return Candidates(len(found), tuple(wounds))


def years(case: Case, draw: Random) -> Candidates:
    """Every year that an answer looked at, by itself and not as part of a day.

    Where it was only held to be of our time, another year is none: 2024 → 2924.
    """
    found = _years(case)
    wounds = []
    for start, end in found:
        answers = case.answers_at(start, end + 1, beside=1)
        if answers:
            places = _places((start, end), (answer.places for _, answer in answers))
            codes = tuple(dict.fromkeys(code for code, _ in answers))
            year = case.document.text[start:end]
            new = draw.choice(_no_years(year) if BOUNDS.issuperset(codes) else _other_years(year))
            wounds.append(Wound("year", start, end, new, (*places, *_in_sentence(case, start)), (), codes))
    return Candidates(len(found), tuple(wounds))


def years_of_figures(case: Case, draw: Random) -> Candidates:
    """Every year close before a figure that stands in a tie, where no answer held the year itself against another."""
    found = [
        (start, end)
        for start, end in _years(case)
        if BOUNDS.issuperset(code for code, _ in case.answers_at(start, end + 1, beside=1))
    ]
    wounds = []
    for start, end in found:
        beside = _in_sentence(case, start)
        near = [span for span in beside if 0 <= span[0] - end < _CLOSE and span in case.ties]
        if near:
            codes = tuple(dict.fromkeys(code for code, _ in case.ties[near[0]]))
            new = draw.choice(_other_years(case.document.text[start:end]))
            wounds.append(Wound("year of a figure", start, end, new, ((start, end), *beside), (), codes))
    return Candidates(len(found), tuple(wounds))


def _years(case: Case) -> list[Span]:
    return [match.span() for match in _YEAR.finditer(case.document.text)]


def _other_years(year: str) -> list[str]:
    """The year before, the year after, and the year with its last two digits swapped."""
    swapped = year[:2] + year[3] + year[2]
    return [str(int(year) - 1), str(int(year) + 1), *([swapped] if swapped != year else [])]


def _no_years(year: str) -> list[str]:
    """What a slip of one digit makes of a year that is then far from ours."""
    return [f"{year[0]}9{year[2:]}", f"4{year[1:]}"]


def _places(own: Span, answered: Iterable[Iterable[Place]]) -> tuple[Span, ...]:
    """A word itself, and everything that the answers over it looked at."""
    others = ((one.start, one.end) for places in answered for one in places)
    return tuple(dict.fromkeys((own, *others)))


def _in_sentence(case: Case, at: int) -> tuple[Span, ...]:
    """The figures of the sentence in which a year stands."""
    sentence = next((span for span in case.audited.sentences if span[0] <= at < span[1]), None)
    return tuple(span for span in case.figures if sentence is not None and sentence[0] <= span[0] < sentence[1])
