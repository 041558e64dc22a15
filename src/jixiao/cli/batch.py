"""`jixiao batch IN OUT`: score a table of many department-years."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from jixiao.cli.console import AsJson, AsOf, Lang, Readings, Rules, chosen_readings, print_json, rulebook, say
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.columnar.batch import BatchReport
    from jixiao.core.kernel.text import Language


def batch(
    source: Annotated[Path, typer.Argument(metavar="IN", help="Parquet、CSV 或 Parquet 文件夹 · table to read")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="要写的 Parquet 或 CSV · table to write")],
    framework: Annotated[str, typer.Option("--framework", help="框架编号 · framework id")],
    engine: Annotated[Literal["polars", "duckdb", "spark"], typer.Option("--engine", help="引擎 · engine")] = "polars",
    reading: Readings = None,
    rejects: Annotated[Path | None, typer.Option("--rejects", help="退回的行写到哪里 · where rejected rows go")] = None,
    as_json: AsJson = False,
    lang: Lang = "zh",
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """Score every row; bad rows go to the reject file with their reason, the good ones go on."""
    from jixiao.columnar.batch import run_batch

    definition = rulebook(rules).framework(framework)
    advance, close = _progress(lang)
    try:
        report = run_batch(
            definition,
            source,
            target,
            engine=engine,
            rejects=rejects,
            readings=chosen_readings(reading),
            progress=advance,
        )
    finally:
        close()
    if as_json:
        print_json(_document(framework, engine, target, report, lang))
    else:
        _tell(report, target, lang)


def _document(framework: str, engine: str, target: Path, report: BatchReport, lang: Language) -> dict[str, object]:
    return {
        "schema": "jixiao/batch/1",
        "framework": framework,
        "engine": engine,
        "rows": report.rows,
        "good": report.good,
        "rejected": report.rejected,
        "out": str(target),
        "rejects": None if report.rejects is None else str(report.rejects),
        "passed_through": list(report.passed),
        "absent": list(report.absent),
        "notes": [note.said(lang) for note in report.notes],
    }


def _tell(report: BatchReport, target: Path, lang: Language) -> None:
    say(
        Text(
            f"共 {report.rows:,} 行：评分 {report.good:,} 行，退回 {report.rejected:,} 行。写出 {target}",
            f"{report.rows:,} rows: {report.good:,} scored, {report.rejected:,} rejected. Wrote {target}",
        ),
        lang,
    )
    for note in report.notes:
        say(note, lang)
    if report.rejected:
        say(Text(f"退回的行和原因在 {report.rejects}", f"Rejected rows and reasons: {report.rejects}"), lang)


def _progress(lang: Language) -> tuple[Callable[[int, int | None], None], Callable[[], None]]:
    """A progress bar on stderr where that is a terminal; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    task = bar.add_task("评分" if lang == "zh" else "scoring", total=None)
    bar.start()

    def advance(done: int, total: int | None) -> None:
        bar.update(task, completed=done, total=total)

    return advance, bar.stop
