"""`jixiao demo`: score the examples, print one line each, write a page each. What `make run` does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.console import AsJson, AsOf, Lang, Rules, day, print_json, rulebook, say
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from rich.table import Table

    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard


def demo(
    folder: Annotated[Path, typer.Argument(help="事实文件的文件夹 · folder of fact files")] = Path("examples"),
    out: Annotated[Path, typer.Option("--out", help="写到哪里 · where to write")] = Path("var/scorecards"),
    as_json: AsJson = False,
    lang: Lang = "zh",
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """Score every fact file of a folder and write a self-contained HTML scorecard each, with an index."""
    from jixiao.usecases.publishing import write_pages
    from jixiao.usecases.scoring import score_file

    files = sorted(path for path in folder.glob("*") if path.suffix in (".yaml", ".yml", ".json"))
    if not files:
        what = Text("没有可评分的事实文件", "no fact files to score")
        raise InputFault([Problem(what, str(folder), remedy=Text("在项目根目录运行，或指明文件夹", "name a folder"))])
    book = rulebook(rules)
    cards = {path.stem: score_file(path, book, as_of=day(as_of)) for path in files}
    index, pages = write_pages(cards, out)
    if as_json:
        print_json({"schema": "jixiao/demo/1", "index": str(index), "pages": [str(page) for page in pages]})
        return
    from rich.console import Console

    Console().print(_table(list(cards.values()), lang))
    for page in pages:
        say(Text(f"记分卡 {page}", f"scorecard {page}"), lang)
    say(Text(f"打开 {index}", f"open {index}"), lang)


def _table(cards: list[Scorecard], language: Language) -> Table:
    from rich.table import Table

    zh = language == "zh"
    heads = (
        ("单位", "年度", "自报总分", "重算", "其中已判", "不能判断", "与自报不同")
        if zh
        else ("unit", "year", "stated", "recomputed", "decided", "cannot tell", "differs")
    )
    table = Table(box=None, pad_edge=False, show_lines=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for card in cards:
        table.add_row(*_row(card, language))
    return table


def _row(card: Scorecard, language: Language) -> tuple[str, ...]:
    untold = [result.indicator.name.said(language) for result in card.untold if result.basis == "undecided"]
    differing = [_difference(result, language) for result in card.differing]
    stated = "—" if card.stated_total is None else f"{card.stated_total:f}{_footing(card, language)}"
    combined = "—" if card.combined_total is None else f"{card.combined_total:f}"
    separator = "、" if language == "zh" else ", "
    shown = untold if len(untold) <= MOST_NAMES else [*untold[:MOST_NAMES], f"… {len(untold)}"]
    return (
        card.filing.entity,
        str(card.filing.period),
        stated,
        combined,
        f"{card.total:f} / {card.decided_points:f}",
        separator.join(shown) or "—",
        separator.join(differing) or "—",
    )


MOST_NAMES = 5


def _difference(result: IndicatorResult, language: Language) -> str:
    by = f" ({'/'.join(result.reproduces)})" if result.reproduces else ""
    return f"{result.indicator.name.said(language)} {result.stated_value} → {result.score}{by}"


def _footing(card: Scorecard, language: Language) -> str:
    if card.stated_foots is None:
        readable = "" if card.stated_sum is None else f"{card.stated_sum:f}"
        return f"（可读 {readable}）" if language == "zh" else f" (readable {readable})"
    if card.stated_foots:
        return "（相符）" if language == "zh" else " (foots)"
    return f"（逐项合计 {card.stated_sum:f}）" if language == "zh" else f" (adds up to {card.stated_sum:f})"
