"""Glyphs: single signs with their places, and what kind of sign each is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

# An em of a sign that says nothing about itself is this share of its box's height, in hundredths.
BOX_TO_EM = 75

_DROPPED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2066\u2067\u2068\u2069\ufeff"
)
BLANKS = frozenset(
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
BREAKS = frozenset("\r\n\x0b\x0c\u2028\u2029")
# pdfium writes these where a line ends in a hyphen.
_HYPHENS = frozenset("\x02\ufffe")
UNREADABLE = "\ufffd"
_NUMBER = frozenset("0123456789.,，．%％‰-－−+")


@dataclass(frozen=True, slots=True)
class Sign:
    """What is known of a sign before its place is: its plain text, and which of its measures tells the size of type."""

    text: str
    wide: bool
    ideograph: bool
    digit: bool
    of_number: bool

    def em(self, width: int, height: int) -> int:
        """The size of type that a box speaks of; fonts lie about their heights, seldom about their widths."""
        if self.wide:
            return width or 1
        if self.digit:
            return 2 * width or 1
        return min(height * BOX_TO_EM // 100, 4 * width) or 1


UNKNOWN = Sign("", False, False, False, False)


@dataclass(slots=True)
class Glyph:
    """One sign: its text (a ligature has several letters), its place, and whether a blank was typed before it."""

    text: str
    left: int
    right: int
    base: int
    size: int
    blank: bool = False
    sign: Sign = field(default_factory=lambda: UNKNOWN)

    @property
    def centre(self) -> int:
        """The middle between left and right."""
        return (self.left + self.right) // 2


def is_wide(sign: str) -> bool:
    """Whether a sign is written without blanks around it: Chinese characters and full-width punctuation."""
    if sign < "\u2e80":
        return sign in _ROUND
    return sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or "\ufe30" <= sign <= "\uffef" or sign >= "\U00020000"


_ROUND = frozenset("“”‘’…—·《》①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●■◆★√×÷℃")


def is_private(sign: str) -> bool:
    """Whether a sign is of a private range: only its font knows what it means."""
    return "\ue000" <= sign <= "\uf8ff" or sign >= "\U000f0000"


def plain(sign: str) -> str:
    """The sign as people write it: radicals and ligatures that only a font tells apart become ordinary characters."""
    if sign < "\u2e80":
        if sign >= " ":
            return sign
        return "-" if sign in _HYPHENS else UNREADABLE
    if sign <= "\u2fdf" or "\uf900" <= sign <= "\ufaff" or "\ufb00" <= sign <= "\ufb06":
        return unicodedata.normalize("NFKC", sign)
    if "\ud800" <= sign <= "\udfff" or sign == "\uffff":
        return UNREADABLE
    return "-" if sign in _HYPHENS else sign


@lru_cache(maxsize=8192)
def known(sign: str) -> Sign | None:
    """A sign that is seen; None for one that only directs the typesetter."""
    if sign in _DROPPED:
        return None
    text = plain(sign)
    wide = is_wide(text[:1])
    return Sign(text, wide, wide and "\u2e80" <= text[0] <= "\ufaff", text.isdecimal(), text in _NUMBER)
