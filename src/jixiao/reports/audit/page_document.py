"""The left side of the page: the document as it stands, the places of findings marked, their numbers in the margin."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports.audit.page_marks import Mark, Stretch, Stretches
from jixiao.reports.facts.page_body import NOTHING, flowing
from jixiao.reports.html.markup import Markup, both, el, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jixiao.reports.audit.record import AuditRecord
    from jixiao.reports.facts.record import BlockRow, CellRow

# Blocks that are drawn together where the format has no pages.
TOGETHER = 40
# Numbers of findings beside one line or row; the others are counted.
MOST_BESIDE = 2
# Numbers of findings that begin within so many characters, about a line, stand together.
NEAR = 50
# A mark longer than this shows its number where it begins, a shorter one behind it, so that they stay on one line.
SHORT = 12
# A number that is no code of a class; a column that has one is a column of figures.
_FIGURE = re.compile(r"[-+−]?(\d[\d,，]*\.\d+%?|\d{1,3}([,，]\d{3})+|\d+%)")
_NUMBER = re.compile(r"[-+−]?\d[\d,，.]*%?")


class DocumentBody:
    """Draws the text of a record with its marks."""

    def __init__(self, record: AuditRecord, marks: Iterable[Mark]) -> None:
        """Cut the marks, and note where pages begin."""
        self._record = record
        self._text = record["text"]
        self._stretches = Stretches(marks)
        self._pages = [(page["start"], page["number"]) for page in record["pages"]]
        self._page_starts = [start for start, _ in self._pages]
        self._turns = list(_turns(record))
        self._begun: set[tuple[int, int]] = set()
        self._figures: set[int] = set()

    def leaves(self) -> Iterator[Markup]:
        """The document page by page, or in lengths where it has no pages; a browser draws only those in sight."""
        for page, drawn in groupby(self._drawn(), key=lambda one: one[0]):
            blocks = [markup for _, markup in drawn]
            is_said = not self._pages or any(page == number for _, number in self._turns)
            head = None if is_said else _page_label("div", page)
            yield el("section", head, blocks, class_="leaf")

    def _drawn(self) -> Iterator[tuple[int, Markup]]:
        """Every block with its page, and what stands between blocks as paragraphs."""
        at = 0
        for number, block in enumerate(self._record["blocks"]):
            leaf = self._page_of(block["start"]) if self._pages else number // TOGETHER
            if self._text[at : block["start"]].strip():
                yield leaf, el("p", self._marked(at, block["start"]))
            yield leaf, self._table(block) if block["cells"] is not None else self._paragraph(block)
            at = max(at, block["end"])
        if self._text[at:].strip():
            yield self._page_of(at), el("p", self._marked(at, len(self._text)))

    def _page_of(self, offset: int) -> int:
        index = bisect_right(self._page_starts, offset) - 1
        return self._pages[max(index, 0)][1] if self._pages else 0

    def _paragraph(self, block: BlockRow) -> Markup:
        level = block["level"]
        inside = self._marked(block["start"], block["end"])
        if level is None:
            return el("p", inside)
        # A heading of the document is no heading of the page, whose outline is the reader's.
        return el("p", inside, class_=f"h h{min(3, max(1, level))}", role="heading", aria_level=min(6, level + 2))

    def _table(self, block: BlockRow) -> Markup:
        rows: list[list[CellRow]] = [[] for _ in range(block["rows"])]
        for cell in block["cells"] or []:
            rows[cell["row"]].append(cell)
        self._figures = {cell["column"] for cell in block["cells"] or [] if _FIGURE.fullmatch(self._of(cell))}
        drawn = [self._row(row, number < (block["heads"] or 0)) for number, row in enumerate(rows)]
        return el("div", el("table", drawn), class_="sheet", tabindex="0", role="region", aria_label="表格")

    def _row(self, cells: list[CellRow], is_head: bool) -> Markup:
        """A row; the numbers of all its findings stand in the margin together, with its first cell."""
        numbers: list[Mark] = []
        inside = [self._marked(cell["start"], cell["end"], numbers) for cell in cells]
        beside: list[Markup | None] = [_beside(numbers), *([None] * len(cells))]
        return el("tr", [self._cell(*one, is_head) for one in zip(cells, inside, beside, strict=False)])

    def _cell(self, cell: CellRow, inside: Markup, beside: Markup | None, is_head: bool) -> Markup:
        words = self._of(cell)
        is_number = words in NOTHING or (cell["column"] in self._figures and _NUMBER.fullmatch(words) is not None)
        return el(
            "th" if is_head else "td",
            beside,
            inside,
            class_="n" if is_number and not is_head else None,
            rowspan=cell["row_span"] if cell["row_span"] > 1 else None,
            colspan=cell["column_span"] if cell["column_span"] > 1 else None,
        )

    def _of(self, cell: CellRow) -> str:
        return self._text[cell["start"] : cell["end"]].strip()

    def _marked(self, start: int, end: int, numbers: list[Mark] | None = None) -> Markup:
        """A part of the text with its marks; their numbers go into `numbers`, else each to its own line's margin."""
        stretches = list(self._stretches.within(start, end))
        beside: dict[int, list[Mark]] = {}
        head: int | None = None
        for index, one in enumerate(stretches):
            fresh = self._fresh(one)
            if numbers is not None:
                numbers += fresh
            elif fresh:
                if head is None or one.start - stretches[head].start >= NEAR:
                    head = index
                beside.setdefault(head, []).extend(fresh)
        pieces: list[Markup] = []
        at = start
        for index, one in enumerate(stretches):
            pieces += [self._words(at, one.start), self._mark(one, _beside(beside.get(index, [])))]
            at = one.end
        return joined([*pieces, self._words(at, end)])

    def _fresh(self, stretch: Stretch) -> list[Mark]:
        """The marks that begin with a stretch."""
        found = [one for one in stretch.marks if (one.finding, one.order) not in self._begun]
        self._begun |= {(one.finding, one.order) for one in found}
        return found

    def _mark(self, stretch: Stretch, beside: Markup | None) -> Markup:
        """Marked words; the number goes behind them, of many words behind the first sign, to stand on the same line."""
        low, high = stretch.start, stretch.end
        cut = low + 1 if beside is not None and high - low > SHORT else high
        worst = stretch.marks[0]
        marked = el(
            "a",
            self._words(low, cut),
            beside if cut < high else None,
            self._words(cut, high),
            class_=f"spot {worst.severity}" + (" also" if worst.order else ""),
            href=f"#f{worst.finding}",
            data_m=" ".join(f"{one.finding}.{one.order}" for one in stretch.marks),
            tabindex="-1",
        )
        return marked if beside is None or cut < high else joined((marked, beside))

    def _words(self, start: int, end: int) -> Markup:
        """Words as they stand, with a sign where a page begins among them."""
        pieces: list[Markup] = []
        at = start
        for turn, number in self._turns[bisect_left(self._turns, (start, 0)) : bisect_left(self._turns, (end, 0))]:
            pieces += [flowing(self._text, at, turn), _page_label("span", number)]
            at = turn
        return joined([*pieces, flowing(self._text, at, end)])


def _turns(record: AuditRecord) -> Iterator[tuple[int, int]]:
    """Where a page begins inside a block, and its number."""
    starts = [block["start"] for block in record["blocks"]]
    for page in record["pages"]:
        index = bisect_left(starts, page["start"]) - 1
        if index >= 0 and page["start"] < record["blocks"][index]["end"]:
            yield page["start"], page["number"]


def anchor(mark: Mark) -> str:
    """The address of a place within the page."""
    return f"p{mark.finding}-{mark.order}"


def _beside(numbers: list[Mark]) -> Markup | None:
    """The numbers beside a line: those at fault first, each finding once, some shown and the others counted."""
    if not numbers:
        return None
    first: dict[int, Mark] = {}
    for one in sorted(numbers, key=lambda mark: mark.order > 0):
        first.setdefault(one.finding, one)
    listed = list(first.values())
    most = MOST_BESIDE if len(listed) <= MOST_BESIDE else MOST_BESIDE - 1
    shown = [_number(one, at >= most) for at, one in enumerate(listed)]
    rest = el("span", f"+{len(listed) - most}", class_="rest") if len(listed) > most else None
    others = [el("span", id=anchor(one)) for one in numbers if first[one.finding] is not one]
    return el("span", shown, rest, others, class_="nos")


def _number(mark: Mark, is_far: bool) -> Markup:
    kind = f"no {mark.severity}" + (" also" if mark.order else "") + (" far" if is_far else "")
    return el("span", str(mark.finding), class_=kind, id=anchor(mark), data_f=mark.finding)


def _page_label(tag: str, number: int) -> Markup:
    return el(
        tag, el("span", both(Text(f"第 {number} 页", f"page {number}"))), class_="page" if tag == "div" else "turn"
    )
