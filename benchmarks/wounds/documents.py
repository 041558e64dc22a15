"""The documents to wound: samples of our own, and the real ones beside the project where they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.reports.samples.as_text import as_text
from jixiao.reports.samples.documents import accounts, budget
from jixiao.reports.samples.self_evaluation import self_evaluation

if TYPE_CHECKING:
    from collections.abc import Iterable

REAL = Path(__file__).resolve().parents[3] / "shared"
PATTERNS = ("documents/*.pdf", "sources/*.txt")
SAMPLES = {"accounts": accounts, "budget": budget, "self-evaluation": self_evaluation}


def samples(folder: Path) -> list[Path]:
    """The samples as text files, written into a folder."""
    paths = []
    for name, make in SAMPLES.items():
        path = folder / f"sample-{name}.txt"
        path.write_bytes(as_text(make(2024)))
        paths.append(path)
    return paths


def real() -> list[Path]:
    """The published documents beside the project; none where they are absent."""
    return [path for pattern in PATTERNS for path in sorted(REAL.glob(pattern))]


def to_wound(folder: Path, given: Iterable[Path]) -> list[Path]:
    """What was asked for; else the samples and the real documents."""
    return list(given) or [*samples(folder), *real()]
