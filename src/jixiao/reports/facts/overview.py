"""What `jixiao facts` prints on a terminal: a line per document, and the facts that people ask for first."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports.facts import fact_words as words
from jixiao.reports.facts.plain_words import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jixiao.core.kernel.text import Language
    from jixiao.reports.facts.facts_json import Answer
    from jixiao.reports.facts.record import FactRow, Record

# Facts of a document that are shown, and documents up to which they are.
MOST_FACTS = 12
MOST_DOCUMENTS = 3


def overview_text(
    answers: Iterable[tuple[str, Answer]],
    records: Callable[[], Iterable[tuple[str, Record]]],
    lang: Language,
    *,
    width: int,
    color: bool,
) -> str:
    """The table of documents; for a few documents also their best-known facts, for which `records` are asked."""
    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=width, force_terminal=color, no_color=not color, highlight=False)
    listed = list(answers)
    shared = _shared_folder([path for path, _ in listed])
    rows = [_row(path.removeprefix(shared), answer, lang) for path, answer in listed]
    if rows:
        console.print(_documents_table(rows, lang))
    if len(rows) <= MOST_DOCUMENTS:
        for path, record in records():
            _print_facts(console, path if len(rows) > 1 else "", _facts(record, lang), _warnings(record, lang), lang)
    return out.getvalue()


def _shared_folder(paths: list[str]) -> str:
    """The folder that all paths begin with; a list need not repeat it in every line."""
    if not paths:
        return ""
    folder = os.path.commonpath([os.path.dirname(path) or "." for path in paths])  # noqa: PTH120  # text, no files
    return folder + os.sep if all(path.startswith(folder + os.sep) for path in paths) else ""


def _row(path: str, answer: Answer, lang: Language) -> tuple[str, ...]:
    return (
        visible(path), words.kind(answer["kind"]).said(lang), visible(answer["entity"] or "—"),
        answer["period"] or "—", str(answer["known"]), str(answer["generic"]), str(answer["tables"]),
        str(len(answer["warnings"])),
    )  # fmt: skip


def _documents_table(rows: list[tuple[str, ...]], lang: Language) -> object:
    from rich.table import Table
    from rich.text import Text as Said

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, head in enumerate(words.OVERVIEW):
        table.add_column(head.said(lang), justify="right" if number > 3 else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Said(cell) for cell in row))  # a path may hold square brackets
    return table


def best_known(record: Record) -> list[FactRow]:
    """Facts of a known concept that are of the whole unit and the document's own year, each concept once."""
    found: dict[str, FactRow] = {}
    for fact in record["facts"]:
        whole = not fact["dimensions"] and (record["period"] is None or fact["period"] == record["period"])
        if fact["concept"] is not None and whole:
            found.setdefault(fact["concept"], fact)
    return list(found.values())[:MOST_FACTS]


def _facts(record: Record, lang: Language) -> list[tuple[str, str, str]]:
    rows = []
    for fact in best_known(record):
        concept = str(fact["concept"])
        source = fact["source"]
        page = "" if source["page"] is None else words.page(source["page"], lang) + " "
        value = f"{words.hedged(fact)} {fact['printed_unit']}"
        rows.append((words.named(record, concept, concept).said(lang), visible(value), f"{page}{source['start']}"))
    return rows


def _warnings(record: Record, lang: Language) -> list[str]:
    return [visible(Text(one["zh"], one["en"]).said(lang)) for one in record["warnings"]]


def _print_facts(
    console: object, path: str, facts: list[tuple[str, str, str]], warnings: list[str], lang: Language
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Said

    if not isinstance(console, Console):
        raise TypeError(console)
    console.print()
    if path:
        console.print(Said(visible(path), style="bold"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(Text("主要事实", "Main facts").said(lang), overflow="fold")
    table.add_column(Text("原文数字", "as printed").said(lang), justify="right", no_wrap=True)
    table.add_column(Text("位置", "place").said(lang), justify="right", no_wrap=True)
    for row in facts:
        table.add_row(*(Said(cell) for cell in row))
    if facts:
        console.print(table)
    else:
        console.print(Said(Text("没有识别出概念的事实。", "No fact of a known concept.").said(lang)))
    for warning in warnings:
        console.print(Said(f"△ {warning}", style="yellow"))
