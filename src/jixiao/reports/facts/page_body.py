"""The left side of the page: the document as it stands, every fact marked where it stands."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports.facts.fact_places import FactIndex
from jixiao.reports.html.markup import Markup, both, el, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.reports.facts.record import BlockRow, CellRow, Record

# Controls that turn the direction of text or show nothing: made visible, so that no number reads otherwise than it is.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A line break of the page inside a Chinese sentence is nothing; elsewhere it is a blank.
_BROKEN = re.compile(r"(?<=[\u2e80-\uffee])[ \t]*\n[ \t]*(?=[\u2e80-\uffee])")


# How a table prints that there is no amount.
NOTHING = frozenset({"-", "--", "—", "——", "－"})


class Body:
    """Draws the text of a record with its facts marked."""

    def __init__(self, record: Record) -> None:
        """Sort the facts by where they stand."""
        self.record = record
        self.text = record["text"]
        self.index = FactIndex(record)
        # Where the format marks no head rows, those of the table as a whole hold for its first part.
        self.heads = {table["parts"][0]: table["heads"] for table in record["tables"] if table["parts"]}

    def blocks(self) -> Iterator[Markup]:
        """Every block in order, a line where a page begins, and what stands between blocks as paragraphs."""
        at, page = 0, None
        for number, block in enumerate(self.record["blocks"]):
            yield from self._between(at, block["start"])
            now = self.index.page_of(block["start"])
            if now != page and now is not None:
                page = now
                yield _page_line(now)
            heads = self.heads.get(number, 0) if block["heads"] is None else block["heads"]
            yield self._table(block, heads) if block["cells"] is not None else self._paragraph(block)
            at = max(at, block["end"])
        yield from self._between(at, len(self.text))

    def _between(self, start: int, end: int) -> Iterator[Markup]:
        if self.text[start:end].strip():
            yield el("p", self.marked(start, end))

    def _paragraph(self, block: BlockRow) -> Markup:
        level = block["level"]
        inside = self.marked(block["start"], block["end"])
        if level is None:
            return el("p", inside)
        # A heading of the document is no heading of the page, whose outline is the reader's.
        return el("p", inside, class_=f"h h{min(3, max(1, level))}", role="heading", aria_level=min(6, level + 1))

    def _table(self, block: BlockRow, heads: int) -> Markup:
        rows: list[list[CellRow]] = [[] for _ in range(block["rows"])]
        for cell in block["cells"] or []:
            rows[cell["row"]].append(cell)
        drawn = [el("tr", [self._cell(cell, number < heads) for cell in row]) for number, row in enumerate(rows)]
        return el("div", el("table", drawn), class_="sheet", tabindex="0", role="region", aria_label="表格")

    def _cell(self, cell: CellRow, is_head: bool) -> Markup:
        words = self.text[cell["start"] : cell["end"]].strip()
        is_number = words in NOTHING or bool(self.index.within(cell["start"], cell["end"]))
        return el(
            "th" if is_head else "td",
            self.marked(cell["start"], cell["end"]),
            class_="n" if is_number and not is_head else None,
            rowspan=cell["row_span"] if cell["row_span"] > 1 else None,
            colspan=cell["column_span"] if cell["column_span"] > 1 else None,
        )

    def marked(self, start: int, end: int) -> Markup:
        """A stretch of the text with its facts as doors; facts at one place share a door."""
        pieces: list[Markup] = []
        at = start
        found = self.index.within(start, end)
        while found:
            source = self.record["facts"][found[0]]["source"]
            low, high = source["start"], source["end"]
            same = [one for one in found if self.record["facts"][one]["source"]["start"] < high]
            found = found[len(same) :]
            pieces.append(self._words(at, low))
            pieces.append(self._door(low, high, same))
            at = high
        pieces.append(self._words(at, end))
        return joined(pieces)

    def _door(self, low: int, high: int, facts: list[int]) -> Markup:
        known = any(self.record["facts"][one]["concept"] is not None for one in facts)
        return el(
            "a", self._words(low, high), id=f"p{facts[0]}", href=f"#f{facts[0]}",
            class_="door known" if known else "door", data_facts=" ".join(map(str, facts)), tabindex="-1",
        )  # fmt: skip

    def _words(self, start: int, end: int) -> Markup:
        return flowing(self.text, start, end)


def flowing(text: str, start: int, end: int) -> Markup:
    """A stretch of a text as markup, without the line breaks that a page put into Chinese sentences."""
    low, high = max(0, start - 1), min(len(text), end + 1)
    # One character more on either side tells what a line break at the edge stands between.
    inner = text[start:end]
    if "\n" in inner:
        wide = _BROKEN.sub("", text[low:high])
        inner = wide[start - low : len(wide) - (high - end)] if len(wide) > 1 else ""
    return Markup(visible_markup(inner))


def visible_markup(words: str) -> str:
    """Escaped words, with every control character as a small sign that says which it is."""
    pieces, at = [], 0
    for found in _UNSEEN.finditer(words):
        pieces += [escape(words[at : found.start()]), f'<span class="unseen">U+{ord(found[0]):04X}</span>']
        at = found.end()
    return "".join([*pieces, escape(words[at:])])


def _page_line(number: int) -> Markup:
    return el("div", el("span", both(Text(f"第 {number} 页", f"page {number}"))), class_="page", id=f"page-{number}")
