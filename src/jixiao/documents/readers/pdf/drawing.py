"""Ruling lines of a PDF page: strokes and thin rectangles, also within forms."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from jixiao.documents.readers.page.ruling import THIN, Ruling

if TYPE_CHECKING:
    from jixiao.documents.readers.pdf.frame import Frame

MOST_OBJECTS = 60_000  # more is a map or a drawing
MOST_SEGMENTS = 4_000  # in one path
DEEPEST = 6  # forms within forms
ASLANT = 60  # a line that leaves its course by less is straight

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page: level and upright lines, and the hundredths of the page that pictures cover."""

    level: list[Ruling] = field(default_factory=list)
    upright: list[Ruling] = field(default_factory=list)
    pictured: int = 0
    objects: int = 0


def read_drawing(page: Any, frame: Frame) -> Drawing:  # noqa: ANN401  # a handle of the C library
    """The ruling lines of a page."""
    reader = _Reader(frame)
    count = pdfium.FPDFPage_CountObjects(page)
    for index in range(min(count, MOST_OBJECTS)):
        reader.take(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0)
    return reader.drawing


class _Reader:
    """Walks through the objects of a page; its buffers are made once."""

    def __init__(self, frame: Frame) -> None:
        self._across, self._down = frame.course
        self.drawing = Drawing()
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._edges_at = [ctypes.byref(edge) for edge in self._edges]
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._area = max(frame.size[0] * frame.size[1], 1)

    def take(self, item: Any, matrix: Matrix, depth: int) -> None:  # noqa: ANN401
        """Take in an object, and what is inside it."""
        self.drawing.objects += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, top, right, bottom = self._bounds(item, matrix)
            self.drawing.pictured += (right - left) * (bottom - top) * 100 // self._area
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = _times(_matrix(item), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                if self.drawing.objects < MOST_OBJECTS:
                    self.take(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _bounds(self, item: Any, matrix: Matrix) -> tuple[int, int, int, int]:  # noqa: ANN401
        pdfium.FPDFPageObj_GetBounds(item, *self._edges_at)
        left, bottom, right, top = (edge.value for edge in self._edges)
        x, y = self._point(left, bottom, matrix)
        to_x, to_y = self._point(right, top, matrix)  # opposite corners do: forms are turned by quarters, if at all
        return min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)

    def _point(self, x: float, y: float, matrix: Matrix) -> tuple[int, int]:
        if matrix is not _IDENTITY:
            a, b, c, d, e, f = matrix
            x, y = a * x + c * y + e, b * x + d * y + f
        x, y = min(max(x, -30_000.0), 30_000.0), min(max(y, -30_000.0), 30_000.0)
        (ax, bx, cx), (ay, by, cy) = self._across, self._down
        return int(ax * x + bx * y + cx), int(ay * x + by * y + cy)

    def _path(self, item: Any, matrix: Matrix) -> None:  # noqa: ANN401
        if not pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(self._mode), ctypes.byref(self._stroke)):
            return
        filled, stroked = self._mode.value != pdfium.FPDF_FILLMODE_NONE, bool(self._stroke.value)
        if not filled and not stroked:
            return
        left, top, right, bottom = self._bounds(item, matrix)
        if right - left <= THIN or bottom - top <= THIN:
            self._line(left, top, right, bottom)
            return
        self._segments(item, _times(_matrix(item), matrix), stroked)

    def _line(self, left: int, top: int, right: int, bottom: int) -> None:
        if bottom - top <= THIN and right - left > bottom - top:
            self.drawing.level.append(Ruling((top + bottom) // 2, left, right))
        elif right - left <= THIN and bottom - top > right - left:
            self.drawing.upright.append(Ruling((left + right) // 2, top, bottom))

    def _segments(self, item: Any, matrix: Matrix, stroked: bool) -> None:  # noqa: ANN401
        """The straight edges of a stroked path; of a filled one, the rectangles thin enough to be lines."""
        count = pdfium.FPDFPath_CountSegments(item)
        if count > MOST_SEGMENTS:
            return
        outline: list[tuple[int, int]] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(self._x), ctypes.byref(self._y))
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._outline(outline, stroked)
                outline = []
            outline.append(self._point(self._x.value, self._y.value, matrix))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        self._outline(outline, stroked)

    def _outline(self, outline: list[tuple[int, int]], stroked: bool) -> None:
        if len(outline) < 2:
            return
        across, down = sorted(x for x, _ in outline), sorted(y for _, y in outline)
        if across[-1] - across[0] <= THIN or down[-1] - down[0] <= THIN:
            self._line(across[0], down[0], across[-1], down[-1])
        elif stroked:
            for (x, y), (to_x, to_y) in pairwise(outline):
                if min(abs(to_x - x), abs(to_y - y)) <= ASLANT:
                    self._line(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _matrix(item: Any) -> Matrix:  # noqa: ANN401
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if outer is _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    o, p, q, r, s, t = outer
    return (
        a * o + b * q, a * p + b * r, c * o + d * q, c * p + d * r, e * o + f * q + s, e * p + f * r + t
    )  # fmt: skip
