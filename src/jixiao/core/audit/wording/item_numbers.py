"""Numbers of headings and items at the beginning of a paragraph: 第一部分, 一、, （一）, 1., 1、, （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Styles that count the parts of a document.
PARTS = ("部分", "章", "节", "条", "篇")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = "零〇一二三四五六七八九十百"
_NARROW = str.maketrans("．）", ".)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Each style with how it is written; a point before a digit is a decimal's, a comma between numbers lists them.
_STYLES = {
    "部分": re.compile(rf"第([{_CHINESE}]+)({'|'.join(PARTS)})"),
    "一、": re.compile(rf"([{_CHINESE}]+)(、)(?![{_CHINESE}]{{1,2}}[、季月年])"),
    "（一）": re.compile(rf"[（(]([{_CHINESE}]+)([)）])"),
    "1.": re.compile(r"(\d{1,3})\s*([.．、])(?=20\d\d年|\D|\s|\Z)"),
    "（1）": re.compile(r"[（(](\d{1,3})([)）])"),
    "①": re.compile(rf"([{_CIRCLED}])()"),
}

# How a number may stand anywhere in a text, in short of what else may look so.
_ANYWHERE = {
    "一、": "{}、",
    "（一）": "[（(]{}[)）]",
    "1.": r"(?:(?<![\d.．]){0}\s*[.．、](?!\d)|(?:\A|[\n。；;：:])\s*{0}(?!\d))",
    "（1）": "[（(]{}[)）]",
    "①": "{}",
}


@dataclass(frozen=True, slots=True)
class ItemNumber:
    """A number: `style` tells lists apart, `mark` is how it is closed (1. and 1、 are one style).

    `end` counts in the words; `rank` is 0 for the highest style.
    """

    style: str
    mark: str
    value: int
    end: int
    rank: int


def item_number(words: str) -> ItemNumber | None:
    """The number with which words begin; None where they begin with none."""
    for rank, (style, pattern) in enumerate(_STYLES.items()):
        match = pattern.match(words)
        if match is not None:
            # 第一部分 and 第一条 count on their own.
            kind = match[2] if style == "部分" else style
            return ItemNumber(kind, match[2].translate(_NARROW), value_of(match[1]), match.end(), rank)
    return None


def value_of(number: str) -> int:
    """The value of a number as items print it: 12, 十二, ⑫."""
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    if number.isdigit():
        return int(number)
    total, digit = 0, 0
    for letter in number.replace("零", "〇"):
        if letter in "十百":
            total += max(digit, 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(letter)
    return total + digit


def written(value: int, style: str) -> str:
    """A number below 1000 in its style, without its mark: 12, 十二, ⑫."""
    if style == "①":
        return _CIRCLED[value - 1] if 0 < value <= len(_CIRCLED) else str(value)
    if style in ("1.", "（1）"):
        return str(value)
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def is_printed(value: int, style: str, text: str) -> bool:
    """Whether a number stands anywhere in a text as an item's may, at the beginning of a line also without its mark."""
    pattern = _ANYWHERE.get(style, f"第{{}}{style}")
    return re.search(pattern.format(re.escape(written(value, style))), text) is not None
