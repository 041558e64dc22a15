"""Targets and results of goals: one number with its unit and operator, or words that are no number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao.core.document.figure import Figure
from jixiao.core.kernel.numerals import read_decimal
from jixiao.documents.normalise.figures import cell_figure, figures

if TYPE_CHECKING:
    from jixiao.core.document.figure import Operator
    from jixiao.core.document.statement import Piece
    from jixiao.documents.normalise.unit_words import UnitWords

# The first that fits counts: 不低于 is looked for before 低于, which is its end.
_BEFORE: tuple[tuple[Operator, str], ...] = (
    (">=", "≥|≧|⩾|>=|＞=|＞＝|不少于|不低于|不小于|不得少于|不得低于|至少|最低|大于等于|大于或等于|高于等于"),
    ("<=", "≤|≦|⩽|<=|＜=|＜＝|不超过|不高于|不多于|不大于|不得超过|不得高于|至多|最多|小于等于|小于或等于|控制在"),
    (">", "[>＞]|大于|超过|高于|多于|超"),
    ("<", "[<＜]|小于|低于|少于|不足"),
    ("=", "[=＝]|等于"),
)
_AFTER: tuple[tuple[Operator, str], ...] = (
    (">=", r"及?(?:其)?以上|(?:及|或)更多|起"),
    ("<=", r"及?(?:其)?以[下内]|之内|内"),
)
_PREFIX = tuple((operator, re.compile(rf"(?:{words})(?:到|至|达到?|了|为)?\s*\Z")) for operator, words in _BEFORE)
_SUFFIX = tuple((operator, re.compile(rf"\s*(?:{words})")) for operator, words in _AFTER)
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"\d{4}\s*年(?!均)|(?<!个)(?<!\d)\d{1,2}\s*月(?!均)|第\s*\d|\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_COUNTED = re.compile(r"[^\dA-Za-z第]*(?P<number>\d{1,3}(?:,\d{3})+|\d{1,12}(?:\.\d{1,4})?)[^\dA-Za-z./,:：]{0,8}")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A whole unit may stand between the number and 以上.
_UNIT = re.compile(r"\s*[^\d\s，。；、,;()（）]{0,6}?(?=及?其?以[上下内]|之内)")


def goal_figure(text: str, piece: Piece, words: UnitWords) -> Figure | None:
    """The one number of a target or a result, with its operator (`=` when none is printed).

    None for what is no number: 有效, 不适用, a day, a range (90%—100%), several numbers at once.
    """
    printed = text[piece.start : piece.end]
    if _DATE.search(printed):
        return None
    figure = cell_figure(text, piece.start, piece.end, words)
    if figure is None:
        found = figures(text, piece.start, piece.end, words)
        found = [one for one in found if _DIGIT.search(text[one.start : one.end])]
        figure = found[0] if len(found) == 1 else None
        figure = _counted(text, piece) if not found else figure
    if figure is None:
        return None
    return replace(figure, operator=_operator(text, figure, piece))


def _counted(text: str, piece: Piece) -> Figure | None:
    """A number with a word behind it that is no unit of the vocabulary: goals count anything (12 盏, 3 台套)."""
    found = _COUNTED.fullmatch(text[piece.start : piece.end])
    if found is None or _YEAR.fullmatch(found["number"]):
        return None
    start, end = (piece.start + place for place in found.span("number"))
    return Figure(start, end, read_decimal(found["number"]))


def _operator(text: str, figure: Figure, piece: Piece) -> Operator:
    before = text[piece.start : figure.start]
    for operator, pattern in _PREFIX:
        if pattern.search(before):
            return operator
    after = text[figure.unit_end or figure.end : piece.end]
    between = _UNIT.match(after)
    rest = after[between.end() :] if between else after
    for operator, pattern in _SUFFIX:
        if pattern.match(rest):
            return operator
    return figure.operator or "="
