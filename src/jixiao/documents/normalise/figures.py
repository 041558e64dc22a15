"""Figures in running text and in cells: numbers with what stands beside them, read exactly.

One pass finds the numbers of a squeezed view; what stands beside each tells whether it is a figure at all, and its
unit, hedge and operator. Every conversion that was needed is told in `Figure.steps`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from jixiao.core.document.figure import Figure
from jixiao.documents.normalise.list_numbers import ListNumbers
from jixiao.documents.normalise.refusals import Stretches, is_bare_refused, is_ill_formed, is_refused
from jixiao.documents.normalise.squeezing import View, squeezed
from jixiao.documents.normalise.told import conversions
from jixiao.documents.normalise.unit_words import MIRRORED
from jixiao.documents.normalise.worded import worded_figures

if TYPE_CHECKING:
    from jixiao.core.document.figure import Operator
    from jixiao.documents.normalise.unit_words import UnitWords

# With separators; with separators and blanks, where two decimals say that it is one amount; plain, with all its points.
_NUMBER = re.compile(
    r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?: ?\.\d+)?|\d{1,3}(?:, ?\d{3})+(?!\d) ?\.\d\d(?!\d)"
    r"|\d{1,3}(?: \d{3})+\.\d\d(?=[万亿]?元)|\d+(?: ?\.\d+)*"
)
_RANGE = re.compile(r"(?:-|—{1,2}|~|至|到)\Z")
_SIGNED_AFTER = frozenset("为率速幅长达约额数降化计比增减至到是：:，,、；;（(|\t\n/~^=≥≤<>“")
_SIDE = 12
# A stretch no longer than this may be nothing but one broken number.
_SHORT = 40


@dataclass(slots=True)
class _Token:
    """A number of the view, and what was found beside it."""

    start: int
    end: int
    number: str
    sign: str = ""
    unit: str = ""
    unit_start: int = 0
    unit_end: int = 0
    between: str = ""
    after: str = ""
    listed: bool = False
    ranged: bool = False

    @property
    def stop(self) -> int:
        """Where the number with its unit ends."""
        return max(self.end, self.unit_end)


def figures(text: str, start: int, end: int, words: UnitWords) -> list[Figure]:
    """The figures of a stretch of the text, in order; their offsets index the whole text."""
    if end - start <= _SHORT and (whole := cell_figure(text, start, end, words)) and "blanks" in whole.steps:
        return [whole]
    view = squeezed(text, start, end)
    stretches = Stretches(view.text)
    tokens = _tokens(view, words, stretches)
    _link_ranges(view, tokens)
    found = [_figure(view, token, words) for token in tokens if _is_figure(view, token, words)]
    found += worded_figures(view, words, stretches)
    found.sort(key=lambda one: one.start)
    return found


def cell_figure(text: str, start: int, end: int, words: UnitWords) -> Figure | None:
    """The one number that a whole cell holds, however broken (`34540 000.0 0`); None for anything else.

    A hedge, an operator and a unit may stand beside it. Two numbers (`0.00 12.00`, `100 200`) are not one.
    """
    view = squeezed(text, start, end, joined=True)
    body = view.text.strip()
    if not body or "\t" in body:
        return None
    lead = view.text.index(body)
    match = _NUMBER.search(view.text)
    if match is None or is_ill_formed(match.group()) or not _one_number(text, view, match):
        return None
    token = _Token(match.start(), match.end(), match.group())
    _take_sign(view, token)
    _take_unit(view, token, words)
    before = view.text[lead : token.start - len(token.sign)]
    stop = token.unit_end + len(token.after) if token.unit else token.end
    is_whole = stop == lead + len(body) and (not before or words.before.fullmatch(before) is not None)
    return _figure(view, token, words) if is_whole and not _is_dated(token) else None


def _is_dated(token: _Token) -> bool:
    return token.unit == "年" and token.number.isdigit() and len(token.number) == 4


def _one_number(text: str, view: View, match: re.Match[str]) -> bool:
    """Whether blanks inside a number part its digits only, not two numbers: two decimals, or blanks at a point."""
    printed = text[view.start(match.start()) : view.end(match.end())]
    blanks = list(re.finditer(r"\s+", printed))
    if not blanks or re.search(r"\.\d\d\Z", match.group()):
        return True
    return all(printed[gap.start() - 1] in ".,．，" or printed[gap.end()] in ".,．，" for gap in blanks)


def _tokens(view: View, words: UnitWords, stretches: Stretches) -> list[_Token]:
    """The numbers that what stands beside them does not refuse."""
    tokens: list[_Token] = []
    listing = ListNumbers(view)
    for match in _NUMBER.finditer(view.text):
        start, end = match.span()
        number = match.group().replace(" ", "")
        if stretches.hold(start):
            continue
        cut = listing.length(start, end, number, tokens[-1].stop if tokens else -1)
        if cut == end - start:
            continue
        if cut:
            start, number = start + cut, number[cut:]
        left, right = view.text[max(0, start - _SIDE) : start], view.text[end : end + _SIDE]
        if is_ill_formed(number) or is_refused(number, "" if cut else left, right):
            continue
        token = _Token(start, end, number, listed=bool(cut))
        _take_sign(view, token)
        _take_unit(view, token, words)
        tokens.append(token)
    return tokens


def _take_sign(view: View, token: _Token) -> None:
    """A sign right before the number, where it is no dash and no plus between two things."""
    before = token.start - 1
    if before < 0 or view.text[before] not in "+-":
        return
    if before == 0 or view.text[before - 1] in _SIGNED_AFTER or "\n" in view.gap(before):
        token.sign = view.text[before]


def _take_unit(view: View, token: _Token, words: UnitWords) -> None:
    """The unit behind the number; a counting unit never behind decimals on another line (3.00 / 项目)."""
    match = words.behind.match(view.text, token.end)
    if match is None:
        sign = token.start - len(token.sign) - 1
        if sign >= 0 and view.text[sign] in "¥￥" and "元" in words.symbols:
            token.unit, token.unit_start, token.unit_end = "元", sign, sign + 1
        return
    symbol = words.symbol(match["unit"])
    if "." in token.number and "\n" in view.gap(token.end) and words.counts(symbol):
        return
    inner = match["unit"] if match["unit"] != symbol else ""
    between = match["between"] or next((letter for letter in inner if letter in "余多几来"), "")
    if between and between not in words.hedges:
        return  # 30 几个 is not 30; without a word for it, nothing is better than a wrong figure
    token.between = between
    token.unit, token.unit_start, token.unit_end = symbol, match.start("unit"), match.end("unit")
    token.after = match["after"] or ""


def _link_ranges(view: View, tokens: list[_Token]) -> None:
    """90%—100%, 1-2 个: the first number of a range has the unit of the second where it has none of its own."""
    for first, second in pairwise(tokens):
        joint = view.text[first.stop : second.start]
        if len(joint) > 2 or not _RANGE.match(joint) or not second.unit or first.ranged:
            continue
        first.ranged = second.ranged = True
        second.sign = ""
        if not first.unit:
            first.unit, first.unit_start, first.unit_end = second.unit, second.unit_start, second.unit_end


def _is_figure(view: View, token: _Token, words: UnitWords) -> bool:
    """Whether a number that nothing refused states something."""
    text, start, end = view.text, token.start - len(token.sign), token.end
    letter_before = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha() and not view.gap(start)
    if token.unit:
        return not letter_before or not words.counts(token.unit)
    if letter_before or (text[end : end + 1].isascii() and text[end : end + 1].isalpha()):
        return False
    parted = "\n" in view.gap(end) or end == len(text)
    return not is_bare_refused(token.number, text[max(0, start - _SIDE) : start], text[end : end + _SIDE], parted)


def _figure(view: View, token: _Token, words: UnitWords) -> Figure:
    start = token.start - len(token.sign)
    hedge, operator = _beside(view, token, start, words)
    digits = token.number.replace(",", "").replace("，", "").replace(" ", "")
    has_unit = bool(token.unit)
    return Figure(
        start=view.start(start),
        end=view.end(token.end),
        number=Decimal(("-" if token.sign == "-" else "") + digits),
        unit=token.unit,
        unit_start=view.start(token.unit_start) if has_unit else None,
        unit_end=view.end(token.unit_end) if has_unit else None,
        hedge=hedge,
        operator=operator,
        steps=conversions(view, start, token.end, listed=token.listed, ranged=token.ranged),
    )


def _beside(view: View, token: _Token, start: int, words: UnitWords) -> tuple[str | None, Operator | None]:
    """The hedge word, as printed, and the comparison that stand beside a number."""
    before = words.said_before(view, start, token.unit)
    if before:
        return before
    for word in (token.between, token.after):
        if word and word in words.hedges:
            return word, words.operator(word)
    mirrored = words.comparison.match(view.text, token.stop)
    operator = words.operator(mirrored.group()) if mirrored else None
    return None, MIRRORED[operator] if operator else None
