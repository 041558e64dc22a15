"""Signs of a PDF page with their places, read from pdfium with as few calls as may be."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass, field
from math import pi
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from jixiao.documents.readers.page.glyph import BLANKS, BREAKS, UNREADABLE, Glyph, Sign, is_private, known

if TYPE_CHECKING:
    from jixiao.documents.readers.pdf.frame import Frame

SAMPLE = 40  # signs asked whether their font says what they mean
ASTRAY = 100  # an origin this far from the left edge belongs to turned type, in hundredths of a point


@dataclass(slots=True)
class Signs:
    """The glyphs of a page by the quarter turns that make them read from left to right, and what is wrong with them."""

    turned: dict[int, list[Glyph]] = field(default_factory=dict)
    unreadable: int = 0
    private: int = 0
    count: int = 0
    unmapped: bool = False


def read_signs(text_page: Any, frame: Frame) -> Signs:  # noqa: ANN401  # a handle of the C library
    """All visible signs of a page in the order of the document."""
    places = _places(text_page, _text(text_page))
    found = Signs()
    if not places:
        return found
    found.unmapped = _unmapped(text_page, places)
    turns = _turns(text_page, places, frame)
    for turn in sorted(set(turns)):
        of_turn = places if len(set(turns)) == 1 else [p for p, own in zip(places, turns, strict=True) if own == turn]
        made = _glyphs(of_turn, frame.turned(turn - frame.turns))
        if made:
            found.turned[(turn - frame.turns) % 4] = made
            found.count += len(made)
            found.unreadable += sum(glyph.text == UNREADABLE for glyph in made)
            found.private += sum(is_private(glyph.text) for glyph in made)
    return found


def _text(text_page: Any) -> list[str]:  # noqa: ANN401
    """One string for each sign; pdfium gives the whole page at once where every sign has a meaning."""
    count = max(pdfium.FPDFText_CountChars(text_page), 0)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    whole = bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "surrogatepass")
    if written == count and not any("\ud800" <= sign <= "\udfff" for sign in whole):
        return list(whole)
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    return [chr(code) if code <= 0x10FFFF else UNREADABLE for code in codes]


# Index, sign, whether a blank was typed before it, its origin (x, y), and its box (left, bottom, right, top).
_Place = tuple[int, Sign, bool, float, float, float, float, float, float]


def _places(text_page: Any, text: list[str]) -> list[_Place]:  # noqa: ANN401
    """The place of each sign: the one loop that calls the library for every sign, and so kept bare."""
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    loose, origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    places: list[_Place] = []
    blank = False
    top = bottom = shift = 0.0
    for index, sign in enumerate(text):
        if sign in BREAKS:
            blank = False
        elif sign in BLANKS:
            # A blank that pdfium thought of has no breadth; one that was typed has.
            blank = blank or bool(loose(text_page, index, box_at) and box.right - box.left > 0.01)
        elif (one := known(sign)) is not None:
            if loose(text_page, index, box_at):
                if box.top == top and box.bottom == bottom:
                    # The box of the same type on the same line: the origin is as far from it as before.
                    places.append((index, one, blank, box.left + shift, y.value, box.left, bottom, box.right, top))
                elif origin(text_page, index, x_at, y_at):
                    top, bottom, shift = box.top, box.bottom, x.value - box.left
                    places.append((index, one, blank, x.value, y.value, box.left, bottom, box.right, top))
            blank = False
    return places


def _unmapped(text_page: Any, places: list[_Place]) -> bool:  # noqa: ANN401
    """Whether fonts of the page do not say what their signs mean."""
    sample = places[:: max(len(places) // SAMPLE, 1)]
    faults = sum(pdfium.FPDFText_HasUnicodeMapError(text_page, place[0]) == 1 for place in sample)
    return bool(faults * 10 > len(sample) * 3)


def _turns(text_page: Any, places: list[_Place], frame: Frame) -> list[int]:  # noqa: ANN401
    """By how many quarter turns each sign reads from left to right; asked only where a sign may be turned."""
    if frame.turns == 0 and sum(abs(place[3] - place[5]) * 100 > ASTRAY for place in places) * 50 <= len(places):
        return [0] * len(places)
    angles = [pdfium.FPDFText_GetCharAngle(text_page, place[0]) for place in places]
    turns = [(-round(angle * 2 / pi)) % 4 if angle >= 0 else frame.turns for angle in angles]
    main = Counter(turns).most_common(1)[0][0]
    # A sign or two turned within the text (a tick, a logo) are not worth a line of their own.
    return turns if sum(turn != main for turn in turns) * 50 > len(turns) else [main] * len(turns)


def _glyphs(places: list[_Place], frame: Frame) -> list[Glyph]:
    """Places as glyphs in hundredths of a point; what lies off the page is left out, for no reader can see it."""
    (ax, bx, cx), (ay, by, cy) = frame.course
    width, height = frame.size
    glyphs = []
    for _, sign, blank, x, y, left, bottom, right, top in places:
        first, last = int(ax * left + bx * bottom + cx), int(ax * right + bx * top + cx)
        if first > last:
            first, last = last, first
        base = int(ay * x + by * y + cy)
        if -100 <= (first + last) // 2 <= width + 100 and -100 <= base <= height + 1500:
            last = max(last, first + 1)
            deep = abs(int(ay * (right - left) + by * (top - bottom)))
            glyphs.append(Glyph(sign.text, first, last, base, sign.em(last - first, deep), blank, sign))
    return glyphs
