"""The sentences of a document: where they begin and end in its text.

A sentence ends at 。！？ and ；, not inside brackets, titles or quotations that close again, and at the line end of a
heading. The lines that a page broke are one paragraph, so a sentence may run over them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.document.block import Paragraph

if TYPE_CHECKING:
    from jixiao.core.document.document_text import DocumentText

_PAIRS = {"）": "（(", ")": "（(", "》": "《", "”": "“", "’": "‘", "】": "【", "」": "「", "』": "『"}
_OPENING = frozenset("（(《“‘【「『")
_CLOSING = "）)》”’】」』"
_MARK = re.compile(rf"[（(《“‘【「『{_CLOSING}]|[。！？；!?;]+[{_CLOSING}]*")
# A pair that spans more than this is an opener that was never closed, or a quotation of several sentences.
_FAR = 300
_CHINESE = "〇零一二三四五六七八九十"
_NUMBERED = (
    rf"(?:第[{_CHINESE}]+部分|[{_CHINESE}]+、|[（(][{_CHINESE}]+[）)]"
    r"|\d{1,2}(?:、|[.．](?!\d))|[（(]\d{1,2}[）)]|[①-⑳])"
)
_HEADING = re.compile(rf"^[^\S\n]*{_NUMBERED}[^\n，。；,;：:]{{0,40}}[。：:]?[^\S\n]*\n(?=\s*\S)", re.MULTILINE)
_ITEM = re.compile(rf"[：:]\s*\n(?=[^\S\n]*{_NUMBERED})")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its stretch of the document's text, and the block it stands in."""

    start: int
    end: int
    block: int


def sentences(document: DocumentText) -> list[Sentence]:
    """The sentences of all paragraphs, in order."""
    return [
        Sentence(start, end, index)
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph)
        for start, end in sentence_spans(document.text, block.start, block.end)
    ]


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch, a paragraph or the text of a cell, without the blanks around them."""
    part = text[start:end]
    marks, enclosed = _marks(part)
    cuts = {mark for mark in marks if not enclosed.hold(mark)}
    cuts.update(match.end() for match in _HEADING.finditer(part) if not enclosed.hold(match.end() - 1))
    cuts.update(match.end() for match in _ITEM.finditer(part))
    spans = []
    at = 0
    for cut in (*sorted(cuts), len(part)):
        piece = part[at:cut]
        if _WORD.search(piece):
            lead = len(piece) - len(piece.lstrip())
            spans.append((start + at + lead, start + at + len(piece.rstrip())))
        at = cut
    return spans


class _Enclosed:
    """Stretches between a mark that opens and the one that closes it."""

    def __init__(self, pairs: list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for opened, closed in sorted(pairs):
            if not self._ends or opened > self._ends[-1]:
                self._starts.append(opened)
                self._ends.append(closed)

    def hold(self, index: int) -> bool:
        """Whether a cut before `index` would fall into one."""
        found = bisect_right(self._starts, index - 1) - 1
        return found >= 0 and index <= self._ends[found]


def _marks(part: str) -> tuple[list[int], _Enclosed]:
    """Where sentences may end, and the stretches in which they do not."""
    ends: list[int] = []
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[int, str]] = []
    for match in _MARK.finditer(part):
        mark = match.group()
        if mark in _OPENING:
            opened.append((match.start(), mark))
            continue
        closing = mark.lstrip("。！？；!?;")
        first = match.end()
        for offset, letter in enumerate(closing, match.end() - len(closing)):
            first = min(first, _close(offset, letter, opened, pairs))
        # “……。” in the middle of a sentence does not end it; as a sentence of its own, or after a colon, it does.
        if closing != mark and (first in (0, match.end()) or part[first - 1] in "。！？；!?;：:\n"):
            ends.append(match.end())
    return ends, _Enclosed(pairs)


def _close(offset: int, letter: str, opened: list[tuple[int, str]], pairs: list[tuple[int, int]]) -> int:
    """Match a closing mark with the last opener of its kind, and tell where that is; those inside never closed."""
    for index in range(len(opened) - 1, max(-1, len(opened) - 9), -1):
        place, kind = opened[index]
        if offset - place > _FAR:
            break
        if kind in _PAIRS[letter]:
            del opened[index:]
            pairs.append((place, offset))
            return place
    return offset + 1
