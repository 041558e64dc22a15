"""A finding as two rounds of an audit can be compared by it: by check and by the words around it, not by its place.

Between two rounds offsets shift, other figures change, and the figure at fault may be corrected to another wrong one.
What stays is the label of the row, or the sentence without its figures.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Where the words at fault stand in their passage.
HERE = "§"
_BLANKS = re.compile(r"\s+")
_LIST_NUMBER = re.compile(r"^(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．])+(?=[^0-9]|(?:19|20)\d\d年)")
# A year tells what a sentence is about; any other number may be corrected.
_NUMBER = re.compile(r"(?!(?:19|20)\d\d年)(?<![\d.,])\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Noted:
    """`row` is the finding as it was given, `places` are the paths of the documents that it concerns.

    `key` is its passage without figures, "" where nothing but its own words is known.
    """

    row: Mapping[str, Any]
    places: tuple[str, ...]
    key: str
    passage: str
    messages: frozenset[str]
    shapes: frozenset[str]
    others: frozenset[str]

    @property
    def check(self) -> str:
        """The code of the check."""
        return str(self.row["check"])

    @property
    def is_note(self) -> bool:
        """Whether it is a rounding note: an error that has become one is corrected."""
        return bool(self.row["severity"] == "rounding")

    def likeness(self, other: Noted) -> tuple[bool, ...] | None:
        """How alike two findings of one check are, greater is more alike; None where they are two things."""
        same_key = self.key == other.key != ""
        same_expected = _same(self.row, other.row, "expected")
        same_found = _same(self.row, other.row, "found")
        same_words = _same_quote(self.row, other.row)
        shared = not self.others.isdisjoint(other.others)
        if not (
            same_key
            or (same_expected and same_found)
            or (same_words and not self.messages.isdisjoint(other.messages))
            or (self._is_bare_beside(other) and (same_expected or shared))
        ):
            return None
        same_page = self.row["places"][0].get("page") == other.row["places"][0].get("page")
        return self.passage == other.passage != "", same_key, same_expected, same_found, same_words, shared, same_page

    def _is_bare_beside(self, other: Noted) -> bool:
        """Whether one of the two lacks its passage, and they say the same but for their figures."""
        return not (self.key and other.key) and not self.shapes.isdisjoint(other.shapes)


def noted(row: Mapping[str, Any], known: Callable[[str], str]) -> Noted:
    """A finding to be compared; `known` gives the path by which both rounds know a document."""
    message = row.get("message")
    messages = message.values() if isinstance(message, dict) else [str(message)]
    before, words, after = _passage(row["places"][0])
    has_passage = bool(before or after)
    return Noted(
        row,
        tuple(sorted({known(place["path"]) for place in row["places"]})),
        skeleton(f"{before}{HERE}{after}") if has_passage else "",
        _plain(before + words + after) if has_passage else "",
        frozenset(messages),
        frozenset(_NUMBER.sub("#", _plain(one)) for one in messages),
        frozenset(_plain(place["quote"]) for place in row["places"][1:]),
    )


def _passage(place: Mapping[str, Any]) -> tuple[str, str, str]:
    """What stands before a place, its words, and what follows; its words alone where its context is not given."""
    quote = place["quote"]
    context, begins, start = place.get("context"), place.get("context_start"), place.get("start")
    if isinstance(context, str) and isinstance(begins, int) and isinstance(start, int):
        at = start - begins
        if at >= 0 and context[at : at + len(quote)] == quote:
            return context[:at], quote, context[at + len(quote) :]
    return "", quote, ""


def skeleton(words: str) -> str:
    """A passage without what may change: blanks, list numbers, figures. Codes and names before a row's figures stay."""
    cells = words.split("\t")
    if len(cells) == 1:
        return _NUMBER.sub("#", _LIST_NUMBER.sub("", _plain(words)))
    label = next((number for number, cell in enumerate(cells) if _WORD.search(cell)), 0)
    named, figures = cells[: label + 1], cells[label + 1 :]
    return "|".join([*map(_plain, named), *(_NUMBER.sub("#", _plain(cell)) for cell in figures)])


def _plain(words: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", words))


def _same(one: Mapping[str, Any], other: Mapping[str, Any], key: str) -> bool:
    return one.get(key) is not None and one.get(key) == other.get(key)


def _same_quote(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return _plain(one["places"][0]["quote"]) == _plain(other["places"][0]["quote"])
