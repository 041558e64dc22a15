"""Fuzzes readers and normaliser, guided by coverage: anything but `InputFault`, or more than 10 s, is a finding.

    python tools/fuzz_readers.py TARGET [--seconds N] [--corpus FOLDER]

Needs atheris, which is no dependency of the project; findings are kept as files in FOLDER/findings.
"""

from __future__ import annotations

import argparse
import pkgutil
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

SLOWEST = 10  # seconds
MOST_MEMORY = 2000  # MiB
LONGEST = 20_000  # bytes of an input
Target = Callable[[bytes], None]


def _reading(name: str) -> Target:
    """A target that reads bytes as a file of this name."""
    from jixiao.core.kernel.faults import InputFault
    from jixiao.documents.limits import Limits
    from jixiao.documents.opening import read_document

    limits = Limits(most_characters=200_000, most_cells=5_000, most_unpacked=2_000_000, most_pages=20, seconds=SLOWEST)

    def target(content: bytes) -> None:
        try:
            document = read_document(content, name, limits)
        except InputFault as fault:
            fault.said("zh")
            return
        last = 0
        for block in document.blocks:
            if not last <= block.start <= block.end <= len(document.text):
                raise AssertionError(f"{name}: blocks overlap or run off the text")
            last = block.end

    return target


@cache
def _packages() -> dict[str, bytes]:
    from tests.documents.hostile.test_fuzz import VALID

    return VALID


def _package(name: str) -> Target:
    """A target that puts the bytes into a package: changed bytes of a zip file seldom get past its checksums."""
    import io
    import zipfile

    read = _reading(name)
    with zipfile.ZipFile(io.BytesIO(_packages()[name])) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    names = sorted(parts)

    def target(content: bytes) -> None:
        if not content:
            return
        made = io.BytesIO()
        changed = names[content[0] % len(names)]
        with zipfile.ZipFile(made, "w") as archive:
            for part, inside in parts.items():
                archive.writestr(part, content[1:] if part == changed else inside)
        read(made.getvalue())

    return target


def _package_seeds(name: str) -> list[bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(_packages()[name])) as archive:
        return [bytes([number]) + archive.read(part) for number, part in enumerate(sorted(archive.namelist()))]


def _extracting(name: str) -> Target:
    """A target that reads bytes as text of a file and takes every fact out of it."""
    from jixiao.core.kernel.faults import InputFault
    from jixiao.documents.extraction import extract
    from jixiao.documents.opening import read_document
    from jixiao.rulebook_loader import load_rulebook
    from jixiao.usecases.knowing import knowledge

    known = knowledge(load_rulebook())

    def target(content: bytes) -> None:
        text = content.decode("utf-8", "ignore")
        try:
            document = read_document(text.encode(), name)
        except InputFault:
            return
        for fact in extract(document, known).facts:
            if not 0 <= fact.figure.start < fact.figure.end <= len(document.text):
                raise AssertionError(f"{fact.figure} is off the text")

    return target


def _normalising() -> Target:
    from jixiao.documents.normalise import UnitWords
    from jixiao.documents.normalise.figures import cell_figure, figures
    from jixiao.rulebook_loader import load_rulebook

    words = UnitWords(load_rulebook().vocabulary)

    def target(content: bytes) -> None:
        text = content.decode("utf-8", "ignore")
        for figure in figures(text, 0, len(text), words):
            if not 0 <= figure.start < figure.end <= len(text):
                raise AssertionError(f"{figure} is off the text")
        cell_figure(text, 0, len(text), words)

    return target


def _pdf_seeds() -> list[bytes]:
    from tests.documents.typeset import page_of, typeset, written

    typed = b"BT /F1 12 Tf 20 100 Td (1,234.50) Tj ET 10 10 100 0.5 re f 10 50 m 110 50 l S"
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return [written(page_of(typed, font)), typeset("#table(columns: 2, [甲], [1.00], [乙], [2.00])")]


def _texts() -> list[bytes]:
    from jixiao.reports.samples.as_text import as_html, as_text
    from jixiao.reports.samples.documents import accounts, budget
    from jixiao.reports.samples.self_evaluation import self_evaluation

    samples = (accounts(), budget(), self_evaluation())
    return [as_text(one)[:LONGEST] for one in samples] + [as_html(one)[:LONGEST] for one in samples]


def _written() -> list[bytes]:
    return [content for name, content in _packages().items() if name.endswith((".txt", ".html", ".csv"))]


def _odd() -> list[bytes]:
    said = ("≥2.5%≤3", "一亿二千万元", "１，２３４.５０ 万元", "1 234.5\n万元", "$9 5 \\%$", "-3.2个百分点", "10-20人")
    return [one.encode() for one in said]


TARGETS: dict[str, tuple[Callable[[], Target], Callable[[], list[bytes]]]] = {
    "text": (lambda: _reading("a.txt"), _written),
    "markdown": (lambda: _reading("a.md"), _written),
    "csv": (lambda: _reading("a.csv"), _written),
    "html": (lambda: _reading("a.html"), _written),
    "pdf": (lambda: _reading("a.pdf"), _pdf_seeds),
    "docx": (lambda: _package("a.docx"), lambda: _package_seeds("a.docx")),
    "xlsx": (lambda: _package("a.xlsx"), lambda: _package_seeds("a.xlsx")),
    "figures": (_normalising, _odd),
    "extract": (lambda: _extracting("a.txt"), lambda: _texts() + _odd()),
}


def main() -> int:
    """Fuzz one target for a while; libFuzzer ends the process itself, with 77 where it found something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--corpus", type=Path, default=ROOT / "var" / "fuzz")
    given = parser.parse_args()
    if find_spec("atheris") is None:
        print("atheris is not installed: pip install atheris (in an environment of its own)", file=sys.stderr)
        return 2
    _fuzz(given.target, given.seconds, given.corpus)
    return 0


def _fuzz(name: str, seconds: int, corpus: Path) -> None:
    import atheris

    make, seeds = TARGETS[name]
    with atheris.instrument_imports(include=["jixiao.documents"]):
        # All at once: readers are loaded when they are needed, which would be too late to follow them.
        for module in pkgutil.walk_packages([str(ROOT / "src" / "jixiao" / "documents")], "jixiao.documents."):
            import_module(module.name)
        target = make()
    inputs, findings = corpus / name, corpus / "findings"
    for folder in (inputs, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (inputs / f"seed-{number}").write_bytes(seed)
    options = {
        "max_total_time": seconds,
        "timeout": SLOWEST,
        "rss_limit_mb": MOST_MEMORY,
        "max_len": LONGEST,
        "artifact_prefix": f"{findings}/{name}-",
        "print_final_stats": 1,
    }
    atheris.Setup([sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(inputs)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
