"""Reading pictures: the layout with a stand-in for the engine, and the engine itself where it is installed."""

from dataclasses import dataclass
from io import BytesIO
from math import cos, radians, sin
from typing import Any

import pypdfium2
import pytest

from jixiao.core.document.document_text import DocumentText
from jixiao.core.kernel.faults import InputFault
from jixiao.documents.limits import LIMITS
from jixiao.documents.readers.pdf import read_pdf
from jixiao.documents.readers.picture import read_picture, recognition
from tests.documents.test_pdf_reader import PROSE, TABLE, rows, well_formed
from tests.documents.typeset import typeset

Image = pytest.importorskip("PIL.Image")
pytest.importorskip("numpy")
SCALE = 200 / 72


@dataclass
class Found:
    boxes: Any
    word_results: Any


def drawn(content: bytes, slant: float = 0.0) -> bytes:
    """The first page as a picture whose lines fall by so many degrees."""
    page = pypdfium2.PdfDocument(content)[0].render(scale=SCALE).to_pil().convert("RGB")
    turned = page.rotate(-slant, center=(0, 0), fillcolor="white", resample=Image.Resampling.BICUBIC)
    file = BytesIO()
    turned.save(file, "PNG", dpi=(200, 200))
    return file.getvalue()


def stand_in(document: DocumentText, slant: float) -> Found:
    """What an engine would find: the words of a page with their signs, slanting as the picture does."""
    angle = radians(slant)
    lines = []
    for run in document.pages[0].runs:
        text = document.text[run.start : run.end]
        step = (run.right - run.left) / len(text)
        signs = []
        for index, sign in enumerate(text):
            left, right = run.left + index * step, run.left + (index + 1) * step
            corners = ((left, run.top), (right, run.top), (right, run.bottom), (left, run.bottom))
            box = [[x * SCALE / 100, y * SCALE / 100] for x, y in corners]
            signs.append(
                (sign, 0.99, [[x * cos(angle) - y * sin(angle), y * cos(angle) + x * sin(angle)] for x, y in box])
            )
        lines.append(tuple(signs))
    boxes = [[line[0][2][0], line[-1][2][1], line[-1][2][2], line[0][2][3]] for line in lines]
    return Found(boxes, tuple(lines))


@pytest.mark.parametrize("slant", [0.0, 0.8, -0.8])
def test_a_picture_is_laid_out_as_the_page_it_shows(monkeypatch: pytest.MonkeyPatch, slant: float):
    content = typeset(TABLE + PROSE)
    document = read_pdf(content, "示例.pdf", LIMITS)
    monkeypatch.setattr(recognition, "is_available", lambda: True)
    monkeypatch.setattr(recognition, "_engine", lambda: lambda *_, **__: stand_in(document, slant))
    found = read_picture(drawn(content, slant), "示例.png", LIMITS)
    well_formed(found)
    assert rows(found) == rows(document)
    assert "支出决算为2,321.31万元，完成年初预算的98.76%。" in found.text.replace(" ", "")
    assert found.form == "picture"
    assert len(found.warnings) == 1
    run = document.boxes(document.text.index("2,321"), document.text.index("2,321") + 1)[0][1]
    other = found.boxes(found.text.index("2,321"), found.text.index("2,321") + 1)[0][1]
    across = run.left * cos(radians(slant)) - run.bottom * sin(radians(slant))
    assert abs(other.left - across) < 400


def test_without_the_extra_a_picture_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recognition, "is_available", lambda: False)
    with pytest.raises(InputFault) as caught:
        read_picture(drawn(typeset("示例")), "示例.png", LIMITS)
    assert "jixiao[ocr]" in caught.value.said("zh")


def test_what_is_no_picture_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recognition, "is_available", lambda: True)
    with pytest.raises(InputFault) as caught:
        read_picture(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "示例.png", LIMITS)
    assert "damaged" in caught.value.said("en")


@pytest.mark.skipif(not recognition.is_available(), reason="the ocr extra is not installed")
def test_the_engine_reads_a_page_offline():
    content = typeset(TABLE)
    assert rows(read_picture(drawn(content), "示例.png", LIMITS)) == rows(read_pdf(content, "示例.pdf", LIMITS))
