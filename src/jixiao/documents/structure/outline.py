"""The sections of a document, from its headings and the way they are numbered.

Official documents number by style, not by depth: 第一部分, 一、, （一）, 1., （1）, ①. A style keeps its rank, and a
heading closes every open one of its rank or lower. A numbered paragraph that goes on for a sentence is an item: it
bounds what stands in it, but it is no heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.document.block import Paragraph

if TYPE_CHECKING:
    from jixiao.core.document.document_text import DocumentText

_CHINESE = "〇零一二三四五六七八九十百"
_STYLES = (
    re.compile(rf"第[{_CHINESE}]+(部分|章|篇)"),
    re.compile(r"附件\d*|附[:：]"),
    re.compile(rf"[{_CHINESE}]+、"),
    re.compile(rf"[（(][{_CHINESE}]+[）)]"),
    re.compile(r"\d{1,3}(?:、|[.．](?!\d))"),
    re.compile(r"[（(]\d{1,3}[）)]"),
    re.compile(r"[①-⑳]"),
)
_CONTENTS = re.compile(r"(\.{3,}|…+|·{3,})\s*\d*\s*\Z|[^\d\s]\s*\t\s*\d+\s*\Z")
_SPACES = re.compile(r"\s+")
# A heading with more characters than this, or with a sentence after its title, is an item.
MOST_TITLE = 42


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or an item and all that stands under it; `rank` 0 is highest. `path` are the titles down to it."""

    start: int
    end: int
    rank: int
    number: str
    title: str
    is_item: bool
    path: tuple[str, ...]


class Outline:
    """The sections of a document in the order of their beginnings."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        """Keep the sections; they nest or follow one another."""
        self.sections = sections
        self._starts = [section.start for section in sections]

    def at(self, offset: int) -> Section | None:
        """The innermost section, heading or item, in which an offset stands."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self.sections[index].end <= offset:
            index -= 1
        return self.sections[index] if index >= 0 else None

    def section_at(self, offset: int) -> tuple[str, ...]:
        """The titles of the headings, outermost first, under which an offset stands."""
        section = self.at(offset)
        return section.path if section is not None else ()


@dataclass(slots=True)
class _Mark:
    start: int
    rank: int
    number: str
    title: str
    is_item: bool


def outline(document: DocumentText) -> Outline:
    """The sections of a document; lines of its table of contents are none."""
    marks = [
        mark
        for block in document.blocks
        if isinstance(block, Paragraph) and (mark := _mark(document.at(block), block)) is not None
    ]
    return Outline(tuple(_nested(marks, len(document.text))))


def _mark(words: str, block: Paragraph) -> _Mark | None:
    squeezed = _SPACES.sub("", words)
    if not squeezed or _CONTENTS.search(words.rstrip("\n")):
        return None
    for rank, style in enumerate(_STYLES):
        match = style.match(squeezed)
        if match is not None:
            rest = squeezed[match.end() :]
            title = rest.rstrip("。：:")
            is_item = len(title) > MOST_TITLE or "。" in title or "；" in title or rest.endswith(("；", ";"))
            return _Mark(block.start, rank, match[0], title, is_item)
    if block.level is not None and len(squeezed) <= MOST_TITLE:
        return _Mark(block.start, min(block.level, len(_STYLES)), "", squeezed, False)
    return None


def _nested(marks: list[_Mark], end: int) -> list[Section]:
    sections: list[Section] = []
    open_: list[_Mark] = []
    for index, mark in enumerate(marks):
        while open_ and open_[-1].rank >= mark.rank:
            open_.pop()
        open_.append(mark)
        stop = next((other.start for other in marks[index + 1 :] if other.rank <= mark.rank), end)
        path = tuple(each.number + each.title for each in open_ if not each.is_item)
        sections.append(Section(mark.start, stop, mark.rank, mark.number, mark.title, mark.is_item, path))
    return sections
