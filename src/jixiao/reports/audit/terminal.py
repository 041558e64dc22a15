"""What `jixiao audit` prints on a terminal: for each document what was found, worst first; for many a table.

Nothing rests on colour, and lines keep to the width that is given.
"""

from __future__ import annotations

from io import StringIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text as Sentence
from jixiao.reports.audit import audit_words as words
from jixiao.reports.audit.book import MISSING_TABLES, severities
from jixiao.reports.audit.excerpts import excerpt
from jixiao.reports.facts import fact_words
from jixiao.reports.facts.plain_words import visible
from jixiao.reports.terminal import line_breaks
from jixiao.reports.words import filled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.book import AuditBook
    from jixiao.reports.audit.record import FindingRow, PlaceRow, Sheet
    from jixiao.reports.facts.record import Words

# Documents up to which each is told in full.
MOST_DOCUMENTS = 3
# Places of a finding that are shown: the one at fault, and what it was held against.
MOST_PLACES = 2
STYLES = {"error": "red", "suspicious": "yellow", "rounding": "dim"}


def audit_text(
    book: AuditBook, lang: Language = "zh", *, width: int = 80, color: bool = False, full: bool = False
) -> str:
    """An audit as lines of at most `width` columns; `full` tells every document and every rounding note."""
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        highlight=False, legacy_windows=False,
    )  # fmt: skip
    _Lines(book, lang, console, full=full).draw()
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


class _Lines:
    """Draws an audit in one language."""

    def __init__(self, book: AuditBook, lang: Language, console: Console, *, full: bool) -> None:
        self.book = book
        self.lang: Language = lang
        self.console = console
        self.full = full

    def said(self, text: Sentence, *values: str) -> str:
        return (filled(text, *values) if values else text).said(self.lang)

    def words(self, both: Words) -> str:
        return visible(Sentence(both["zh"], both["en"]).said(self.lang))

    def draw(self) -> None:
        count = len(self.book.sheets)
        if self.full or count <= MOST_DOCUMENTS:
            for number, sheet in enumerate(self.book.sheets):
                if number:
                    self.console.print()
                self.document(sheet)
        if self.book.related:
            self.section(words.RELATED, len(self.book.related))
            self.findings(self.book.related, named=True)
        if count > 1:
            self.summary()
        self.failures()

    def print(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """One paragraph; lines that wrap keep the indent."""
        from rich.text import Text

        paragraph = Text.assemble(*parts)
        for line in paragraph.divide(line_breaks(paragraph.plain, self.console.width - indent)):
            line.rstrip()
            line.pad_left(indent)
            self.console.print(line, soft_wrap=True)

    def section(self, title: Sentence, count: int) -> None:
        from rich.text import Text

        self.console.print()
        self.console.rule(Text.assemble((f"{self.said(title)} {count}", "bold")), align="left", style="dim")

    def document(self, sheet: Sheet) -> None:
        self.head(sheet)
        rows = sheet["findings"]
        self.causes(sheet)
        alone = [row for row in rows if row["cause"] is None]
        for title, name in ((words.ERRORS, "error"), (words.LEADS, "suspicious"), (words.NOTES, "rounding")):
            found = [row for row in alone if row["severity"] == name]
            if found and (self.full or name != "rounding"):
                self.section(title, len(found))
                self.findings(found)
        self.foot(sheet)

    def head(self, sheet: Sheet) -> None:
        document, counts = sheet["document"], severities(sheet["findings"])
        self.print((visible(PurePath(document["path"]).name), "bold"))
        named = [self.said(fact_words.kind(document["kind"])), visible(document["entity"] or "—")]
        named += [self.said(words.year(document["period"]))] if document["period"] else ["—"]
        named += [self.said(words.PAGES, str(document["pages"]))] if document["pages"] else []
        self.print((" · ".join(named), "dim"))
        parts: list[str | tuple[str, str]] = []
        for name, count in counts.items():
            style = STYLES[name] if count else "dim"
            parts += [(f"{self.said(words.severity(name))} {count}", style), "   "]
        self.print(*parts, self.held(sheet))
        for note in sheet["notes"]:
            self.print(("△ ", "yellow"), self.words(note))

    def held(self, sheet: Sheet) -> str:
        """How much was checked, how much of it holds, what could not be told."""
        checks, cover = sheet["checks"], sheet["coverage"]
        applied, passed = sum(row["applied"] for row in checks), sum(row["passed"] for row in checks)
        numbers = [str(one) for one in (applied, passed, cover["figures"], cover["checked"])]
        untold = sum(row["cannot_tell"] for row in checks)
        more = [self.said(words.UNTOLD, str(untold))] if untold else []
        return ("；" if self.lang == "zh" else "; ").join([self.said(words.HELD, *numbers), *more])

    def causes(self, sheet: Sheet) -> None:
        if not sheet["causes"]:
            return
        self.section(words.CAUSES, len(sheet["causes"]))
        by_id = {row["id"]: row for row in sheet["findings"]}
        for cause in sheet["causes"]:
            self.print(("◆ ", "red"), (self.words(cause["message"]), "bold"))
            self.place(cause["place"])
            for number in cause["findings"]:
                self.sentence(by_id[number], indent=2)

    def findings(self, rows: Iterable[FindingRow], *, named: bool = False) -> None:
        """Findings with their places; `named` tells the file of each place."""
        for row in rows:
            self.sentence(row)
            for place in row["places"][:MOST_PLACES]:
                self.place(place, named=named)
            if len(row["places"]) > MOST_PLACES + 1:
                self.print((self.said(words.AND_MORE, str(len(row["places"]))), "dim"), indent=4)

    def sentence(self, row: FindingRow, indent: int = 0) -> None:
        """What is wrong; beneath it by how much, and which check says so."""
        severity = (f"{self.said(words.severity(row['severity']))} ", STYLES[row["severity"]])
        self.print(f"{row['id']} ", severity, self.words(row["message"]), indent=indent)
        told = []
        if row["difference"] is not None:
            told.append(self.said(words.OFF_BY, row["difference"]))
        if row["difference"] is not None and row["tolerance"] is not None:
            told.append(self.said(words.WITHIN, row["tolerance"]))
        self.print((" · ".join([*told, row["check"]]), "dim"), indent=indent + 4)

    def place(self, place: PlaceRow, *, named: bool = False) -> None:
        """The page and the line in which a place stands, the place marked."""
        where = [visible(PurePath(place["path"]).name)] if named else []
        where += [fact_words.page(place["page"], self.lang)] if place["page"] is not None else []
        head = "  ".join(where)
        if named:
            self.print((head, "dim"), indent=4)
            head = ""
        from rich.cells import cell_len

        taken = cell_len(head) + 2 if head else 0
        before, marked, behind = excerpt(place, self.console.width - 4 - taken)
        self.print((f"{head}  " if head else "", "dim"), before, (marked, "bold"), behind, indent=4)

    def foot(self, sheet: Sheet) -> None:
        """What is not listed, and what could not be looked at by our own fault."""
        counts = severities(sheet["findings"])
        self.console.print()
        if not counts["error"] and not counts["suspicious"]:
            self.print(self.said(words.NOTHING if sheet["coverage"]["checked"] else words.NO_FIGURES))
        if counts["rounding"] and not self.full:
            self.print((self.said(words.NOTES_COUNTED, str(counts["rounding"])), "dim"))
        if sheet["left_out"]:
            listed = ("、" if self.lang == "zh" else ", ").join(f"{c} {n}" for c, n in sheet["left_out"].items())
            self.print((self.said(words.LEFT_OUT, str(sum(sheet["left_out"].values())), listed), "dim"))
        for fault in sheet["faults"]:
            self.print(("! ", "red"), self.said(words.FAULT, fault["check"]))

    def summary(self) -> None:
        """A line for each document, the worst first."""
        from rich.table import Table
        from rich.text import Text

        rows = [_summary_row(sheet) for sheet in self.book.sheets]
        missing = any(row["check"] == MISSING_TABLES for row in self.book.checks)
        columns = [name for name in words.COLUMNS if name != "missing" or missing]
        self.section(words.SUMMARY, len(rows))
        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in columns:
            right = name in ("error", "suspicious", "missing")
            table.add_column(self.said(words.COLUMNS[name]), justify="right" if right else "left", overflow="fold")
        for row in sorted(rows, key=lambda row: (-int(row["error"]), -int(row["suspicious"]))):
            row["kind"] = self.said(fact_words.kind(row["kind"]))
            table.add_row(*(Text(visible(row[name])) for name in columns))
        self.console.print(table)
        if not self.full and len(rows) > MOST_DOCUMENTS:
            self.print((self.said(words.MORE_DOCUMENTS), "dim"))

    def failures(self) -> None:
        if not self.book.failures:
            return
        self.section(words.FAILED, len(self.book.failures))
        for one in self.book.failures:
            self.print((visible(one["path"]), "bold"), f"  {self.words(one['error'])}")


def _summary_row(sheet: Sheet) -> dict[str, str]:
    document, counts = sheet["document"], severities(sheet["findings"])
    missing = sum(row["check"] == MISSING_TABLES for row in sheet["findings"])
    return {
        "entity": document["entity"] or "—",
        "period": document["period"] or "—",
        "kind": document["kind"],
        "error": str(counts["error"]),
        "suspicious": str(counts["suspicious"]),
        "missing": str(missing),
        "path": PurePath(document["path"]).name,
    }
