"""`jixiao score FILE`: one scorecard, in the terminal, as JSON, or as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.console import (
    DIFFERS,
    AsJson,
    AsOf,
    FrameworkId,
    Lang,
    Readings,
    Rules,
    chosen_readings,
    console_width,
    day,
    print_json,
    rulebook,
    say,
)
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.core.scoring.scorecard import Scorecard

# What a fact file may be called; everything else is a document.
FACT_FILES = frozenset({".yaml", ".yml", ".json"})


def score(
    file: Annotated[
        Path,
        typer.Argument(
            help="事实文件（YAML、JSON）或文书（PDF、Word 等） · a fact file, or a document", show_default=False
        ),
    ],
    framework: FrameworkId = None,
    reading: Readings = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    lang: Lang = "zh",
    rules: Rules = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="写出 HTML、XLSX、DOCX、PDF、JSON 和运行记录的文件夹 · folder for all forms and the run record",
        ),
    ] = None,
) -> None:
    """Score a fact file or a document; exit code 1 when a score differs from the stated one."""
    readings = chosen_readings(reading)
    card = _scored(file)(file, rulebook(rules), framework=framework, readings=readings, as_of=day(as_of))
    if out is not None:
        from jixiao.usecases.publishing import write_scorecard

        for path in write_scorecard(card, file, readings, out):
            say(Text(f"已写出 {path}", f"wrote {path}"), lang)
    if as_json:
        from jixiao.reports.score_json import score_document

        print_json(score_document(card, lang))
    else:
        from jixiao.reports.terminal import scorecard_text

        text = scorecard_text(card, lang, width=console_width(), color=sys.stdout.isatty())
        sys.stdout.write(text.rstrip("\n") + "\n")
    if card.differing or card.stated_foots is False:
        raise typer.Exit(DIFFERS)


def _scored(file: Path) -> Callable[..., Scorecard]:
    """The way to score a file: a fact file as it stands, anything else as a document to be read first."""
    if file.suffix.lower() in FACT_FILES or not file.is_file():
        from jixiao.usecases.scoring import score_file

        return score_file
    from jixiao.usecases.document_scoring import score_document

    return score_document
