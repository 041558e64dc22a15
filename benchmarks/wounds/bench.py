"""The whole measurement: read, wound, count, print, write."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.wounds import printing
from benchmarks.wounds.covering import coverage
from benchmarks.wounds.documents import to_wound
from benchmarks.wounds.running import FINDERS, read_all, try_all

if TYPE_CHECKING:
    from collections.abc import Sequence

# So many wounds of a kind in a document: all documents together then take a few minutes.
MOST = 40


def run(files: Sequence[Path] = (), most: int | None = MOST, kinds: Sequence[str] = tuple(FINDERS)) -> None:
    """Wound the named documents, or the samples and the real ones; `most` None tries every wound there is."""
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as name:
        cases = read_all(to_wound(Path(name), files))
    tried = try_all(cases, most, kinds)
    covered = [(case, coverage(case)) for case in cases]
    printing.show(tried, covered)
    printing.save(tried, covered, {case.name: case for case in cases})
