"""Tables in plain texts, at their places: columns parted by tabs, by pipes (Markdown) or by commas."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jixiao.core.document.block import Cell, Table
from jixiao.documents.readers.text_lines import stands_alone, style_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jixiao.documents.readers.text_lines import Line

Piece = tuple[int, int]

MOST_LINES = 50  # without a tab, one after another, inside a table


@dataclass
class Rows:
    """Rows of cells as they are found, one stretch of the text for each cell."""

    text: str
    rows: list[list[Piece]] = field(default_factory=list)

    def tight(self, start: int, end: int) -> Piece:
        """A stretch without the blanks around it."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def split(self, start: int, end: int, parting: str) -> list[Piece]:
        """A line at its parting character."""
        pieces, at = [], start
        while (cut := self.text.find(parting, at, end)) >= 0:
            pieces.append(self.tight(at, cut))
            at = cut + 1
        return [*pieces, self.tight(at, end)]

    def table(self, heads: int | None = None) -> Table:
        """The table that the rows are; it ends where its last cell ends, empty or not."""
        cells = tuple(
            Cell(row, column, start, end)
            for row, pieces in enumerate(self.rows)
            for column, (start, end) in enumerate(pieces)
        )
        columns = max(len(pieces) for pieces in self.rows)
        end = max(cell.end for cell in cells)
        return Table(min(cell.start for cell in cells), end, len(self.rows), columns, cells, heads)


# Tabs


_BLANKS = re.compile(r"[ \t\u3000\xa0]*")
_FIGURE = re.compile(r"[-−—–]*[\d,，.．%％\s]*$")


def has_tab(text: str, line: Line) -> bool:
    """Whether a line has a tab anywhere, before its first word and behind its last one included."""
    return (
        "\t" in line.words
        or text.find("\t", line.left, line.start) >= 0
        or text.find("\t", line.end, _end(text, line)) >= 0
    )


def _end(text: str, line: Line) -> int:
    """The end of the line with the blanks behind its words: trailing tabs are empty cells."""
    found = _BLANKS.match(text, line.end)
    return found.end() if found else line.end


def tab_run(text: str, run: Sequence[Line], at: int) -> int:
    """How many lines from `at` on are rows parted by tabs, and lines without any that belong among them."""
    count = last = 0  # `last` is the number of lines up to the last one with a tab
    while at + count < len(run) and (count == 0 or run[at + count].gap < 2):
        line = run[at + count]
        if has_tab(text, line):
            last = count + 1
        elif last == 0 or stands_alone(line.words) or count - last >= MOST_LINES:
            break
        count += 1
    if last and last < count and _goes_on(text, run, at + last):
        return count
    return last


def _goes_on(text: str, run: Sequence[Line], at: int) -> bool:
    """Whether lines behind the last row are words of its last cell: it has words, and they are not at an end."""
    before, line = run[at - 1], run[at]
    if style_of(line.words) or _end(text, before) != before.end or before.words[-1] in "。；！？":
        return False
    return not _FIGURE.match(before.words.rpartition("\t")[2])


_LABELLED = re.compile(r"\S{1,14}[:：]")
_CONTENTS = re.compile(r"[^\t]*\S[^\t]*\t+\s*\d{1,4}$")


def is_prose(text: str, run: Sequence[Line]) -> bool:
    """Whether tabs in these lines do not part columns: indents, a table of contents, a line of labels."""
    if all("\t" not in line.words for line in run) and all(_end(text, line) == line.end for line in run):
        return True
    if len(run) == 1:
        return any(_LABELLED.match(part.strip()) for part in run[0].words.split("\t")) and len(run[0].words) < 200
    contents = sum(1 for line in run if _CONTENTS.match(line.words) and _is_heading(line.words))
    return contents * 10 >= len(run) * 7 and all(_CONTENTS.match(line.words) for line in run)


def _is_heading(words: str) -> bool:
    return style_of(words) is not None or words.startswith(("附件", "附表", "目录"))


def tab_table(text: str, run: Sequence[Line]) -> Table:
    """The table of a run of lines; a line without tabs goes on with the words of a last cell, not with a figure."""
    rows = Rows(text)
    for line in run:
        if has_tab(text, line) or not rows.rows:
            rows.rows.append(rows.split(line.left, _end(text, line), "\t"))
            continue
        start, end = rows.rows[-1][-1]
        if start == end or _FIGURE.match(text, start, end):
            rows.rows.append([(line.start, line.end)])
        else:
            rows.rows[-1][-1] = (start, line.end)
    return rows.table()


# Pipes

_RULE = re.compile(r"\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?$")


def pipe_run(run: Sequence[Line], at: int) -> int:
    """How many lines from `at` on are a Markdown table: a head, a rule of dashes, rows."""
    if at + 1 >= len(run) or "|" not in run[at].words or run[at + 1].gap > 1:
        return 0
    rule = run[at + 1].words
    if "|" not in rule or not _RULE.match(rule):
        return 0
    count = 2
    while at + count < len(run) and run[at + count].gap < 2 and "|" in run[at + count].words:
        count += 1
    return count


def pipe_table(text: str, run: Sequence[Line]) -> Table:
    """A Markdown table; the rule of dashes is no row, what stands above it is the head."""
    rows = Rows(text)
    for number, line in enumerate(run):
        if number != 1:
            rows.rows.append(_pipe_cells(rows, line))
    return rows.table(heads=1)


def _pipe_cells(rows: Rows, line: Line) -> list[Piece]:
    start, end = line.start, line.end
    if line.words.startswith("|"):
        start += 1
    if line.words.endswith("|") and not line.words.endswith("\\|") and end > start:
        end -= 1
    pieces, at = [], start
    for cut in re.finditer(r"(?<!\\)\|", rows.text[start:end]):
        pieces.append(rows.tight(at, start + cut.start()))
        at = start + cut.end()
    return [*pieces, rows.tight(at, end)]


# Commas


def parted_table(text: str, parting: str) -> Table | None:
    """A whole text as CSV or TSV (RFC 4180); None where it has no two columns. Quoted cells keep their places."""
    rows = Rows(text)
    row: list[Piece] = []
    for start, end, last in _parted(text, parting):
        row.append(rows.tight(start, end))
        if last:
            if len(row) > 1 or row[0][0] < row[0][1]:
                rows.rows.append(row)
            row = []
    counts = [len(pieces) for pieces in rows.rows]
    usual = max(set(counts), key=counts.count, default=0)
    # Prose has commas too, but not the same number of them in line after line.
    if usual < 2 or counts.count(usual) * 2 < len(counts):
        return None
    return rows.table()


def _parted(text: str, parting: str) -> Iterator[tuple[int, int, bool]]:
    """Every cell, and whether it is the last of its row."""
    mark = re.escape(parting)
    cell = re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?={mark}|[\r\n]|\Z)|([^{mark}\r\n]*)')
    at = 0
    while at < len(text):
        found = cell.match(text, at)
        if found is None:  # cannot be: the second branch matches nothing at all
            return
        start, end = found.span(1) if found.group(1) is not None else found.span(2)
        at = found.end()
        last = at >= len(text) or text[at] != parting
        yield start, end, last
        if last:
            at += 2 if text.startswith("\r\n", at) else 1
        else:
            at += 1
            if at >= len(text):
                yield at, at, True
