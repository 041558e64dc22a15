"""The checks of an audit as a table on a terminal."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from jixiao.reports.audit import audit_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.audit.check import Check
    from jixiao.core.kernel.text import Language


def check_list(checks: Iterable[Check], lang: Language = "zh", *, width: int = 120) -> str:
    """A line for every check: code, version, severity, how many documents it takes, what holds when it passes."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = StringIO()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, head in enumerate(words.CHECK_COLUMNS):
        table.add_column(head.said(lang), justify="right" if number == 1 else "left", overflow="fold")
    for one in checks:
        scope = words.SCOPES[one.scope].said(lang)
        row = (one.code, str(one.version), one.severity.label.said(lang), scope, one.title.said(lang))
        table.add_row(*(Text(cell) for cell in row))
    Console(file=out, width=width, no_color=True, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
