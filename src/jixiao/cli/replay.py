"""`jixiao replay RUN`: run a record again; the same bytes, or what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.console import DIFFERS, AsJson, AsOf, Lang, Rules, print_json, rulebook, say
from jixiao.core.kernel.text import Text


def replay_run(
    run: Annotated[Path, typer.Argument(help="运行记录 run.json · a run record", show_default=False)],
    as_json: AsJson = False,
    lang: Lang = "zh",
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """Score again with the record's input, framework, day and readings (its own day holds, not --as-of)."""
    from jixiao.usecases.runs import replay

    card, differences = replay(run, rulebook(rules))
    if as_json:
        from jixiao.reports.score_json import score_document

        print_json(
            {
                "schema": "jixiao/replay/1",
                "same": not differences,
                "differences": [text.said(lang) for text in differences],
                "score": score_document(card, lang),
            }
        )
    elif differences:
        for text in differences:
            say(text, lang)
    else:
        say(Text("逐字节相同。", "The same, byte for byte."), lang)
    if differences:
        raise typer.Exit(DIFFERS)
