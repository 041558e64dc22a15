"""`jixiao demo`: score the examples and audit sample documents; a page to open for each. What `make run` does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.console import AsJson, AsOf, Lang, Rules, console_width, day, print_json, rulebook, say
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from rich.table import Table

    from jixiao.core.kernel.text import Language
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.usecases.auditing.many import ManyAudited


def demo(
    folder: Annotated[Path, typer.Argument(help="事实文件的文件夹 · folder of fact files")] = Path("examples"),
    out: Annotated[Path, typer.Option("--out", help="记分卡写到哪里 · where to write scorecards")] = Path(
        "var/scorecards"
    ),
    audits: Annotated[Path, typer.Option("--audits", help="核查写到哪里 · where to write audits")] = Path(
        "var/audit-sample"
    ),
    as_json: AsJson = False,
    lang: Lang = "zh",
    as_of: AsOf = None,
    rules: Rules = None,
) -> None:
    """Score every fact file of a folder, audit sample documents with a few slips, and write a page for each."""
    from jixiao.usecases.auditing.sample import audit_samples
    from jixiao.usecases.publishing import write_pages
    from jixiao.usecases.scoring import score_file

    files = sorted(path for path in folder.glob("*") if path.suffix in (".yaml", ".yml", ".json"))
    if not files:
        what = Text("没有可评分的事实文件", "no fact files to score")
        raise InputFault([Problem(what, str(folder), remedy=Text("在项目根目录运行，或指明文件夹", "name a folder"))])
    book = rulebook(rules)
    cards = {name: score_file(path, book, as_of=day(as_of)) for name, path in _page_names(files).items()}
    index, pages = write_pages(cards, out)
    done, forms = audit_samples(audits, book, lang)
    if as_json:
        named = {"index": str(index), "pages": [str(page) for page in pages], "audit": str(forms.html)}
        print_json({"schema": "jixiao/demo/1", **named})
        return
    from rich.console import Console

    Console(width=console_width(wide=True)).print(_table(list(cards.values()), lang))
    for page in pages:
        say(Text(f"记分卡 {page}", f"scorecard {page}"), lang)
    _show_audit(done, lang)
    for form, path in forms.asked.items():
        say(Text(f"核查 {form} {path}", f"audit {form} {path}"), lang)
    say(Text(f"打开 {index} 和 {forms.html}", f"open {index} and {forms.html}"), lang)


def _show_audit(done: ManyAudited, lang: Language) -> None:
    from jixiao.reports.audit.terminal import audit_text

    sys.stdout.write("\n" + audit_text(done.book, lang, width=console_width(wide=True), color=sys.stdout.isatty()))


def _page_names(files: list[Path]) -> dict[str, Path]:
    """A name for the page of each file: without its ending, unless another file or the index would share it."""
    stems = [path.stem for path in files]
    return {path.stem if stems.count(path.stem) == 1 and path.stem != "index" else path.name: path for path in files}


def _table(cards: list[Scorecard], language: Language) -> Table:
    from rich.table import Table

    zh = language == "zh"
    heads = (
        ("单位", "年度", "自报总分", "重算总分", "其中已判", "仅自报", "不能判断", "与自报不同")
        if zh
        else ("unit", "year", "stated", "recomputed", "of which decided", "stated only", "cannot tell", "differs")
    )
    table = Table(box=None, pad_edge=False, show_lines=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for card in cards:
        table.add_row(*_row(card, language))
        table.add_row()
    return table


def _row(card: Scorecard, language: Language) -> tuple[str, ...]:
    from jixiao.reports.standing import in_state

    untold = [result.indicator.name.said(language) for result in in_state(card, "untold")]
    differing = [_difference(result, language) for result in card.differing]
    stated = "—" if card.stated_total is None else f"{card.stated_total:f}{_footing(card, language)}"
    combined = "—" if card.combined_total is None else f"{card.combined_total:f}"
    separator = "、" if language == "zh" else ", "
    rest = len(untold) - MOST_NAMES
    more = f"……等 {len(untold)} 项" if language == "zh" else f" ... {len(untold)} in all"
    return (
        card.filing.entity,
        str(card.filing.period),
        stated,
        combined,
        f"{card.total:f} / {card.decided_points:f}",
        f"{card.stated_only:f}",
        (separator.join(untold[:MOST_NAMES]) + (more if rest > 0 else "")) or "—",
        separator.join(differing) or "—",
    )


MOST_NAMES = 6


def _difference(result: IndicatorResult, language: Language) -> str:
    why = f"（读法 {'/'.join(result.reproduces)}）" if language == "zh" else f" (reading {'/'.join(result.reproduces)})"
    if not result.reproduces:
        why = "（不可重现）" if language == "zh" else " (not reproducible)"
    return f"{result.indicator.name.said(language)} {result.stated_value} → {result.score}{why}"


def _footing(card: Scorecard, language: Language) -> str:
    if card.stated_sum is None:
        return ""
    if card.stated_foots is None:
        return f"（可读 {card.stated_sum:f}）" if language == "zh" else f" (readable {card.stated_sum:f})"
    if card.stated_foots:
        return "（相符）" if language == "zh" else " (foots)"
    return f"（逐项合计 {card.stated_sum:f}）" if language == "zh" else f" (adds up to {card.stated_sum:f})"
