"""Automatic numbers of DOCX paragraphs: Word stores how to count; here the numbers are written out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int) -> str:
    """A number from 0 to 9999 as it is spoken: 十一, 二十, 一百〇五."""
    if not 0 < number < 10_000:
        return str(number) if number else "〇"
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("〇" if gap and words else "") + _DIGITS[digit] + name
        gap = digit == 0 and bool(words) and number % unit > 0
    return words[1:] if words.startswith("一十") else words


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)) if number != 10 else "十"


def _letters(number: int) -> str:
    """A to z, then aa to zz, as Word counts; never longer than a line."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30) if number > 0 else "0"


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, letters in _ROMAN + _ROMAN_SMALL:
        words += letters * (number // value)
        number %= value
    return words


def _shifted(first: str, most: int) -> Callable[[int], str]:
    """Numbers that have a character of their own, up to a most."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= most else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "taiwaneseDigital": _digits,
    "ideographDigital": _digits,
    "chineseLegalSimplified": lambda number: chinese(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: chinese(number).translate(_LEGAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _shifted("①", 20),
    "decimalEnclosedCircleChinese": _shifted("①", 20),
    "ideographEnclosedCircle": _shifted("㊀", 10),
    "decimalEnclosedParen": _shifted("⑴", 20),
    "decimalEnclosedFullstop": _shifted("⒈", 20),
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + n: chr(ord("０") + n) for n in range(10)}),
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str
    restarts: bool
    legal: bool

    def written(self, number: int, legal: bool = False) -> str:
        """A counted number in the form of this level."""
        return str(number) if legal else _FORMATS.get(self.form, str)(number)


@dataclass
class _List:
    """A list that counts; several `num` may share one, and go on with one another's numbers."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class Numbering:
    """All lists of a document."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _nums: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)  # num -> its list, its own starts
    _style_levels: dict[tuple[str, str], int] = field(default_factory=dict)  # (list, style) -> level
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, tree: etree._Element | None, style_nums: dict[str, str]) -> Numbering:
        """The lists of numbering.xml; `style_nums` are the lists that styles are linked to."""
        numbering = cls()
        if tree is None:
            return numbering
        links: dict[str, str] = {}
        for node in tree.iter(f"{W}abstractNum"):
            numbering._read_list(node, links)
        for node in tree.iter(f"{W}num"):
            numbering._read_num(node)
        for list_, style in links.items():  # a list that only points to a style's list is that list
            num = numbering._nums.get(style_nums.get(style, ""))
            if num is not None and num[0] in numbering._lists:
                numbering._lists[list_] = numbering._lists[num[0]]
        return numbering

    def _read_list(self, node: etree._Element, links: dict[str, str]) -> None:
        name = node.get(f"{W}abstractNumId", "")
        levels = {}
        for level in node.iter(f"{W}lvl"):
            number = integer(level.get(f"{W}ilvl"), 0)
            if 0 <= number < LEVELS:
                levels[number] = _level(level)
                if style := value(level, "pStyle"):
                    self._style_levels[name, style] = number
        self._lists[name] = _List(levels)
        if link := value(node, "numStyleLink"):
            links[name] = link

    def _read_num(self, node: etree._Element) -> None:
        starts = {}
        for override in node.iter(f"{W}lvlOverride"):
            start = value(override, "startOverride")
            if start is not None:
                starts[integer(override.get(f"{W}ilvl"), 0)] = integer(start, 1)
        self._nums[node.get(f"{W}numId", "")] = (value(node, "abstractNumId") or "", starts)

    def level_of(self, num: str, style: str) -> int:
        """The level at which a style counts in a list."""
        return self._style_levels.get((self._nums.get(num, ("", {}))[0], style), 0)

    def next(self, num: str, at: int) -> str:
        """The number that the next paragraph of a list bears at a level, as Word shows it."""
        name, starts = self._nums.get(num, ("", {}))
        list_ = self._lists.get(name)
        level = list_.levels.get(at) if list_ is not None else None
        if list_ is None or level is None:
            return ""
        if at in starts and (num, at) not in self._begun:
            self._begun.add((num, at))
            list_.counts[at] = starts[at]
        else:
            list_.counts[at] = list_.counts.get(at, level.start - 1) + 1
        for deeper in range(at + 1, LEVELS):
            if deeper in list_.levels and list_.levels[deeper].restarts:
                list_.counts.pop(deeper, None)
        if level.form == "bullet":
            return "• "
        return _pattern(level, list_)


def _pattern(level: _Level, list_: _List) -> str:
    def written(found: re.Match[str]) -> str:
        other = int(found[1]) - 1
        if other not in list_.levels:
            return ""
        count = list_.counts.get(other, list_.levels[other].start)
        return list_.levels[other].written(count, level.legal)

    words = re.sub(r"%([1-9])", written, level.pattern)
    return f"{words} " if words and words[-1].isascii() else words


def _level(node: etree._Element) -> _Level:
    return _Level(
        start=integer(value(node, "start"), 1),
        form=value(node, "numFmt") or "decimal",
        pattern=(value(node, "lvlText") or "")[:100],
        restarts=value(node, "lvlRestart") != "0",
        legal=node.find(f"{W}isLgl") is not None,
    )


def value(node: etree._Element | None, name: str) -> str | None:
    """The `w:val` of a child element."""
    child = node.find(f"{W}{name}") if node is not None else None
    return child.get(f"{W}val") if child is not None else None


def integer(word: str | None, otherwise: int) -> int:
    """A whole number of an attribute, or what holds where it is none."""
    word = (word or "").strip()
    return int(word) if re.fullmatch(r"-?[0-9]{1,6}", word) else otherwise
