"""What commands over many documents share: their options, which files are meant, the progress bar."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.kernel.text import Language

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE|FOLDER...", help="文件或文件夹 · documents or folders", show_default=False)
]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="同时读几份，默认用全部核心 · how many at once")]
Seconds = Annotated[int, typer.Option("--seconds", min=1, help="每份文件至多读多少秒 · time limit per file")]
Memory = Annotated[int, typer.Option("--memory", min=100, help="每份文件至多用多少 MiB · memory limit per file")]


def documents(paths: list[Path]) -> list[Path]:
    """The files to read; raises `InputFault` where there is none."""
    from jixiao.usecases.reading_files import files_of

    found = files_of(paths)
    if not found:
        what = Text("没有可读的文件", "no document there")
        kinds = Text("文本、Markdown、PDF、DOCX、XLSX、HTML、图片", "text, Markdown, PDF, DOCX, XLSX, HTML, pictures")
        raise InputFault([Problem(what, "、".join(str(path) for path in paths), kinds)])
    return found


def progress(doing: Text, lang: Language) -> tuple[Callable[[int, int], None], Callable[[], None]]:
    """A progress bar on stderr where that is a terminal; nothing elsewhere, not even the library."""
    if not sys.stderr.isatty():
        return (lambda done, of: None), (lambda: None)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn when something is done, not by a thread of its own: workers may then be forked, which starts them sooner.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    task = bar.add_task(doing.said(lang), total=None)
    bar.start()

    def advance(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total, refresh=True)

    return advance, bar.stop
