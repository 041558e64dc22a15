"""The workbook of an audit; the same audit gives the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.reports.audit.workbook.count_sheets import write_checks, write_failures, write_summary, write_untold
from jixiao.reports.audit.workbook.finding_sheets import write_findings, write_related
from jixiao.reports.audit.workbook.grid import Formats
from jixiao.reports.audit.workbook.round_sheet import write_round
from jixiao.reports.facts.workbook.formats import FactFormats
from jixiao.reports.workbook.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.rounds import Rounds

# A sheet holds a million lines.
MOST_FINDINGS = 1_000_000
_TOO_MANY = Text("问题太多，放不进一个工作簿", "too many findings for one workbook")
_FEWER = Text("分批核对，或改用 --json", "audit fewer documents, or write --json")


def audit_workbook(book: AuditBook, language: Language = "zh", *, rounds: Rounds | None = None) -> bytes:
    """The workbook as bytes; `rounds` adds a sheet of what became of an earlier round.

    Raises `InputFault` when there are more findings than a sheet holds.
    """
    import xlsxwriter

    count = sum(book.counts.values())
    if count > MOST_FINDINGS:
        raise InputFault([Problem(_TOO_MANY, "--xlsx", None, str(count), _FEWER)])
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as made:
        # A workbook states when it was made; a clock would change its bytes.
        made.set_properties({"author": "jixiao", "created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        formats = Formats(made, Styles(made, language, 0), FactFormats(made), language)
        name = _shown([*(one["document"]["path"] for one in book.sheets), *(one["path"] for one in book.failures)])
        write_findings(formats, book, name)
        if len(book.sheets) > 1:
            write_summary(formats, book, name)
        if book.related:
            write_related(formats, book, name)
        if rounds is not None:
            write_round(formats, rounds, book.catalogue)
        write_checks(formats, book)
        write_untold(formats, book, name)
        if book.failures:
            write_failures(formats, book, name)
    return out.getvalue()


def _shown(paths: Iterable[str]) -> Callable[[str], str]:
    """Paths without the folder that they all lie in."""
    folders = {os.path.dirname(path) for path in paths}  # noqa: PTH120  # text, not files
    try:
        shared = os.path.commonpath(folders) if folders and all(folders) else ""
    except ValueError:  # some begin at the root and some do not
        shared = ""
    return lambda path: path.removeprefix(shared).lstrip("/\\") if shared else path
