"""A squeezed view of a stretch of text, in which numbers and words stand as they were meant.

Blanks and line breaks go, full-width letters become half-width, what LaTeX and HTML left behind becomes what it stands
for. Every character of the view knows where it stands in the text. Two marks stay, because they may part two numbers:
a blank between the characters of numbers (`0.00 12.00`) and a tab, which parts cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# One character for one, so that places stay: the full-width forms, the dashes that people type for a minus sign.
HALF_WIDTH = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5E) if chr(code) not in "，；：！？"}
    | dict.fromkeys(map(ord, "−‐‑‒–﹣"), "-")
    | dict.fromkeys(map(ord, "～∼〜"), "~")
    | {0x2236: ":", 0x2267: "≥", 0x2266: "≤", 0x2A7E: "≥", 0x2A7D: "≤", 0xFE6A: "%"}
)
# Soft hyphens, zero-width letters, marks of direction.
UNSEEN = "\u00ad\u180e\ufeff" + "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F))))
UNSEEN += "".join(map(chr, range(0x2060, 0x206A)))
_EVENT = re.compile(
    rf"(?P<blank>[\s{UNSEEN}]+)"
    r"|\\(?P<word>[A-Za-z]{1,12})(?P<brace>\s?\{)?|\\(?P<sign>[%$#&_,;:! ])|(?P<math>\$)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,80}>)|(?P<entity>&(?:lt|gt|le|ge|nbsp);)"
)
_LATEX = {
    **dict.fromkeys(("geq", "ge", "geqslant"), "≥"),
    **dict.fromkeys(("leq", "le", "leqslant"), "≤"),
    **{"gt": ">", "lt": "<", "times": "×", "div": "÷", "sim": "~", "cdot": "·", "pm": "±", "Sigma": "Σ", "sum": "Σ"},
}
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&le;": "≤", "&ge;": "≥", "&nbsp;": ""}
_OF_NUMBERS = frozenset("0123456789０１２３４５６７８９.．,，")
_DIGITS = frozenset("0123456789０１２３４５６７８９.．")


@dataclass(frozen=True, slots=True)
class View:
    """The squeezed text, and where each of its characters stands in the raw one."""

    raw: str
    text: str
    origins: list[int]

    def start(self, index: int) -> int:
        """Where a character of the view stands in the raw text."""
        return self.origins[index]

    def end(self, index: int) -> int:
        """Where the stretch that ends before `index` ends in the raw text."""
        return self.origins[index - 1] + 1

    def printed(self, start: int, end: int) -> str:
        """The raw text of a stretch of the view."""
        return self.raw[self.origins[start] : self.origins[end - 1] + 1] if end > start else ""

    def gap(self, index: int) -> str:
        """What was squeezed out before a character of the view."""
        if not 0 < index < len(self.origins):
            return ""
        return self.raw[self.origins[index - 1] + 1 : self.origins[index]]


def squeezed(text: str, start: int, end: int, *, joined: bool = False) -> View:
    """The squeezed view of a stretch. With `joined`, blanks inside numbers go as well: a cell holds one number."""
    parts: list[str] = []
    origins: list[int] = []
    at = start
    for event in _EVENT.finditer(text, start, end):
        here, after = event.span()
        parts.append(text[at:here])
        origins.extend(range(at, here))
        kept = _kept(event, text, start, end, joined)
        parts.append(kept)
        origins.extend([here] * len(kept))
        at = after
    parts.append(text[at:end])
    origins.extend(range(at, end))
    return View(text, "".join(parts).translate(HALF_WIDTH), origins)


def _kept(event: re.Match[str], text: str, start: int, end: int, joined: bool) -> str:
    """What stays of a blank, of a LaTeX word, of a tag."""
    here, after = event.span()
    blank = event["blank"]
    if blank is not None:
        if "\t" in blank:
            return "\t"
        if not blank.strip(UNSEEN):
            return ""
        inside = here > start and after < end and text[here - 1] in _OF_NUMBERS and text[after] in _DIGITS
        return " " if inside and not joined else ""
    if event["word"] or event["math"]:
        # What goes must not make one number of two: 1$0 is not 10.
        parts = start < here and after < end and text[here - 1] in _DIGITS and text[after] in _DIGITS
        return _LATEX.get(event["word"] or "", "\t" if parts else "")
    if event["sign"]:
        return "" if event["sign"] in ",;:! " else event["sign"]
    if event["tag"]:
        return "\t"
    return _ENTITIES.get(event["entity"] or "", "")
