"""Words of documents as other programs may meet them: no formulas, no characters that turn or hide text."""

from __future__ import annotations

import re

# Characters that a spreadsheet takes for the beginning of a formula, in whichever program the file is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Characters that turn the direction of a line, and controls: shown by their number, so that nothing reads otherwise
# than it stands.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"[-+]?[\d,]+(\.\d+)?%?\Z")


def sound(words: str) -> str:
    """The words as a file can hold them: halves of characters, in broken files and names of files, become `?`."""
    return words if words.isascii() else words.encode("utf-8", "replace").decode("utf-8")


def visible(words: str) -> str:
    """The words with every control character shown by its number."""
    shown = _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", words)
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", shown)


def is_formula_like(words: str) -> bool:
    """Whether a spreadsheet might compute the words; a plain negative number is none."""
    return words.startswith(_FORMULA) and not _NUMBER.match(words)


def csv_safe(words: str) -> str:
    """The words for a CSV file: an apostrophe goes before what a spreadsheet would compute."""
    shown = visible(words)
    return f"'{shown}" if is_formula_like(shown) else shown
