"""Writing scorecards to files: each file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.usecases.runs import canonical, result_bytes, run_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jixiao.core.scoring.scorecard import Scorecard


def write_scorecard(card: Scorecard, source: Path, readings: Mapping[str, str], folder: Path) -> list[Path]:
    """Write a scorecard in every form, with its input and run record beside it; returns the paths.

    Everything is made before the first file is written, so a failure leaves the folder as it was.
    """
    from jixiao.reports.html.page import scorecard_html
    from jixiao.reports.printed.docx import scorecard_docx
    from jixiao.reports.printed.pdf import scorecard_pdf
    from jixiao.reports.workbook.book import scorecard_xlsx

    stem = source.stem
    contents = {
        f"{stem}.html": scorecard_html(card).encode(),
        f"{stem}.json": result_bytes(card),
        f"{stem}.xlsx": scorecard_xlsx(card),
        f"{stem}.docx": scorecard_docx(card),
        f"{stem}.pdf": scorecard_pdf(card),
        source.name if source.suffix != ".json" else f"{stem}.input.json": source.read_bytes(),
    }
    record = run_record(card, source, readings)
    record["input"] = list(contents)[-1]
    contents[f"{stem}.run.json"] = canonical(record)
    return [write_whole(folder / name, content) for name, content in contents.items()]


def write_pages(cards: Mapping[str, Scorecard], folder: Path) -> tuple[Path, list[Path]]:
    """Write a page for each scorecard and an index; returns the index and the pages."""
    from jixiao.reports.html.index import index_html
    from jixiao.reports.html.page import scorecard_html

    pages = [write_whole(folder / f"{name}.html", scorecard_html(card).encode()) for name, card in cards.items()]
    links = [page.name for page in pages]
    return write_whole(folder / "index.html", index_html(list(cards.values()), links).encode()), pages


def write_whole(path: Path, content: bytes) -> Path:
    """Write beside the target and rename, so that nobody ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)  # noqa: PTH101  # mkstemp makes it private; a page is to be read by others
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
