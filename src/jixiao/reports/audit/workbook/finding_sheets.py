"""The sheets that a reviewer works through: findings of documents, and findings between documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Severity
from jixiao.reports.audit.excerpts import excerpt
from jixiao.reports.audit.workbook import words
from jixiao.reports.audit.workbook.grid import Column, Formats, Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jixiao.core.audit.check import Check
    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.record import FindingRow, PlaceRow

# So much of a sentence or a row is quoted; a Chinese character takes two columns.
COLUMNS = 160
ARITHMETIC = (
    Column(words.FOUND, 14), Column(words.EXPECTED, 14), Column(words.DIFFERENCE, 11), Column(words.TOLERANCE, 11),
)  # fmt: skip
DECISIONS = (Column(words.ADOPTED, 9, "entry"), Column(words.OPINION, 22, "entry"), Column(words.CODE, 24))
FINDING_COLUMNS = (
    Column(words.NUMBER, 6, "count"), Column(words.DOCUMENT, 18), Column(words.UNIT, 16), Column(words.YEAR, 7),
    Column(words.PAGE, 5, "count"), Column(words.SEVERITY, 7, "severity"), Column(words.CHECK, 17),
    Column(words.MESSAGE, 42), *ARITHMETIC, Column(words.QUOTE, 14), Column(words.PASSAGE, 36), Column(words.CAUSE, 26),
    *DECISIONS,
)  # fmt: skip
RELATED_COLUMNS = (
    Column(words.NUMBER, 6, "count"), Column(words.SEVERITY, 8, "severity"), Column(words.CHECK, 24),
    Column(words.MESSAGE, 50), *ARITHMETIC, Column(words.PLACES, 60), *DECISIONS,
)  # fmt: skip


def write_findings(formats: Formats, book: AuditBook, name: Callable[[str], str]) -> None:
    """Every finding of every document, a line each; `name` says how a path is shown."""
    lang = formats.lang
    grid = Grid(formats, words.FINDINGS, words.FINDINGS_HINT, FINDING_COLUMNS)
    for sheet in book.sheets:
        document = sheet["document"]
        causes = {one["id"]: one["message"][lang] for one in sheet["causes"]}
        for row in sheet["findings"]:
            first = row["places"][0]
            grid.row(
                [
                    row["id"], name(document["path"]), document["entity"], document["period"], first["page"],
                    *_said(row, book.catalogue, lang), *_arithmetic(row), first["quote"], _passage(first),
                    None if row["cause"] is None else causes.get(row["cause"]), None, None, row["check"],
                ],
                row["severity"],
            )  # fmt: skip
    grid.choices(FINDING_COLUMNS.index(DECISIONS[0]), words.CHOICES[lang])
    grid.finish(2, printed=len(FINDING_COLUMNS) - 1)


def write_related(formats: Formats, book: AuditBook, name: Callable[[str], str]) -> None:
    """Findings between documents, each with all of its places."""
    grid = Grid(formats, words.RELATED, words.FINDINGS_HINT, RELATED_COLUMNS)
    for row in book.related:
        places = "\n".join(_placed(one, name, formats.lang) for one in row["places"])
        grid.row(
            [
                row["id"], *_said(row, book.catalogue, formats.lang), *_arithmetic(row), places, None, None,
                row["check"],
            ],
            row["severity"],
        )  # fmt: skip
    grid.choices(RELATED_COLUMNS.index(DECISIONS[0]), words.CHOICES[formats.lang])
    grid.finish(printed=len(RELATED_COLUMNS) - 1)


def _said(row: FindingRow, catalogue: Mapping[str, Check], lang: Language) -> list[str]:
    return [Severity(row["severity"]).label.said(lang), titled(row["check"], catalogue, lang), row["message"][lang]]


def _arithmetic(row: FindingRow) -> list[str | None]:
    return [row["found"], row["expected"], row["difference"], row["tolerance"]]


def titled(code: str, catalogue: Mapping[str, Check], lang: Language) -> str:
    """What a check is called; its code where the catalogue does not have it."""
    check = catalogue.get(code)
    return code if check is None else check.title.said(lang)


def _placed(place: PlaceRow, name: Callable[[str], str], lang: Language) -> str:
    """A place in one line: document, page, passage."""
    page = place["page"]
    where = "" if page is None else f" 第 {page} 页" if lang == "zh" else f" page {page}"
    return f"{name(place['path'])}{where} {_passage(place)}"


def _passage(place: PlaceRow) -> str:
    """The sentence or the row of a place, the words at fault in brackets."""
    return "".join(excerpt(place, COLUMNS))
