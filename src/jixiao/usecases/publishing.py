"""Writing scorecards to files: all of them whole, or none."""

from __future__ import annotations

import os
import tempfile
from errno import EISDIR
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.usecases.runs import canonical, result_bytes, run_record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from jixiao.core.scoring.scorecard import Scorecard


def write_scorecard(card: Scorecard, source: Path, readings: Mapping[str, str], folder: Path) -> list[Path]:
    """Write a scorecard in every form, with its input and run record beside it; returns the paths.

    Everything is made before the first file is written, so a failure leaves the folder as it was. Raises `InputFault`
    where a result would take the place of its input, and where the folder cannot be written.
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
    }
    # The input keeps its name unless a result has it already (a.json).
    copy = source.name if source.name not in contents else f"{stem}.input{source.suffix}"
    contents[copy] = source.read_bytes()
    contents[f"{stem}.run.json"] = canonical({**run_record(card, source, readings), "input": copy})
    _spare_input(source, folder, contents)
    return write_all({folder / name: content for name, content in contents.items()})


def _spare_input(source: Path, folder: Path, contents: Mapping[str, bytes]) -> None:
    """Refuse to replace the input by a result: `a.json` scored into its own folder would become its scorecard."""
    for name, content in contents.items():
        target = folder / name
        if target.exists() and target.samefile(source) and content != source.read_bytes():
            what = Text("结果会覆盖输入文件", "the result would replace the input")
            remedy = Text("用 --out 指明另一个文件夹", "name another folder with --out")
            raise InputFault([Problem(what, str(target), remedy=remedy)])


def write_pages(cards: Mapping[str, Scorecard], folder: Path) -> tuple[Path, list[Path]]:
    """Write a page for each scorecard and an index; returns the index and the pages."""
    from jixiao.reports.html.index import index_html
    from jixiao.reports.html.page import scorecard_html

    pages = {folder / f"{name}.html": scorecard_html(card).encode() for name, card in cards.items()}
    links = [page.name for page in pages]
    index = index_html(list(cards.values()), links).encode()
    *written, last = write_all({**pages, folder / "index.html": index})
    return last, written


def check_targets(asked: Mapping[str, Path], folders: Collection[str], sources: Iterable[Path]) -> None:
    """Refuse, before anything is read, what could not be written or would replace an input. Raises `InputFault`.

    `asked` gives the place of each form by the name of its option; those of `folders` go into a folder.
    """
    problems = []
    inputs = {path.resolve() for path in sources}
    for form, path in asked.items():
        if form in folders:
            if path.exists() and not path.is_dir():
                problems.append(Problem(Text("不是文件夹", "not a folder"), f"--{form}", received=str(path)))
        elif path.is_dir():
            problems.append(Problem(Text("是一个文件夹", "a folder is there"), f"--{form}", received=str(path)))
        elif path.resolve() in inputs:
            what = Text("结果会覆盖输入文件", "the result would replace an input")
            problems.append(Problem(what, f"--{form}", received=str(path)))
    if problems:
        raise InputFault(problems)


def write_stream(path: Path, pieces: Iterable[str]) -> None:
    """Write a file that may be larger than the memory; it is whole or not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.writelines(pieces)
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        what = Text("文件写不出来", "the file cannot be written")
        raise InputFault([Problem(what, str(path), None, error.strerror)]) from None


def write_all(contents: Mapping[Path, bytes]) -> list[Path]:
    """Write every file beside its target and rename them last: nobody ever sees half a file, or half of the files.

    Raises `InputFault` where they cannot be written; then none is.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            if path.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
            staged[path] = _staged(path, content)
        for path, beside in staged.items():
            beside.replace(path)
    except OSError as error:
        what = Text("文件写不出来", "the file cannot be written")
        place = str(error.filename or next(iter(contents)))
        remedy = Text("检查 --out 的文件夹、权限和磁盘空间", "check the folder of --out, its permissions and the disk")
        raise InputFault([Problem(what, place, None, error.strerror, remedy)]) from None
    finally:
        for beside in staged.values():
            beside.unlink(missing_ok=True)
    return list(contents)


def _staged(path: Path, content: bytes) -> Path:
    """The content under a name of its own, beside the file it is to become."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.chmod(0o644)  # mkstemp makes it private; a page is to be read by others
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside
