"""Paragraphs: lines that the page broke, put together again; page numbers and running heads kept out of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from jixiao.documents.readers.page.glyph import is_wide
from jixiao.documents.readers.page.laid import LaidPage
from jixiao.documents.readers.page.line import Line
from jixiao.documents.readers.page.table import PageTable, carry_columns

ENDS = "。！？；：!?;:…"
OPENS = re.compile(
    r"[一二三四五六七八九十百]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十百\d]+[条章节部]"
    r"|\d{1,3}(?:[、．]|\.(?!\d)|[）)])|[①-⑳●■◆★]"
)
_LEADERS = re.compile(r"[.…·．]{3,}\s*\d*$")
_PAGE_NUMBER = re.compile(r"[-—–－·•\s]*\d{1,4}[-—–－·•\s]*|第?\s*\d+\s*页.{0,10}|\d+\s*/\s*\d+|[ivxIVX]{1,6}")
# What is never parted at the end of a line: opening brackets, a number or word or character, closing marks, again.
_UNBREAKABLE = re.compile(r"(?:[（(《“‘〔【]+.?)?(?:[\dA-Za-z.,%％+-]+|.)?[，。、；：！？）)》”’〕】%％]*")
EDGE = 10  # the outer share of a page where page numbers and running heads stand, in hundredths


@dataclass(slots=True)
class Passage:
    """Lines of one paragraph, each with its page (and, where it runs another way, its own turns)."""

    parts: list[tuple[int, Line]] = field(default_factory=list)
    turns: int | None = None


@dataclass(slots=True)
class PlacedTable:
    """A table with its page."""

    page: int
    table: PageTable


Block = Passage | PlacedTable


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the running text of a page begins and ends, and how far apart its lines are."""

    left: int
    right: int
    leading: int
    size: int


def blocks(pages: list[LaidPage]) -> list[Block]:
    """The paragraphs and tables of all pages, in reading order."""
    running = _running(pages)
    shapes = _shapes(pages)
    found: list[Block] = []
    last: Block | None = None  # the last block of the running text so far
    for page in pages:
        made = _of_page(page, shapes[page.number], running)
        first = made.body[0] if made.body else None
        after: Block | None = made.body[-1] if made.body else last
        if isinstance(last, PlacedTable) and isinstance(first, PlacedTable):
            # A table at the head of a page may go on from the foot of the page before.
            carry_columns(last.table, first.table)
        elif isinstance(last, Passage) and isinstance(first, Passage) and _goes_on(last, first, shapes[page.number]):
            alone = after is first
            bare = not made.head and not made.foot
            _join(found, last, first, made)
            # What stands at the edges of a page that is one paragraph would tear it if it went on yet again.
            after = (last if bare else None) if alone else after
        found += made.head + made.body + made.foot
        found += [Passage([(page.number, line)], turns) for turns, line in page.astray]
        last = after if not page.astray else None
    return found


@dataclass(slots=True)
class _Made:
    head: list[Block]
    body: list[Block]
    foot: list[Block]


def _of_page(page: LaidPage, margins: Margins, running: set[tuple[str, int]]) -> _Made:
    made = _Made([], [], [])
    before: Line | None = None
    for item in page.items:
        if isinstance(item, PageTable):
            made.body.append(PlacedTable(page.number, item))
            before = None
            continue
        if _is_furniture(item, page, running):
            side = made.head if item.base * 2 < page.down else made.foot
            side.append(Passage([(page.number, item)]))
            continue
        last = made.body[-1] if made.body else None
        if before is not None and isinstance(last, Passage) and continues(before, item, margins):
            last.parts.append((page.number, item))
        else:
            made.body.append(Passage([(page.number, item)]))
        before = item
    return made


def _join(found: list[Block], last: Passage, first: Passage, made: _Made) -> None:
    """Join the first paragraph of a page to the last one before.

    What stands between them at the edges of the paper goes before and after, so that the paragraph is in one stretch.
    """
    place = next(index for index in range(len(found) - 1, -1, -1) if found[index] is last)
    found[place:] = [*found[place + 1 :], last]
    last.parts += first.parts
    made.body = [*made.head, *made.body[1:]]
    made.head = []


def _goes_on(last: Passage, first: Passage, margins: Margins) -> bool:
    """Whether a sentence goes on over the page."""
    before, line = last.parts[-1][1], first.parts[0][1]
    return (
        before.text.rstrip()[-1:] not in ENDS
        and _alike(before, line)
        and _is_full(before, line, margins)
        and line.left <= margins.left + line.size
        and not OPENS.match(line.text)
        and not _apart(before)
        and not _apart(line)
    )


def continues(before: Line, line: Line, margins: Margins) -> bool:
    """Whether a line is the next line of the same paragraph."""
    distance = line.base - before.base
    if distance <= 0 or not _alike(before, line) or _apart(before) or _apart(line):
        return False
    if _is_title(before, line, margins):
        return True
    ended = before.text.rstrip()[-1:] in ENDS
    # Back at the margin after an indented line: the second line of a paragraph.
    back = not ended and before.left - line.left > line.size and abs(line.left - margins.left) <= line.size
    if distance > (6 * line.size if back else min(margins.leading * 15 // 10, 4 * line.size)):
        return False
    if not _is_full(before, line, margins, slack=250 if back else 60):
        return False
    if _starts_anew(before, line, margins, ended):
        return False
    opens = OPENS.match(line.text) is not None
    return not (opens and (ended or before.text.rstrip()[-1:] not in "，、,"))


def _starts_anew(before: Line, line: Line, margins: Margins, ended: bool) -> bool:
    """Whether an indented line opens a paragraph, rather than hang under the number of its item."""
    if line.left <= margins.left + line.size * 8 // 10:
        return False
    if ended or line.left > before.left + 4 * line.size:
        return True
    return line.left > before.left + line.size // 2 and not OPENS.match(before.text)


def _is_title(before: Line, line: Line, margins: Margins) -> bool:
    """Whether two lines are a title that one line could not hold: both stand in the middle, the first nearly full."""
    middle = (margins.left + margins.right) // 2
    first, second = (before.left + before.right) // 2, (line.left + line.right) // 2
    return (
        line.base - before.base <= 3 * line.size
        and abs(first - second) * 2 <= line.size
        and abs(second - middle) <= line.size
        and line.left - margins.left > 2 * line.size
        and before.text[-1:] not in ENDS
        and (before.right - before.left) * 3 >= 2 * (margins.right - margins.left)
    )


def _alike(before: Line, line: Line) -> bool:
    return abs(before.size - line.size) * 100 <= 15 * max(before.size, line.size)


def _apart(line: Line) -> bool:
    """Whether a line is set in parts, or leads to a page number: it stands for itself."""
    if _LEADERS.search(line.text):
        return True
    return any(after.left - word.right > 3 * line.size for word, after in pairwise(line.words))


def _is_full(before: Line, line: Line, margins: Margins, slack: int = 60) -> bool:
    """Whether what the next line begins with had no room on this one; `slack` in hundredths of an em."""
    head = _UNBREAKABLE.match(line.text)
    first = head.end() if head else 1
    size = line.size
    needed = sum(size if is_wide(sign) else size // 2 for sign in line.text[:first])
    return margins.right - before.right < needed + size * slack // 100


def _shapes(pages: list[LaidPage]) -> dict[int, Margins]:
    """The margins of every page: its own where enough lines show them, else those of pages of its size."""
    by_size: dict[tuple[int, int], list[Line]] = {}
    own: dict[int, list[Line]] = {}
    for page in pages:
        own[page.number] = [item for item in page.items if isinstance(item, Line)]
        by_size.setdefault((page.across, page.down), []).extend(own[page.number])
    shared = {size: _margins(lines) for size, lines in by_size.items()}
    shapes = {}
    for page in pages:
        lines = own[page.number]
        shapes[page.number] = _margins(lines) if len(_wide(lines)) >= 6 else shared[page.across, page.down]
    return shapes


def _wide(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.right - line.left > 12 * line.size]


def _margins(lines: list[Line]) -> Margins:
    wide = _wide(lines) or lines
    if not wide:
        return Margins(0, 10**7, 0, 0)
    size = Counter(line.size for line in wide).most_common(1)[0][0]
    right = _edge([-line.right for line in wide], size)
    left = _edge([line.left for line in wide], size)
    steps = sorted(
        after.base - before.base for before, after in pairwise(lines) if size < after.base - before.base < 5 * size
    )
    leading = steps[len(steps) // 4] if steps else 2 * size
    return Margins(left, -right, leading, size)


def _edge(places: list[int], size: int) -> int:
    """The outermost place that several lines share; one line that sticks out is no margin."""
    ordered = sorted(places)
    enough = min(2, len(ordered))
    for index, place in enumerate(ordered):
        if len(ordered) - index < enough:
            break
        if ordered[index + enough - 1] - place <= size:
            return place
    return ordered[0]


def _is_furniture(line: Line, page: LaidPage, running: set[tuple[str, int]]) -> bool:
    if not _at_edge(line, page):
        return False
    return _PAGE_NUMBER.fullmatch(line.text) is not None or _trace(line) in running


def _at_edge(line: Line, page: LaidPage) -> bool:
    height = page.down * EDGE // 100
    return line.base < height or line.base > page.down - height


def _trace(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), line.base // 1000


def _running(pages: list[LaidPage]) -> set[tuple[str, int]]:
    """What stands at the same place at the edge of many pages."""
    counted: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counted.update({_trace(item) for item in page.items if isinstance(item, Line) and _at_edge(item, page)})
    most = max(2, len(pages) * 4 // 10)
    return {trace for trace, count in counted.items() if count >= most}
