"""One line of a score table: a row of its own, the continuation of one, the total, or the wreck of either.

A line whose cells are what the head says is read by its columns. Where page readers moved or swapped cells it is read
by the order in which they always come: levels with their points, name, points, definition, criteria, score. What
neither way tells for certain is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from jixiao.documents.extract.scores.cells import as_name, is_item, is_total, kind_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from jixiao.core.document.statement import Piece
    from jixiao.documents.extract.scores.heads import ScoreHead
    from jixiao.documents.extract.table_lines import Line

Part = Literal["row", "continuation", "total", "wreck"]


@dataclass(slots=True)
class LineReading:
    """What a line of a score table holds.

    `moved` when it was read by order, not by columns; `unsure` when two different numbers could be its score.
    """

    part: Part
    levels: list[Piece | None] = field(default_factory=list)
    name: Piece | None = None
    points: Piece | None = None
    self_score: Piece | None = None
    definition: Piece | None = None
    criteria: list[Piece] = field(default_factory=list)
    moved: bool = False
    unsure: bool = False


def read_line(head: ScoreHead, line: Line, names: AbstractSet[str]) -> LineReading:
    """Read one line under a head; `names` are the indicators that frameworks know."""
    cells = line.in_order()
    if cells and is_total(cells[0]):
        return _total(head, line)
    if _is_regular(head, line, names):
        return _by_column(head, line)
    if all(kind_of(piece) == "prose" for piece in cells):
        return LineReading("continuation", criteria=cells)
    return _by_order(head, line, names)


def _kind(piece: Piece, names: AbstractSet[str]) -> str:
    return "words" if as_name(piece.text) in names else kind_of(piece)


def _is_regular(head: ScoreHead, line: Line, names: AbstractSet[str]) -> bool:
    numbers = {head.points, head.self_score, *head.level_points}
    words = {head.name, *head.levels}
    for column, piece in line.cells.items():
        kind = _kind(piece, names)
        if column not in head.known:
            return False
        if column in numbers:
            fits = kind == "number"
        elif column in words:
            fits = kind == "words"
        else:
            fits = column in head.others or (kind != "number" and as_name(piece.text) not in names)
        if not fits:
            return False
    # A row has its points, a continuation has neither; the score of a continuation stands beside its name's row.
    return head.points not in line.cells or head.name in line.cells


def _by_column(head: ScoreHead, line: Line) -> LineReading:
    def at(column: int | None) -> Piece | None:
        return None if column is None else line.cells.get(column)

    reading = LineReading("row" if head.points in line.cells else "continuation")
    reading.levels = [at(column) for column in head.levels]
    reading.name, reading.points, reading.self_score = at(head.name), at(head.points), at(head.self_score)
    definition, criteria = at(head.definition), at(head.criteria)
    if reading.part == "continuation" and definition is not None and criteria is None and is_item(definition):
        # Clauses of criteria are numbered, definitions are not.
        definition, criteria = None, definition
    if (
        reading.part == "row"
        and definition is None
        and reading.self_score is None
        and criteria
        and not is_item(criteria)
    ):
        # What stands in the next column, while the score is gone, slipped out of the definition's.
        definition, criteria = criteria, None
    reading.definition = definition
    reading.criteria = [] if criteria is None else [criteria]
    return reading


def _total(head: ScoreHead, line: Line) -> LineReading:
    numbers = {column: piece for column, piece in line.cells.items() if kind_of(piece) == "number"}
    reading = LineReading("total", name=line.in_order()[0])
    reading.self_score = numbers.get(-1 if head.self_score is None else head.self_score)
    others = [numbers[column] for column in sorted(numbers) if column != head.self_score]
    if reading.self_score is None and len(others) > 1:
        reading.self_score = others.pop()
    reading.points = others[0] if others else None
    return reading


def _by_order(head: ScoreHead, line: Line, names: AbstractSet[str]) -> LineReading:
    """A line whose cells left their columns: the name is the last words before a number and before any prose."""
    cells = line.in_order()
    kinds = [_kind(piece, names) for piece in cells]
    first_prose = kinds.index("prose") if "prose" in kinds else len(cells)
    pairs = [n for n in range(first_prose) if kinds[n] == "words" and kinds[n + 1 : n + 2] == ["number"]]
    if not pairs:
        return _wreck(head, line, names)
    at = next((n for n in reversed(pairs) if _begins_name(cells[n], names)), pairs[-1])
    reading = LineReading("row", name=cells[at], points=cells[at + 1], moved=True)
    above = [cells[n] for n in range(at) if kinds[n] == "words"]
    reading.levels = [None] * max(0, len(head.levels) - len(above)) + above[-len(head.levels) :] if head.levels else []
    # The points are sometimes repeated where a cell was torn in two; a score stands beyond the definition.
    bound = max(head.points, head.definition or 0)
    columns = line.columns[at + 2 :]
    rest = [line.cells[n] for n in columns if n > bound or _kind(line.cells[n], names) != "number"]
    _take_rest(reading, rest, names)
    return reading


def _begins_name(piece: Piece, names: AbstractSet[str]) -> bool:
    """Whether a cell is a known name, or the part of one that stands before the end of a page."""
    words = as_name(piece.text)
    return any(name.startswith(words) for name in names)


def _take_rest(reading: LineReading, rest: list[Piece], names: AbstractSet[str]) -> None:
    prose = [piece for piece in rest if _kind(piece, names) == "prose"]
    numbers = [piece for piece in rest if _kind(piece, names) == "number"]
    if prose and not is_item(prose[0]):
        reading.definition = prose.pop(0)
    reading.criteria = prose
    reading.unsure = len({as_name(piece.text) for piece in numbers}) > 1
    if numbers and not reading.unsure:
        reading.self_score = numbers[-1]


def _wreck(head: ScoreHead, line: Line, names: AbstractSet[str]) -> LineReading:
    """Numbers without a name: nothing tells whose they are. A known name alone is still named."""
    reading = LineReading("wreck")
    reading.name = next((piece for piece in line.in_order() if as_name(piece.text) in names), None)
    reading.criteria = [
        piece for column, piece in line.cells.items() if column == head.criteria and kind_of(piece) == "prose"
    ]
    return reading
