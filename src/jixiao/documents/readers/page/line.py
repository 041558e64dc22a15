"""Lines: glyphs that stand on one base line, and the words in them.

A piece is a run of glyphs that the document set in one go. Pieces, not glyphs, are put into lines and cells, so that no
number is torn: digits of another font, size or base line stay with the words around them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jixiao.documents.readers.page.glyph import Glyph

SPOT = 600  # hundredths of a point; pieces printed twice are never farther apart
CROWD = 300  # a line of more pieces takes every piece at its height: no file may keep us comparing
# Shares of an em, in hundredths.
SAME_BASE = 12  # glyphs set in one go
TIGHT = 18  # no gap between glyphs that belong together
BACK = 45  # so far back means: set anew
BLANK_OF_LETTERS = 22  # a gap between letters or digits that is a blank
BLANK_OF_CHARACTERS = 60  # a gap between characters that is a blank where none was typed
EVEN = 30  # gaps that differ by no more are letter-spacing
ABOVE, BELOW = 86, 14  # a sign above and below its base line
OVERLAP = 50  # so much of the smaller height in common is the same line
DOUBLED = 22  # the same piece printed twice, so near that it looks bold


@dataclass(slots=True)
class Piece:
    """Glyphs set in one go, next to one another on one base line."""

    glyphs: list[Glyph]
    left: int = 0
    right: int = 0
    base: int = 0
    size: int = 0
    text: str = ""

    def measured(self) -> Piece:
        """The piece with its extent and size of type."""
        glyphs = self.glyphs
        self.left = min(glyph.left for glyph in glyphs)
        self.right = max(glyph.right for glyph in glyphs)
        self.base = glyphs[0].base
        self.text = "".join([glyph.text for glyph in glyphs])
        self.size = (
            _typical([glyph.size for glyph in glyphs if glyph.sign.ideograph])
            or _typical([glyph.size for glyph in glyphs if glyph.sign.digit])
            or max(glyph.size for glyph in glyphs)
        )
        return self

    @property
    def top(self) -> int:
        """The upper edge."""
        return self.base - self.size * ABOVE // 100

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.base + self.size * BELOW // 100

    @property
    def middle(self) -> int:
        """The middle between upper and lower edge."""
        return self.base - self.size * (ABOVE - BELOW) // 200


@dataclass(slots=True)
class Word:
    """A stretch of a line with its box; `joint` is what stands between it and the word before."""

    text: str
    left: int
    right: int
    top: int
    bottom: int
    joint: str = ""


@dataclass(slots=True)
class Line:
    """Words on one line, with the extent of the line and its size of type."""

    words: list[Word]
    left: int
    right: int
    base: int
    size: int
    text: str = field(default="")

    @property
    def top(self) -> int:
        """The upper edge."""
        return self.base - self.size * ABOVE // 100

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.base + self.size * BELOW // 100


def _typical(sizes: list[int]) -> int:
    """The size of most signs; one may be set wide."""
    return sorted(sizes)[len(sizes) // 2] if sizes else 0


def pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """Glyphs in the order of the document, as pieces; what was printed twice for boldness stands once."""
    found: list[Piece] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if current and not _follows(current[-1], glyph):
            found.append(Piece(current).measured())
            current = []
        current.append(glyph)
    if current:
        found.append(Piece(current).measured())
    return _single(found)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size, other = before.size, glyph.size
    if other > size:
        size, other = other, size
    gap = (glyph.left - before.right) * 100
    return (
        not glyph.blank
        and -BACK * other // 2 <= gap <= TIGHT * size
        and -SAME_BASE * size <= (glyph.base - before.base) * 100 <= SAME_BASE * size
    )


def _single(found: list[Piece]) -> list[Piece]:
    """The pieces without those that were printed a second time on nearly the same spot."""
    spots: dict[tuple[str, int, int], list[Piece]] = {}
    kept = []
    for piece in found:
        x, y = piece.left // SPOT, piece.base // SPOT
        around = ((piece.text, x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1))
        near = DOUBLED * piece.size
        if any(
            abs(piece.left - one.left) * 100 <= near and abs(piece.base - one.base) * 100 <= near
            for spot in around
            if spot in spots
            for one in spots[spot]
        ):
            continue
        spots.setdefault((piece.text, x, y), []).append(piece)
        kept.append(piece)
    return kept


def lines(of: Sequence[Piece]) -> list[Line]:
    """The lines that pieces stand on, from top to bottom."""
    rows: list[_Row] = []
    for piece in sorted(of, key=lambda one: (one.base, one.left)):
        row = next((row for row in reversed(rows[-6:]) if row.takes(piece)), None)
        if row is None:
            rows.append(_Row(piece))
        else:
            row.add(piece)
    rows.sort(key=lambda row: (row.main.base, row.main.left))
    return [_line(row) for row in rows]


class _Row:
    """A line in the making; its main piece, the widest, says where it stands."""

    __slots__ = ("main", "members")

    def __init__(self, piece: Piece) -> None:
        self.main = piece
        self.members = [piece]

    def takes(self, piece: Piece) -> bool:
        """Whether a piece shares enough height with the line, and stands beside its pieces, not on them."""
        main = self.main
        shared = min(main.bottom, piece.bottom) - max(main.top, piece.top)
        if shared * 100 < OVERLAP * min(main.size, piece.size):
            return False
        if abs(piece.base - main.base) * 100 <= SAME_BASE * main.size or len(self.members) > CROWD:
            return True  # typesetters push punctuation into its neighbour
        return all(
            2 * (min(one.right, piece.right) - max(one.left, piece.left)) <= min(one.size, piece.size)
            for one in self.members
        )

    def add(self, piece: Piece) -> None:
        """Take a piece in."""
        self.members.append(piece)
        if piece.right - piece.left > self.main.right - self.main.left:
            self.main = piece


def _line(row: _Row) -> Line:
    main = row.main
    placed = [(glyph, piece.size) for piece in row.members for glyph in piece.glyphs]
    if len(row.members) > 1:
        placed.sort(key=_from_the_left)
    spaced = _letter_spaced([glyph for glyph, _ in placed], main.size)
    words: list[Word] = []
    before = placed[0][0]
    for glyph, size in placed:
        blank = not spaced and (glyph.left - before.right) * 10 > size and _blank_between(before, glyph, size)
        if blank or not words or before.sign.of_number != glyph.sign.of_number:
            # Numbers are words by themselves, so that they can be marked.
            top, bottom = glyph.base - size * ABOVE // 100, glyph.base + size * BELOW // 100
            words.append(Word(glyph.text, glyph.left, glyph.right, top, bottom, " " if blank else ""))
        else:
            word = words[-1]
            word.text += glyph.text
            if glyph.right > word.right:
                word.right = glyph.right
        before = glyph
    line = Line(words, placed[0][0].left, max([word.right for word in words]), main.base, _size(row.members))
    line.text = "".join([word.joint + word.text for word in words])
    return line


def _from_the_left(placed: tuple[Glyph, int]) -> int:
    return placed[0].left


def _size(members: list[Piece]) -> int:
    """The size of type that most of a line is set in."""
    if len({piece.size for piece in members}) == 1:
        return members[0].size
    breadth: dict[int, int] = {}
    for piece in members:
        for glyph in piece.glyphs:
            breadth[glyph.size] = breadth.get(glyph.size, 0) + glyph.right - glyph.left
    sizes = {piece.size for piece in members}
    return max(sizes, key=lambda size: breadth.get(size, 0))


def _blank_between(before: Glyph, glyph: Glyph, size: int) -> bool:
    """Whether a gap of more than a tenth of an em is a blank."""
    if glyph.blank:
        return True
    wide = before.sign.wide or glyph.sign.wide
    return (glyph.left - before.right) * 100 > (BLANK_OF_CHARACTERS if wide else BLANK_OF_LETTERS) * size


def _letter_spaced(glyphs: Sequence[Glyph], size: int) -> bool:
    """Whether a line is one word set wide: 合　计, or a name spread over the breadth of its cell."""
    if len(glyphs) < 2 or not all(glyph.sign.wide for glyph in glyphs):
        return False
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    if len(gaps) == 1:
        return gaps[0] <= 8 * size
    return min(gaps) * 100 > 10 * size and (max(gaps) - min(gaps)) * 100 <= EVEN * size
