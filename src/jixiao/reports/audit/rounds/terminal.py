"""A second round on a terminal: for each document what is fixed, still there, new, and not looked at again."""

from __future__ import annotations

from collections import defaultdict
from io import StringIO
from typing import TYPE_CHECKING

from jixiao.reports.audit.rounds import words
from jixiao.reports.terminal import line_breaks

if TYPE_CHECKING:
    from rich.console import Console

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.rounds.comparison import Changes, Rounds, Row

STYLES = {"fixed": "green", "still": "red", "new": "red", "unseen": "yellow"}
# Of each outcome so many findings of a document are shown; all of them stand in the other forms.
MOST_SHOWN = 10


def rounds_text(rounds: Rounds, lang: Language = "zh", width: int = 80, *, color: bool = False) -> str:
    """The second round as lines of at most `width` columns, rounding notes left out."""
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        highlight=False, legacy_windows=False,
    )  # fmt: skip
    colon = "：" if lang == "zh" else ": "
    everything = words.count_line(rounds.all().without_notes(), lang)
    _print(console, f"{words.TITLE.said(lang)}{colon}{everything}", "bold")
    for one in rounds.documents:
        changes = one.changes.without_notes()
        _print_changes(console, words.document_name(one, lang), changes, lang)
        if one.absent is not None and not changes.unseen:
            _print(console, words.document_name(one, lang), "bold")
            _print(console, f"? {one.absent.said(lang)}", STYLES["unseen"], 2)
    _print_changes(console, words.ACROSS.said(lang), rounds.related.without_notes(), lang)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _print_changes(console: Console, title: str, changes: Changes, lang: Language) -> None:
    if not any((changes.fixed, changes.still, changes.new, changes.unseen)):
        return
    _print(console, title, "bold")
    for name, sign, word in words.OUTCOMES:
        for reason, rows in _grouped(changes, name, lang).items():
            _print(console, f"{sign} {word.said(lang)} {len(rows)}{reason}", STYLES[name], 2)
            for row, remark in rows[:MOST_SHOWN]:
                head = [words.severity(row, lang), words.page(row, lang), words.message(row, lang)]
                _print(console, "  ".join(part for part in head if part), "", 4)
                if remark:
                    _print(console, f"→ {remark}", "dim", 6)
            if len(rows) > MOST_SHOWN:
                _print(console, "……" if lang == "zh" else "...", "", 4)


def _grouped(changes: Changes, name: str, lang: Language) -> dict[str, list[tuple[Row, str]]]:
    """The findings of one outcome; those that nobody looked at by the reason, which then is said once."""
    found: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for row, remark in words.rows_of(changes, name, lang):
        if name == "unseen":
            found[f"：{remark}" if lang == "zh" else f": {remark}"].append((row, ""))
        else:
            found[""].append((row, remark))
    return found


def _print(console: Console, plain: str, style: str, indent: int = 0) -> None:
    """One paragraph; lines that wrap keep the indent."""
    from rich.text import Text

    paragraph = Text(plain, style)
    for line in paragraph.divide(line_breaks(plain, console.width - indent)):
        line.rstrip()
        line.pad_left(indent)
        console.print(line, soft_wrap=True)
