"""Lines of a plain text, and which of them belong to one paragraph.

Texts taken from PDF files break sentences at the width of the page, often inside a word, with a blank line behind
every line. What ends a paragraph is therefore not the line break but what stands around it: whether the line is as wide
as the page's lines are, how it ends, and how the next one begins.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\r\n\f\u2028\u2029]+")
_BREAKS = "\n\r\f"  # lines end with one of these, or with the first two as one
_NUMERAL = "[一二三四五六七八九十百]{1,4}"
# How headings and list items begin; the groups name the style, so that siblings can be told.
_NUMBERED = re.compile(
    rf"(?P<part>第{_NUMERAL}[部章节编条篇](?:分)?(?=[\s　：:、]|\S))|(?P<cjk>{_NUMERAL}[、．.])"
    rf"|(?P<cjk_round>[（(]{_NUMERAL}[）)])|(?P<digit>\d{{1,3}}(?:、|[.．](?!\d)))|(?P<digit_space>\d{{1,2}} (?=\D))"
    r"|(?P<digit_round>[（(]\d{1,3}[）)])|(?P<half>\d{1,2}[)）])|(?P<circled>[①-⑳㈠-㈩⑴-⑽])"
    r"|(?P<bullet>[-*+•●○■□◆◇▪·] ?(?=\D))"
)
# Lines that stand for themselves: captions, labels, page numbers, heads of lists.
_ALONE = re.compile(
    r"(?:表|附表|图)\s*[\d一二三四五六七八九十]+(?:[-－.]\d+)*(?=\s|$|[:：])|附件\s*[\d一二三四五六七八九十]*(?=\s|$|[:：])"
    r"|(?:金额)?单位\s*[:：]|[备附]?注\s*[:：]|目\s*录$|第\s*\d+\s*页|[-—–－]\s*\d+\s*[-—–－]$|#{1,6}\s|```"
    r"|(?:部门|单位|项目|预算部门|填报单位|编制单位|预算单位)名称\s*[:：]"
    r"|(?:填报|填表|编制|联系|公开)\S{0,6}\s*[:：]"
)
_COLUMNS = re.compile(r"\S[ \u3000]{3,}\S")  # words set apart: a head, or a row of a table without lines
_NUMBER_ONLY = re.compile(r"[\d,，.．%％\s+\-−]+$")
_ENOUGH_LINES = 5  # unfinished ones, before they tell how wide a page is
_FINAL = "。！？!?"
_CLOSING = "”’」』）)》】\"'"
_PAUSE = "；;：:"
_TITLE_END = re.compile(r"(?:表|报告|预算|决算|说明|情况|目录|部分|方案|办法|名单|一览表|明细|概况|解释|方面)$")
_APART = re.compile(r"[\u4e00-\u9fff] +[\u4e00-\u9fff\d]")
_OPENED = re.compile(r"[（(《“][^（(《“）)》”]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the blanks around it; `gap` counts the line breaks before it."""

    start: int
    end: int
    left: int
    gap: int
    width: int
    words: str


def lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of a stretch of text that hold more than blanks, in order."""
    last = start
    for found in _LINE.finditer(text, start, end):
        raw = found.group()
        words = raw.strip()
        if not words:
            continue
        first = found.start() + raw.index(words[0])
        gap = max(text.count(sign, last, first) for sign in _BREAKS)
        last = first + len(words)
        yield Line(first, last, found.start(), gap, width_of(words), words)


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def width_of(words: str) -> int:
    """How many columns words take in print: Chinese characters and their punctuation two, Latin ones one."""
    if words.isascii():
        return len(words)
    return sum(map(_columns, words))


def style_of(words: str) -> str | None:
    """The style of numbering with which a line begins; None where it begins without any."""
    found = _NUMBERED.match(words)
    return found.lastgroup if found else None


def stands_alone(words: str) -> bool:
    """Whether a line is a caption, a label, a page number or a lone figure."""
    return bool(_ALONE.match(words) or _NUMBER_ONLY.match(words) or _COLUMNS.search(words))


def ends_sentence(words: str) -> bool:
    """Whether a line ends with a full stop, quotation marks and brackets behind it allowed."""
    return words.rstrip(_CLOSING).endswith(tuple(_FINAL))


class Joiner:
    """Decides which lines of one text belong together; knows how wide the text's lines are."""

    def __init__(self, sample: Sequence[Line]) -> None:
        """`sample` are all lines of running text."""
        self.width = _usual_width(sample)

    def paragraphs(self, run: Sequence[Line]) -> Iterator[tuple[int, int]]:
        """The stretches of text that are one paragraph each; `run` is uninterrupted by tables."""
        first = 0
        for index in range(1, len(run) + 1):
            if index == len(run) or not self.joins(run, first, index):
                yield run[first].start, run[index - 1].end
                first = index

    def joins(self, run: Sequence[Line], first: int, index: int) -> bool:
        """Whether line `index` goes on with the paragraph that began with line `first`."""
        before, after = run[index - 1], run[index]
        if stands_alone(after.words) or (stands_alone(before.words) and not self._full(before)):
            return False
        if _begins(after.words) and not (_opened(before.words) and self._full(before)):
            return False
        if ends_sentence(before.words):
            return self._full(before) and self._flush(after)
        if before.words[-1] in _PAUSE:
            return self._full(before)
        if self._full(before):
            return True
        return self._broken(run, first, index)

    def _full(self, line: Line) -> bool:
        """Whether a line goes to the right edge of a text whose lines are broken at one."""
        return self.width is not None and line.width * 100 >= self.width * 86

    def _flush(self, line: Line) -> bool:
        """Whether a full line begins at the left edge: the first line of a paragraph is two characters narrower."""
        return self.width is not None and line.width + 2 >= self.width and line.start == line.left

    def _broken(self, run: Sequence[Line], first: int, index: int) -> bool:
        """Whether a line that does not reach the edge was nevertheless broken: in a cell, or at the end of a page."""
        before, after = run[index - 1], run[index]
        if self.width is not None:
            return _in_cell(before, after) and not style_of(run[first].words)
        if style_of(before.words) and index - 1 == first:
            return _is_item(run, first)
        if _opened(before.words) or before.words[-1] in "，、,":
            return True
        return before.width >= 40 and ("，" in before.words or "," in before.words or _prose(before, after))


def _usual_width(sample: Sequence[Line]) -> int | None:
    """The width at which a text breaks its lines; None where every line is a paragraph."""
    long = [line for line in sample if line.width >= 24 and not style_of(line.words) and not stands_alone(line.words)]
    unfinished = sorted(line.width for line in long if line.words[-1] not in _FINAL + _PAUSE)
    if len(unfinished) < _ENOUGH_LINES or len(unfinished) * 5 < len(long) * 2:
        return None
    usual = unfinished[len(unfinished) * 6 // 10]
    near = sum(1 for width in unfinished if usual * 80 <= width * 100 <= usual * 115)
    return usual if near * 2 >= len(unfinished) else None


def _begins(words: str) -> bool:
    """Whether a line begins an item or a heading; `13 负责` may, `13 家` goes on with the line before."""
    return style_of(words) not in (None, "digit_space")


def _in_cell(before: Line, after: Line) -> bool:
    """Whether two lines are words of one narrow cell; a blank between characters parts cells of one line."""
    return before.width >= 8 and after.width <= before.width + 4 and not _APART.search(before.words)


def _opened(words: str) -> bool:
    return bool(_OPENED.search(words))


def _is_item(run: Sequence[Line], index: int) -> bool:
    """Whether a numbered line without a full stop is an item that was broken, and not a heading.

    It is one when it states something behind a colon or a full stop inside, or its elder sibling is a sentence.
    """
    words = run[index].words
    if re.search(r"[：:。；]\S", words) or _opened(words):
        return True
    elder = run[index - 1].words if index else ""
    kinds = {(style_of(line) or "").removesuffix("_space") for line in (elder, words)}
    return len(kinds) == 1 and ends_sentence(elder)


def _prose(before: Line, after: Line) -> bool:
    return not _TITLE_END.search(before.words) and ends_sentence(after.words)
