"""When and where a document says that something was published: day, title and address, each at its place."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from jixiao.core.document.statement import Piece, Publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.core.document.document_text import DocumentText
    from jixiao.documents.structure.sentences import Sentence

_MADE_PUBLIC = re.compile(r"公\s*开|公\s*示|公\s*布")
_DAY = re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_TITLE = re.compile(r"《[^《》]{4,80}》")
# What is announced with a title must be a budget, accounts or a report, not the rule that demands it.
_OF_A_YEAR = re.compile(r"预\s*算|决\s*算|绩\s*效")
_RULE = re.compile(r"办\s*法|通\s*知|意\s*见|法》|规\s*定|条\s*例")
_ADDRESS = re.compile(r"https?://[^\s<>）)】」，。；、《》“”\"']{4,300}", re.ASCII)
_SPACES = re.compile(r"\s+")
# The words before an address that say what stands there.
_LABEL = re.compile(r"([^\n，。；：:]{2,40})[：:]\s*<?\Z")


def publications(document: DocumentText, sentences: Iterable[Sentence]) -> list[Publication]:
    """The publications that a document tells of, in the order of the text."""
    told = [one for sentence in sentences for one in _dated(document.text, sentence.start, sentence.end)]
    found = [*told, *_addressed(document.text)]
    return sorted(found, key=lambda one: one.where.start)


def _dated(text: str, start: int, end: int) -> Iterator[Publication]:
    """Every title with the day before it, in a sentence that speaks of making public."""
    if not _MADE_PUBLIC.search(text, start, end):
        return
    days = list(_DAY.finditer(text, start, end))
    stops = [*(one.start() for one in days[1:]), end]
    for day, stop in zip(days, stops, strict=False):
        moment = _moment(day)
        if moment is None:
            continue
        named = list(_TITLE.finditer(text, day.end(), stop))
        titles = [one for one in named if _is_title(one[0])]
        when = _piece(text, day.start(), day.end())
        for title in titles:
            yield Publication(when, moment, _piece(text, title.start() + 1, title.end() - 1))
        if not named:
            yield Publication(when, moment)


def _is_title(words: str) -> bool:
    return _OF_A_YEAR.search(words) is not None and _RULE.search(words) is None


def _addressed(text: str) -> Iterator[Publication]:
    for match in _ADDRESS.finditer(text):
        label = _LABEL.search(text, max(0, match.start() - 60), match.start())
        title = None if label is None else _piece(text, label.start(1), label.end(1))
        # Punctuation at the end belongs to the sentence.
        address = match[0].rstrip(".,;:")
        yield Publication(_piece(text, match.start(), match.start() + len(address)), None, title, address)


def _moment(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _piece(text: str, start: int, end: int) -> Piece:
    return Piece(start, end, _SPACES.sub("", text[start:end]))
