"""The sheets of counts: documents worst first, checks, what could not be told, files that could not be read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jixiao.reports.audit.book import MISSING_TABLES, severities
from jixiao.reports.audit.workbook import words
from jixiao.reports.audit.workbook.finding_sheets import titled
from jixiao.reports.audit.workbook.grid import Column, Formats, Grid
from jixiao.reports.facts import fact_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.record import Sheet

SUMMARY_COLUMNS = (
    Column(words.UNIT, 26), Column(words.YEAR, 8), Column(words.KIND, 16), Column(words.DOCUMENT, 34),
    *(
        Column(head, 10, "count")
        for head in (
            words.ERRORS, words.LEADS, words.NOTES, words.LEFT_OUT, words.MISSING_TABLES, words.UNKNOWN_TABLES,
            words.HELD, words.UNTOLD_COUNT, words.FIGURES, words.TAKEN_IN,
        )
    ),
)  # fmt: skip
CHECK_COLUMNS = (
    Column(words.CODE, 32), Column(words.CHECK, 34), Column(words.SENTENCE, 56),
    *(
        Column(head, 10, "count")
        for head in (
            words.APPLIED, words.HELD, words.BROKEN, words.NOT_APPLICABLE, words.UNTOLD_COUNT, words.LEFT_OUT,
            words.CRASHED,
        )
    ),
)  # fmt: skip
UNTOLD_COLUMNS = (
    Column(words.DOCUMENT, 34), Column(words.UNIT, 26), Column(words.YEAR, 8), Column(words.CHECK, 34),
    Column(words.REASON, 60), Column(words.COUNT, 8, "count"),
)  # fmt: skip
FAILURE_COLUMNS = (Column(words.DOCUMENT, 60), Column(words.REASON, 80))


def write_summary(formats: Formats, book: AuditBook, name: Callable[[str], str]) -> None:
    """A line per document, the worst first, and a total."""
    grid = Grid(formats, words.SUMMARY, words.SUMMARY_HINT, SUMMARY_COLUMNS)
    lines = [(_counts(sheet), sheet["document"]) for sheet in book.sheets]
    for counts, document in sorted(lines, key=lambda line: ([-one for one in line[0][:3]], line[1]["path"])):
        kind = fact_words.kind(document["kind"]).said(formats.lang)
        grid.row([document["entity"], document["period"], kind, name(document["path"]), *counts])
    grid.total(words.IN_ALL)
    grid.finish()


def _counts(sheet: Sheet) -> list[int]:
    """In the order of the columns: errors, leads, notes first."""
    checks, covered = sheet["checks"], sheet["coverage"]
    return [
        *severities(sheet["findings"]).values(),
        sum(sheet["left_out"].values()),
        sum(row["check"] == MISSING_TABLES for row in sheet["findings"]),
        covered["unknown_tables"],
        sum(row["passed"] for row in checks),
        sum(row["cannot_tell"] for row in checks),
        covered["figures"],
        covered["checked"],
    ]


def write_checks(formats: Formats, book: AuditBook) -> None:
    """Every check with its counts; crashes are faults of ours and stand apart."""
    grid = Grid(formats, words.CHECKS, words.CHECKS_HINT, CHECK_COLUMNS)
    crashed = Counter(fault["check"] for _, fault in book.faults())
    left_out = book.left_out
    for row in book.checks:
        code, check = row["check"], book.catalogue.get(row["check"])
        counts = [row["applied"], row["passed"], row["failed"], row["not_applicable"], row["cannot_tell"]]
        sentence = None if check is None else check.sentence
        grid.row([
            code, titled(code, book.catalogue, formats.lang), sentence, *counts, left_out.get(code, 0), crashed[code],
        ])  # fmt: skip
    grid.total(words.IN_ALL)
    grid.finish()


def write_untold(formats: Formats, book: AuditBook, name: Callable[[str], str]) -> None:
    """What checks could not tell, and why."""
    grid = Grid(formats, words.UNTOLD, words.UNTOLD_HINT, UNTOLD_COLUMNS)
    for sheet in book.sheets:
        document = sheet["document"]
        own = [name(document["path"]), document["entity"], document["period"]]
        for row in sheet["untold"]:
            title = titled(row["check"], book.catalogue, formats.lang)
            grid.row([*own, title, row["reason"][formats.lang], row["count"]])
        for note in sheet["notes"]:
            grid.row([*own, None, note[formats.lang], None])
    grid.finish()


def write_failures(formats: Formats, book: AuditBook, name: Callable[[str], str]) -> None:
    """Files that could not be audited."""
    grid = Grid(formats, words.FAILURES, words.FAILURES_HINT, FAILURE_COLUMNS)
    for one in book.failures:
        grid.row([name(one["path"]), one["error"][formats.lang]])
    grid.finish()
