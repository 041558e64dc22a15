"""Score tables of which a page reader left only lines: no cells, names and sentences broken, one column after another.

A known name that begins a line and is followed by a number at the end of one opens a row. Up to the next such name
follow the definition, the criteria, the self score on a line of its own, and the level words of the next row. Heads
that pages repeat and page numbers are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.core.document.block import Table
from jixiao.core.document.statement import Piece, ScoreRow
from jixiao.documents.extract.scores.cells import TOTAL, as_name, is_item, kind_of, score_figure
from jixiao.documents.extract.scores.damage import damage_of
from jixiao.documents.extract.table_lines import is_furniture, piece_of, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.figure import Figure

# Fewer rows than this are a figure in running text that happens to stand on a line of its own.
LEAST_ROWS = 3
# Lines on which a name may stand; the columns of names are narrow.
_MOST_NAME_LINES = 8
_MOST_LEVEL_WIDTH = 2
_LEAST_PROSE = 8
_MOST_LINES_OF_ROW = 40
_HEADS = re.compile(
    r"(?:评价指标|指标说明|指标解释|指标定义|评[分价]标准|评分细则|自评得分|得分|分值|[一二三四]级(?:指标)?|指标|名称|权重|\*)+"
)
_LAST_NUMBER = re.compile(r"(?:\A|\s)(\d{1,3}(?:\.\d{1,2})?)\s*\Z")
_SENTENCE_END = re.compile(r"[。；;）).]\s*\Z")
_TOTAL = re.compile(r"(?:合计|总计|总分|综合评分|自评总分|合计得分)[:：]?\s*(\d{1,3}(?:\.\d{1,2})?)?")
_LEVELS = re.compile(r"\D{1,12}")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where a row begins: its name and points; `last` is the line on which its points stand."""

    first: int
    last: int
    name: Piece
    points: Figure


def flattened_rows(document: DocumentText, names: AbstractSet[str]) -> list[ScoreRow]:
    """The rows of a score table that is only lines; none where fewer than a few names stand like rows."""
    lines = _lines(document)
    anchors = list(_anchors(document, lines, names))
    anchors = [one for n, one in enumerate(anchors) if not _is_level(one, anchors[n + 1 : n + 2])]
    if len(anchors) < LEAST_ROWS:
        return []
    total = _total_line(lines, anchors[-1].last)
    strangers = _strangers(document, lines, anchors, total or len(lines))
    anchors = sorted([*anchors, *strangers], key=lambda one: one.first)
    found: list[ScoreRow] = []
    levels = ("", "")
    above = lines[max(0, anchors[0].first - _MOST_NAME_LINES) : anchors[0].first]
    for number, anchor in enumerate(anchors):
        levels = _levels(above, names, levels)
        end = anchors[number + 1].first if number + 1 < len(anchors) else total
        end = min(len(lines), anchor.last + _MOST_LINES_OF_ROW) if end is None else end
        row, above = _row(document, anchor, lines[anchor.last + 1 : end], levels)
        found.append(row)
    if total is not None:
        found.append(_total(document, lines[total]))
    return found


def _lines(document: DocumentText) -> list[Piece]:
    """The lines outside tables that are neither the page's own nor heads that it repeats."""
    found: list[Piece] = []
    at = 0
    for block in (*(one for one in document.blocks if isinstance(one, Table)), None):
        end = len(document.text) if block is None else block.start
        for line in re.finditer(r"[^\r\n]+", document.text[at:end]):
            piece = piece_of(document, at + line.start(), at + line.end())
            if piece is not None and not _is_passed_over(piece.text):
                found.append(piece)
        at = end if block is None else block.end
    return found


def _is_passed_over(words: str) -> bool:
    plain = squeezed(words)
    is_number = _LAST_NUMBER.fullmatch(words) is not None
    return _HEADS.fullmatch(plain) is not None or (is_furniture(words) and not is_number)


def _anchors(document: DocumentText, lines: list[Piece], names: AbstractSet[str]) -> Iterator[_Anchor]:
    taken = -1
    for number, line in enumerate(lines):
        for word in re.finditer(r"\S+", document.text[line.start : line.end]):
            anchor = _anchor(document, lines, number, line.start + word.start(), names) if number > taken else None
            if anchor is not None:
                taken = anchor.last
                yield anchor
                break


def _anchor(
    document: DocumentText, lines: list[Piece], first: int, start: int, names: AbstractSet[str]
) -> _Anchor | None:
    """A name from `start` on, over as many lines as it takes, with its points at the end of the last."""
    stem = ""
    for number in range(first, min(first + _MOST_NAME_LINES, len(lines))):
        line = lines[number]
        begin = max(start, line.start)
        words = document.text[begin : line.end]
        printed = _LAST_NUMBER.search(words)
        name = as_name(stem + (words[: printed.start()] if printed else words))
        points = _number_at_end(document, line)
        if printed is not None and points is not None and name in names:
            end = line.start if begin == line.start and printed.start() == 0 else begin + printed.start()
            last = piece_of(document, start, end)
            return None if last is None else _Anchor(first, number, Piece(start, last.end, name), points)
        stem = name
        if printed is not None or not any(one.startswith(stem) for one in names):
            return None
    return None


def _strangers(document: DocumentText, lines: list[Piece], anchors: list[_Anchor], end: int) -> Iterator[_Anchor]:
    """Rows that no framework knows: after the score of a row, words, a number printed like points, then a sentence."""
    taken = {number for one in anchors for number in range(one.first, one.last + 1)}
    places = anchors[0].points.number.as_tuple().exponent
    for number in range(max(1, anchors[0].first - _MOST_LINES_OF_ROW), end - 1):
        points = None if number in taken else _number_at_end(document, lines[number])
        if points is None or points.number.as_tuple().exponent != places or len(lines[number + 1].text) < _LEAST_PROSE:
            continue
        first = _first_of_name(document, lines, number, taken)
        name = None if first is None else piece_of(document, lines[first].start, points.start)
        if first is not None and name is not None and not _is_prose(name):
            yield _Anchor(first, number, Piece(name.start, name.end, as_name(name.text)), points)


def _first_of_name(document: DocumentText, lines: list[Piece], number: int, taken: set[int]) -> int | None:
    """The line on which the name begins that ends on a line; None where neither a score nor a head stands before."""
    first = number
    while first > 1 and first - 1 not in taken and _is_words(lines[first - 1]):
        before = document.text[lines[first - 1].end : lines[first].start]
        if _HEADS.search(squeezed(before)):
            break
        first -= 1
    before = document.text[lines[first - 1].end : lines[first].start]
    if _number_at_end(document, lines[first - 1]) is None and not _HEADS.search(squeezed(before)):
        return None
    # The columns of levels are two characters wide, that of the names is wider.
    while first < number and len(lines[first].text) <= _MOST_LEVEL_WIDTH:
        first += 1
    return first


def _is_words(piece: Piece) -> bool:
    return _LEVELS.fullmatch(piece.text) is not None and not _is_prose(piece)


def _is_prose(piece: Piece) -> bool:
    return kind_of(piece) == "prose"


def _number_at_end(document: DocumentText, line: Piece) -> Figure | None:
    printed = _LAST_NUMBER.search(document.text[line.start : line.end])
    if printed is None:
        return None
    start, end = (line.start + place for place in printed.span(1))
    return score_figure(document.text, Piece(start, end, printed[1]))


def _is_level(anchor: _Anchor, following: list[_Anchor]) -> bool:
    """Whether a name with points is a level: the next name follows without a word between."""
    return bool(following) and following[0].first <= anchor.last + 1


def _total_line(lines: list[Piece], after: int) -> int | None:
    return next((n for n in range(after, len(lines)) if _TOTAL.fullmatch(lines[n].text)), None)


def _total(document: DocumentText, line: Piece) -> ScoreRow:
    stated = _number_at_end(document, line)
    end = line.end if stated is None else stated.start
    name = piece_of(document, line.start, end) or line
    return ScoreRow(("", ""), Piece(name.start, name.end, TOTAL), None, stated)


def _levels(above: list[Piece], names: AbstractSet[str], held: tuple[str, str]) -> tuple[str, str]:
    """The levels that the words above a row name, as far as frameworks know them; those held go on without any."""
    words = "".join(as_name(line.text) for line in above)

    def is_known(word: str) -> bool:
        return word in names or word.removesuffix("指标") in names

    for start in range(len(words)):
        rest = words[start:]
        if is_known(rest):
            return held[0], rest
        for cut in range(2, len(rest) - 1):
            if is_known(rest[:cut]) and is_known(rest[cut:]):
                return rest[:cut], rest[cut:]
    return held if not words else ("", "")


def _row(
    document: DocumentText, anchor: _Anchor, body: list[Piece], levels: tuple[str, str]
) -> tuple[ScoreRow, list[Piece]]:
    """A row with the lines below its name, and those of them that belong to the row after it."""
    scores = _scores(document, body, anchor.points)
    unsure = len(scores) > 1
    at, stated = scores[0] if len(scores) == 1 else (len(body) if unsure else _last_prose(body), None)
    inside = body[:at]
    if stated is not None and (shared := piece_of(document, body[at].start, stated.start)) is not None:
        inside = [*inside, shared]
    after = body[at + 1 :] if stated is not None else body[at:]
    cut = _last_prose(after)
    definition, criteria = _split(document, [*inside, *after[:cut]])
    damage = damage_of(anchor.points, stated, unsure=unsure)
    return ScoreRow(levels, anchor.name, anchor.points, stated, definition, criteria, damage), after[cut:]


def _scores(document: DocumentText, body: list[Piece], points: Figure) -> list[tuple[int, Figure]]:
    """The lines that could be the self score: a number alone, or after a sentence."""
    found: list[tuple[int, Figure]] = []
    for number, line in enumerate(body):
        figure = _number_at_end(document, line)
        before = "" if figure is None else document.text[line.start : figure.start]
        if figure is not None and (not before.strip() or _SENTENCE_END.search(before)):
            found.append((number, figure))
    # Page numbers are whole; scores are printed like the points, and seldom exceed them.
    places = points.number.as_tuple().exponent
    alike = [one for one in found if one[1].number.as_tuple().exponent == places]
    within = [one for one in found if one[1].number <= points.number]
    found = [one for one in within if one in alike] or within or ([] if places == 0 else alike)
    if len(found) > 1:
        found = [one for one in found if one[0] and _SENTENCE_END.search(body[one[0] - 1].text)] or found
    return found


def _last_prose(lines: list[Piece]) -> int:
    """Where the words of levels begin that stand at the end of some lines."""
    at = len(lines)
    while at and _is_words(lines[at - 1]):
        at -= 1
    return at


def _split(document: DocumentText, lines: list[Piece]) -> tuple[Piece | None, tuple[Piece, ...]]:
    """Definition and criteria: a definition ends with the first line that ends a sentence."""
    end = next((n for n, line in enumerate(lines) if line.text.endswith("。")), None)
    if end is None or not lines or is_item(lines[0]):
        return None, tuple(_joined(document, lines))
    definition = _joined(document, lines[: end + 1])
    return definition[0] if len(definition) == 1 else _whole(lines[: end + 1]), tuple(
        _joined(document, lines[end + 1 :])
    )


def _whole(lines: list[Piece]) -> Piece:
    return Piece(lines[0].start, lines[-1].end, "".join(line.text for line in lines))


def _joined(document: DocumentText, lines: list[Piece]) -> list[Piece]:
    """Lines as pieces; those with nothing between them are one."""
    found: list[list[Piece]] = []
    for line in lines:
        if found and not document.text[found[-1][-1].end : line.start].strip():
            found[-1].append(line)
        else:
            found.append([line])
    return [_whole(group) for group in found]
