"""Reading pictures of documents: scans and photographs, one page or, in TIFF files, several."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from time import perf_counter
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.documents.readers.page.assembly import assembled
from jixiao.documents.readers.picture import recognition
from jixiao.documents.refusal import damaged, refusal, too_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.document.document_text import DocumentText
    from jixiao.documents.limits import Limits
    from jixiao.documents.readers.page.laid import LaidPage

MOST_POINTS = 120_000_000  # of one page
A4_LONG = 84200  # hundredths of a point
LIKELY = range(72, 1201)  # points to the inch that a file may claim and be believed
READ_BY_EYE = Text(
    "文字由图片识别得到，可能有误，请对照原件",
    "the text was recognised from a picture and may be wrong; compare with the original",
)


def read_picture(content: bytes, name: str, limits: Limits) -> DocumentText:
    """Read the writing of a picture. Raises `InputFault` where it cannot, with what to do."""
    if len(content) > limits.most_bytes:
        raise too_many(name, Text("文件字节数", "bytes in the file"), len(content), limits.most_bytes)
    if not recognition.is_available():
        what = Text("文件是图片，没有文字可读", "the file is a picture and holds no text to read")
        raise refusal(name, what, recognition.INSTALL)
    recognition.make_room()
    pages = list(_pages(content, name, limits))
    return assembled(name, sha256(content).hexdigest(), "picture", pages, (READ_BY_EYE,))


def _pages(content: bytes, name: str, limits: Limits) -> Iterator[LaidPage]:
    import numpy
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    started = perf_counter()
    try:
        with Image.open(BytesIO(content)) as file:
            for index, frame in enumerate(ImageSequence.Iterator(file)):
                _hold(frame.size, index, perf_counter() - started, name, limits)
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                width, height = _size(upright.size, frame.info.get("dpi"))
                upright.thumbnail((recognition.LONGEST, recognition.LONGEST))
                picture = numpy.asarray(upright)[:, :, ::-1]
                yield recognition.recognised(picture, index + 1, width, height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise damaged(name, Text("图片", "picture"), str(error)) from None


def _hold(size: tuple[int, int], index: int, seconds: float, name: str, limits: Limits) -> None:
    if size[0] * size[1] > MOST_POINTS:
        raise too_many(name, Text("图片点数", "points in the picture"), size[0] * size[1], MOST_POINTS)
    if index >= limits.most_pages:
        raise too_many(name, Text("页数", "pages"), index + 1, limits.most_pages)
    if seconds > limits.seconds:
        what = Text(f"识别超过 {limits.seconds} 秒", f"recognition took more than {limits.seconds} seconds")
        raise refusal(name, what, Text("请拆分文件后重试", "split the file and try again"))


def _size(points: tuple[int, int], claimed: Any) -> tuple[int, int]:  # noqa: ANN401  # what the file says
    """Width and height on paper: as the file claims if it is likely, else with the long side of A4."""
    try:
        density = round(float(claimed[0])) if claimed else 0
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        density = 0
    scale = 7200 / density if density in LIKELY else A4_LONG / max(points)
    return round(points[0] * scale), round(points[1] * scale)
