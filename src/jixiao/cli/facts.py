"""`jixiao facts FILE|FOLDER ...`: what documents state, every figure with its place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.console import INPUT_AT_FAULT, AsJson, AsOf, Lang, Rules, console_width, day, rulebook, say
from jixiao.cli.many import Files, Jobs, Memory, Seconds, documents, progress
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language
    from jixiao.rulebook_loader import Rulebook
    from jixiao.usecases.reading_many import ManyRead
    from jixiao.usecases.reading_pool import Allowance

KEPT = Path("var") / "facts"

Out = Annotated[
    Path | None,
    typer.Option("--out", help="结果文件夹：facts.json 和可续用的读取记录 · folder for facts.json and kept records"),
]
Parquet = Annotated[Path | None, typer.Option("--parquet", help="写出 Parquet，每行一项事实 · a row per fact")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", help="写出工作簿：各表和全部事实 · a workbook: tables and facts")]
Datapackage = Annotated[
    Path | None, typer.Option("--datapackage", help="写出财政数据包的文件夹 · folder for a Fiscal Data Package")
]
Xbrl = Annotated[
    Path | None, typer.Option("--xbrl", help="写出 xBRL-JSON 和分类标准的文件夹 · folder for xBRL-JSON and taxonomy")
]
Html = Annotated[
    Path | None, typer.Option("--html", help="写出对照网页：左原文右事实 · a page: document and facts side by side")
]
Originals = Annotated[
    Path | None,
    typer.Option("--originals", help="按内容哈希留存原件及其来处 · keep originals by content hash"),
]
WithText = Annotated[bool, typer.Option("--text", help="JSON 中附上位置所指的全文 · JSON with the text itself")]


def facts(
    files: Files,
    as_json: AsJson = False,
    out: Out = None,
    parquet: Parquet = None,
    xlsx: Xlsx = None,
    datapackage: Datapackage = None,
    xbrl: Xbrl = None,
    html: Html = None,
    jobs: Jobs = None,
    seconds: Seconds = 120,
    memory: Memory = 300,
    text: WithText = False,
    originals: Originals = None,
    lang: Lang = "zh",
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """Read documents; what cannot be read is listed and stops nothing. Exit code 2 when nothing could be read."""
    from jixiao.usecases.fact_files import FOLDERS, FactFiles, write_facts
    from jixiao.usecases.publishing import check_targets
    from jixiao.usecases.reading import shared_rulebook
    from jixiao.usecases.reading_pool import Allowance

    found = documents(files)
    targets = FactFiles(parquet, xlsx, datapackage, xbrl, html, None if out is None else out / "facts.json")
    check_targets(targets.asked, FOLDERS, found)
    day(as_of)  # every command takes a day; nothing that reads a document has changed with one yet
    book = shared_rulebook(rulebook(rules))
    kept = KEPT if out is None else out / "kept"
    read = _read(found, book, kept, lang, jobs, Allowance(seconds, memory))
    _tell(read, lang)
    if originals is not None:
        _keep_originals(originals, list(read.keys))
    if read.keys:
        for path in write_facts(read, targets, book.vocabulary, lang, text=text):
            say(Text(f"已写出 {path}", f"wrote {path}"), lang)
    _answer(read, lang, as_json=as_json, text=text)
    if not read.keys:
        raise typer.Exit(INPUT_AT_FAULT)


def _read(
    files: list[Path], book: Rulebook, kept: Path, lang: Language, jobs: int | None, limits: Allowance
) -> ManyRead:
    """Read with a progress bar."""
    from jixiao.usecases.reading_many import read_many

    advance, close = progress(Text("读取", "reading"), lang)
    try:
        return read_many(files, book, kept, jobs=jobs, allowance=limits, advance=advance)
    finally:
        close()


def _keep_originals(folder: Path, files: list[Path]) -> None:
    from jixiao.documents.store import Store

    store = Store(folder)
    for path in files:
        store.keep(path, str(path))


def _answer(read: ManyRead, lang: Language, *, as_json: bool, text: bool) -> None:
    """The result on stdout: JSON, or tables."""
    if as_json:
        from jixiao.reports.facts.facts_json import facts_json

        for piece in facts_json(read.answers(), read.failed(lang), lang, read.text if text else None):
            sys.stdout.write(piece)
        return
    from jixiao.reports.facts.overview import overview_text

    shown = overview_text(read.answers(), read.records, lang, width=console_width(wide=True), color=sys.stdout.isatty())
    sys.stdout.write(shown)


def _tell(read: ManyRead, lang: Language) -> None:
    failed = len(read.failures)
    say(
        Text(
            f"共 {len(read.keys) + failed} 份：新读 {read.fresh} 份，未变 {read.unchanged} 份，没有读成 {failed} 份",
            f"{len(read.keys) + failed} documents: {read.fresh} read, {read.unchanged} unchanged, {failed} failed",
        ),
        lang,
    )
    for path, why in read.failed(lang):
        say(Text(f"  {path}: {why}", f"  {path}: {why}"), lang)
