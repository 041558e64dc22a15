"""Recognition of pictures of pages: the writing by rapidocr, lines, cells and paragraphs by the same code as PDFs.

An optional extra: the models come inside the wheel, nothing is fetched when it runs.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from math import atan2, cos, sin
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.documents.readers.page.bitmap import rulings, slant
from jixiao.documents.readers.page.glyph import Glyph, known
from jixiao.documents.readers.page.laid import LaidPage, items_of_pieces
from jixiao.documents.readers.page.line import ABOVE, BELOW, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.documents.readers.page.ruling import Ruling

INSTALL = Text(
    "请安装识别组件：pip install \"jixiao[ocr]\"，或提供带文字的 PDF、DOCX",
    "install recognition with pip install \"jixiao[ocr]\", or provide a PDF or DOCX with text",
)  # fmt: skip
RESOLUTION = 200  # points to the inch that pages are drawn with
LONGEST = 4000  # points of a side; finer pictures are made smaller, for the engine sees no more in them
# What the models and the largest page take, in bytes, beyond what reading takes: measured 1,280 MiB for pages of A4.
ROOM = 1500 << 20
_SHORT_OF_MEMORY = ("bad_alloc", "Failed to allocate", "Insufficient memory", "OutOfMemory")
LEAST_CERTAIN = 0.5  # below, what was recognised is left out
SLANT = 0.002  # radians; less is level
LONG, TELLING = 6, 5  # lines of so many heights show how a page slants, if there are so many
# Gaps between signs of one line up to these shares of an em are the engine's, in hundredths; full-width marks are
# mostly air, which its boxes leave out.
GAP, WIDE_GAP = 45, 130
RULED = 130  # a line is longer than a stroke of writing by this much, in hundredths of an em


def is_available() -> bool:
    """Whether the optional extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:  # noqa: ANN401  # optional library without types
    from rapidocr import RapidOCR

    # Line by line: lines of a batch are all made as broad as its broadest, which costs time and memory.
    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": 2600, "Rec.rec_batch_num": 1})


def make_room() -> None:
    """Once for each document with pictures: a process held to the memory that text takes may take what models need."""
    with suppress(ImportError, OSError, ValueError):  # where there are no such limits, or they are not ours to raise
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if soft != resource.RLIM_INFINITY:
            wanted = soft + ROOM
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _found(picture: Any) -> Any:  # noqa: ANN401
    """What the engine finds; its libraries tell a shortage of memory in words of their own."""
    try:
        return _engine()(picture, use_cls=False, return_word_box=True, return_single_char_box=True)
    except Exception as error:
        if any(word in f"{type(error).__name__}: {error}" for word in _SHORT_OF_MEMORY):
            raise MemoryError from None
        raise


def recognised(picture: Any, number: int, width: int, height: int) -> LaidPage:  # noqa: ANN401  # numpy
    """The page that a picture (rows of blue, green, red) shows, `width` by `height` hundredths of a point."""
    page = LaidPage(number, width, height)
    found = _found(picture)
    if found.boxes is None or not found.word_results:
        return page
    scale = width / picture.shape[1]
    lines = [signs for signs in found.word_results if signs and min(sign[1] for sign in signs) >= 0]
    grey = picture.mean(axis=2, dtype="float32")
    page.slant = _slant(found.boxes, grey)
    pieces = [piece for piece in (_piece(signs, scale, page.slant) for signs in lines) if piece is not None]
    if not pieces:
        return page
    em = sorted(piece.size for piece in pieces)[len(pieces) // 2]
    straight = _straightened(grey, page.slant)
    level, upright = rulings(straight, max(int(em * RULED / 100 / scale), 12), scale)
    page.items = items_of_pieces(pieces, *_without_strokes(level, upright, pieces))
    return page


def _without_strokes(
    level: list[Ruling], upright: list[Ruling], pieces: list[Piece]
) -> tuple[list[Ruling], list[Ruling]]:
    """The lines that are not strokes of large writing: those lie within its boxes."""
    boxes = [(piece.left, piece.right, piece.top, piece.bottom, piece.size // 4) for piece in pieces]
    return (
        [
            one
            for one in level
            if not any(t - m < one.at < b + m and x - m < one.start and one.end < y + m for x, y, t, b, m in boxes)
        ],
        [
            one
            for one in upright
            if not any(x - m < one.at < y + m and t - m < one.start and one.end < b + m for x, y, t, b, m in boxes)
        ],
    )


def _slant(boxes: Any, grey: Any) -> float:  # noqa: ANN401
    """By how much the lines of a page rise or fall, in radians; where few are long enough to tell, by its picture."""
    angles = sorted(
        float(atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]))
        for box in boxes
        if box[1][0] - box[0][0] > LONG * (box[3][1] - box[0][1])
    )
    middle = angles[len(angles) // 2] if len(angles) >= TELLING else slant(grey)
    return middle if abs(middle) > SLANT else 0.0


def _straightened(grey: Any, slant: float) -> Any:  # noqa: ANN401
    """The picture turned about its top left corner so that its lines are level."""
    if not slant:
        return grey
    import numpy
    from PIL import Image

    turn = (cos(slant), -sin(slant), 0.0, sin(slant), cos(slant), 0.0)
    flat = Image.fromarray(grey.astype(numpy.uint8))
    return numpy.asarray(flat.transform(flat.size, Image.Transform.AFFINE, turn, fillcolor=255))


def _piece(signs: Sequence[Any], scale: float, slant: float) -> Piece | None:
    """A recognised line as one piece; the gaps that the engine leaves between signs are closed."""
    spots = [(sign, *_spot(box, scale, slant)) for sign, certain, box in signs if certain >= LEAST_CERTAIN]
    if not spots:
        return None
    top, bottom = min(spot[3] for spot in spots), max(spot[4] for spot in spots)
    # The engine's boxes reach a little above and below the writing.
    size = max((bottom - top) * 80 // 100, 1)
    base = (top + bottom) // 2 + size * (ABOVE - BELOW) // 200
    glyphs: list[Glyph] = []
    for text, left, right, _, _ in spots:
        one = known(text[:1])
        if one is None or not text.strip():
            continue
        gap = WIDE_GAP if one.wide or (glyphs and glyphs[-1].sign.wide) else GAP
        if glyphs and (left - glyphs[-1].right) * 100 <= gap * size:
            glyphs[-1].right = max(left, glyphs[-1].left + 1)
        glyphs.append(Glyph(text, left, max(right, left + 1), base, size, False, one))
    return Piece(glyphs).measured() if glyphs else None


def _spot(box: Sequence[Sequence[float]], scale: float, slant: float) -> tuple[int, int, int, int]:
    """Left, right, top and bottom of a sign on the straightened page."""
    x = sum(float(corner[0]) for corner in box) / 4
    y = sum(float(corner[1]) for corner in box) / 4
    half = (float(box[1][0]) - float(box[0][0])) / 2, (float(box[3][1]) - float(box[0][1])) / 2
    across, down = x * cos(slant) + y * sin(slant), y * cos(slant) - x * sin(slant)
    return (
        int((across - half[0]) * scale), int((across + half[0]) * scale),
        int((down - half[1]) * scale), int((down + half[1]) * scale),
    )  # fmt: skip
