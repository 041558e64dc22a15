"""The words around a place in one line, with the place marked: what stands before and behind is cut to fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.reports.facts.plain_words import visible

if TYPE_CHECKING:
    from jixiao.reports.audit.record import PlaceRow

MARKS = "【", "】"
CUT = "…"
_CELLS = re.compile(r"\s*\t\s*")
_BLANKS = re.compile(r"\s+")
# A page breaks its lines between Chinese characters; nothing stands there.
_BROKEN = re.compile("(?<=[\u2e80-\uffef])\\s*\n\\s*(?=[\u2e80-\uffef])")


def excerpt(place: PlaceRow, columns: int) -> tuple[str, str, str]:
    """What stands before a place, the place between its marks, and what stands behind it, in so many columns.

    A Chinese character takes two columns.
    """
    at = place["start"] - place["context_start"]
    before, behind = place["context"][:at], place["context"][at + len(place["quote"]) :]
    marked = f"{MARKS[0]}{_shortened(_one_line(place['quote']).strip(), columns - 4)}{MARKS[1]}"
    rest = max(0, columns - _wide(marked))
    ahead, after = _one_line(before).lstrip(), _one_line(behind).rstrip()
    # What one side does not need the other may have.
    tail = _end(ahead, max(rest // 2, rest - _wide(after)))
    return tail, marked, _shortened(after, rest - _wide(tail))


def _one_line(words: str) -> str:
    return visible(_BLANKS.sub(" ", _CELLS.sub("  ", _BROKEN.sub("", words)).replace("  ", " | ")))


def _shortened(words: str, columns: int) -> str:
    """The beginning, with a sign where something is cut off."""
    if _wide(words) <= columns:
        return words
    kept, used = "", _wide(CUT)
    for sign in words:
        used += _wide(sign)
        if used > columns:
            break
        kept += sign
    return kept + CUT if columns >= _wide(CUT) else ""


def _end(words: str, columns: int) -> str:
    """The end, with a sign where something is cut off."""
    return words if _wide(words) <= columns else _shortened(words[::-1], columns)[::-1]


def _wide(words: str) -> int:
    from rich.cells import cell_len

    return cell_len(words)
