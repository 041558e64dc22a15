"""Scans: what our own documents state when only pictures of their pages are left."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from jixiao.core.document.statement import StatedFact
from jixiao.documents.readers.picture import recognition
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.documents import accounts, budget
from jixiao.reports.samples.self_evaluation import self_evaluation
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.reading import read_document

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not recognition.is_available(), reason="the ocr extra is not installed"),
]
DOCUMENTS = {"accounts": accounts, "budget": budget, "self-evaluation": self_evaluation}
RESOLUTION = 200
SHARE, WRONG = 95, 1  # hundredths of the facts that must be there, and that may be others


@dataclass(frozen=True)
class Read:
    """Facts with a concept: with their values, and what they are about without them."""

    meanings: Counter[tuple[object, ...]]
    total: int

    def __sub__(self, other: "Read") -> Counter[tuple[object, ...]]:
        return self.meanings - other.meanings


def read(path: Path) -> Read:
    facts = read_document(path, load_rulebook()).statements.facts
    meanings = Counter(_meaning(fact) for fact in facts if fact.concept is not None)
    return Read(meanings, meanings.total())


def _meaning(fact: StatedFact) -> tuple[object, ...]:
    return (fact.concept, fact.figure.number, fact.unit, fact.period, fact.dimensions)


def scanned(content: bytes, slant: float = 0.0, grain: int = 0):
    """The pages as a scanner gives them: grey pictures, a little aslant, with grain."""
    image = pytest.importorskip("PIL.Image")
    numpy = pytest.importorskip("numpy")
    chance = numpy.random.default_rng(7)
    for page in pypdfium2.PdfDocument(content):
        drawn = page.render(scale=RESOLUTION / 72).to_pil().convert("L")
        drawn = drawn.rotate(slant, fillcolor=255, resample=image.Resampling.BICUBIC)
        noisy = numpy.asarray(drawn) + chance.normal(0, grain, (drawn.height, drawn.width))
        yield image.fromarray(numpy.clip(noisy, 0, 255).astype(numpy.uint8))


def as_scan(content: bytes, slant: float = 0.0, grain: int = 0) -> bytes:
    first, *others = scanned(content, slant, grain)
    made = BytesIO()
    first.save(made, "PDF", save_all=True, append_images=others, resolution=RESOLUTION)
    return made.getvalue()


def compared(scan: Read, original: Read) -> None:
    lost, more = original - scan, scan - original
    assert lost.total() * 100 <= (100 - SHARE) * original.total, lost
    assert more.total() * 100 <= WRONG * original.total, more


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_scan_states_what_the_document_states(name: str, tmp_path: Path):
    content = as_pdf(DOCUMENTS[name]())
    (tmp_path / "original.pdf").write_bytes(content)
    (tmp_path / "scan.pdf").write_bytes(as_scan(content))
    compared(read(tmp_path / "scan.pdf"), read(tmp_path / "original.pdf"))


def test_a_scan_that_is_aslant_and_grainy_states_the_same(tmp_path: Path):
    content = as_pdf(budget())
    (tmp_path / "original.pdf").write_bytes(content)
    (tmp_path / "scan.pdf").write_bytes(as_scan(content, slant=0.7, grain=12))
    compared(read(tmp_path / "scan.pdf"), read(tmp_path / "original.pdf"))


def test_a_picture_of_one_page_states_what_the_page_states(tmp_path: Path):
    content = as_pdf(budget())
    single = pypdfium2.PdfDocument.new()
    single.import_pages(pypdfium2.PdfDocument(content), [1])
    single.save(tmp_path / "original.pdf")
    picture = list(scanned(content))[1]
    picture.save(tmp_path / "picture.png", dpi=(RESOLUTION, RESOLUTION))
    compared(read(tmp_path / "picture.png"), read(tmp_path / "original.pdf"))


def test_figures_stand_where_they_were_printed(tmp_path: Path):
    content = as_pdf(budget())
    (tmp_path / "original.pdf").write_bytes(content)
    (tmp_path / "scan.pdf").write_bytes(as_scan(content))
    placed = []
    for name in ("original.pdf", "scan.pdf"):
        found = read_document(tmp_path / name, load_rulebook())
        spots = {}
        for fact in found.statements.facts:
            page, box = found.document.boxes(fact.figure.start, fact.figure.end)[0]
            if fact.concept is not None and fact.figure.number != Decimal(0):
                spots.setdefault(
                    _meaning(fact), (page.number, (box.left + box.right) // 2, (box.top + box.bottom) // 2)
                )
        placed.append(spots)
    original, scan = placed
    near = sum(
        original[one][0] == scan[one][0] and max(abs(original[one][i] - scan[one][i]) for i in (1, 2)) < 1000
        for one in original.keys() & scan.keys()
    )
    assert near * 100 >= SHARE * len(original)
