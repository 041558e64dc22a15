"""`jixiao samples`: documents of a fictional department in every format, to try reading and scoring on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.console import AsJson, AsOf, Lang, day, print_json, say
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from jixiao.reports.samples.content import SampleDocument

FORMS = ("pdf", "docx", "xlsx", "html", "txt")


def samples(
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件夹 · where to")] = Path("var") / "samples",
    form: Annotated[list[str] | None, typer.Option("--form", help="只写这些格式，可重复 · only these formats")] = None,
    year: Annotated[int, typer.Option("--year", min=2000, max=2100, help="年度 · year")] = 2024,
    as_json: AsJson = False,
    lang: Lang = "zh",
    as_of: AsOf = None,
) -> None:
    """Write a budget, final accounts and a self-evaluation of a department that does not exist."""
    from jixiao.usecases.publishing import write_all

    day(as_of)  # every command takes a day; a sample has its own year
    wanted = _forms(form)
    contents = {
        out / f"{document.name}.{name}": content
        for document in _documents(year)
        for name, content in _written(document, wanted).items()
    }
    write_all(contents)
    if as_json:
        print_json({"schema": "jixiao/samples/1", "files": [str(path) for path in contents]})
    for path in contents:
        say(Text(f"已写出 {path}", f"wrote {path}"), lang)


def _forms(asked: list[str] | None) -> tuple[str, ...]:
    unknown = [name for name in asked or () if name not in FORMS]
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: {' | '.join(FORMS)}", param_hint="--form")
    return tuple(asked or FORMS)


def _documents(year: int) -> list[SampleDocument]:
    from jixiao.reports.samples.documents import accounts, budget
    from jixiao.reports.samples.self_evaluation import self_evaluation

    return [budget(year), accounts(year), self_evaluation(year)]


def _written(document: SampleDocument, forms: tuple[str, ...]) -> dict[str, bytes]:
    from jixiao.reports.samples.as_office import as_docx, as_xlsx
    from jixiao.reports.samples.as_pdf import as_pdf
    from jixiao.reports.samples.as_text import as_html, as_text

    writers = {"pdf": as_pdf, "docx": as_docx, "xlsx": as_xlsx, "html": as_html, "txt": as_text}
    return {name: writers[name](document) for name in forms}
