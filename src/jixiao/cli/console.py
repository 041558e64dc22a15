"""What every command shares: its options, its language, where results and messages go, and the exit codes.

0 fine; 1 done, and the score differs from the stated one, or the audit has errors; 2 the input or the call is at fault;
3 a fault of jixiao.
Results go to stdout, progress and messages to stderr.
"""

from __future__ import annotations

import io
import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.period import read_day
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from jixiao.core.kernel.text import Language
    from jixiao.rulebook_loader import Rulebook

FINE, DIFFERS, INPUT_AT_FAULT, OWN_FAULT = 0, 1, 2, 3
INTERRUPTED = 130
_INTERRUPTED = Text("已中断；没有留下写了一半的文件。", "Interrupted; nothing half-written was left.")

AsJson = Annotated[bool, typer.Option("--json", help="只向标准输出写一个 JSON 文档 · one JSON document on stdout")]
Lang = Annotated[Literal["zh", "en"], typer.Option("--lang", help="语言 · language")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="以哪一天的规则为准 · the day whose rules hold (YYYY-MM-DD)")]
Rules = Annotated[
    list[Path] | None,
    typer.Option("--rulebook", help="另加的规则文件夹，可重复 · a further rule folder, repeatable"),
]
FrameworkId = Annotated[str | None, typer.Option("--framework", help="框架编号 · framework id")]
Readings = Annotated[
    list[str] | None,
    typer.Option("--reading", help="读法，如 budget_execution=B，可重复 · a reading, repeatable"),
]


def rulebook(extra: list[Path] | None) -> Rulebook:
    """The shipped rulebook with the folders of the call on top."""
    from jixiao.rulebook_loader import load_rulebook

    for folder in extra or []:
        if not folder.is_dir():
            what = Text("规则文件夹不存在", "no such rule folder")
            raise InputFault([Problem(what, "--rulebook", received=str(folder))])
    return load_rulebook(extra or [])


def day(written: str | None) -> date | None:
    """The day of `--as-of`; raises `InputFault`."""
    try:
        return None if written is None else read_day(written)
    except ValueError:
        what = Text("不是日期", "not a day")
        form = Text("如 2022-12-31", "such as 2022-12-31")
        raise InputFault([Problem(what, "--as-of", form, written)]) from None


def chosen_readings(written: list[str] | None) -> dict[str, str]:
    """`INDICATOR=NAME` pairs; raises `InputFault`."""
    chosen = {}
    for pair in written or []:
        indicator, equals, name = pair.partition("=")
        if not (indicator and equals and name):
            what = Text("读法的写法不对", "malformed reading")
            form = Text("指标=读法，如 budget_execution=B", "INDICATOR=NAME, such as budget_execution=B")
            raise InputFault([Problem(what, "--reading", form, pair)])
        chosen[indicator.strip()] = name.strip()
    return chosen


def console_width(*, wide: bool = False) -> int:
    """The columns that a result may fill: the terminal's, `COLUMNS`, or 80 (`wide`: 120); never under 60."""
    written = os.environ.get("COLUMNS", "")
    if written.isdigit():
        return max(60, int(written))
    try:
        return max(60, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError):
        return 120 if wide else 80


def print_json(document: object) -> None:
    """Write one JSON document to stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def say(text: Text, language: Language) -> None:
    """Write a message to stderr."""
    sys.stderr.write(text.said(language) + "\n")


def speak_unicode() -> None:
    """Write UTF-8 into files and pipes whatever the locale; a terminal that lacks a character shows a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def guarded(run: Callable[[], None], arguments: list[str]) -> int:
    """Run the program and turn what goes wrong into a message and an exit code."""
    language: Language = "en" if _wants_english(arguments) else "zh"
    try:
        run()
    except InputFault as fault:
        sys.stderr.write(fault.said(language) + "\n")
        return INPUT_AT_FAULT
    except SystemExit as end:
        if end.code == INTERRUPTED:  # so typer ends an interrupt, without a word
            say(_INTERRUPTED, language)
        return end.code if isinstance(end.code, int) else FINE if end.code is None else INPUT_AT_FAULT
    except BrokenPipeError:
        sys.stderr.close()
        return FINE
    except KeyboardInterrupt:
        say(_INTERRUPTED, language)
        return INTERRUPTED
    except Exception as error:  # the last line of defence: our own fault, told as such
        say(_own_fault(error), language)
        if os.environ.get("JIXIAO_DEBUG"):
            raise
        return OWN_FAULT
    return FINE


def _wants_english(arguments: list[str]) -> bool:
    return "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)


def _own_fault(error: Exception) -> Text:
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    name = type(error).__name__
    return Text(
        f"jixiao 自身的错误（{name}，{where}：{error}）。没有给出得分。"
        "设 JIXIAO_DEBUG=1 可看全部细节；请把它报告给维护者。",
        f"A fault of jixiao itself ({name} at {where}: {error}). No score was given. "
        "JIXIAO_DEBUG=1 shows all of it; please report it to the maintainers.",
    )
