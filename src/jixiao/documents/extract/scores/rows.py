"""Rows of score tables (绩效评分表): indicator, points, self score, definition, criteria, each at its place.

Tables are read under their heads. Where a document lost its tables and only lines are left, the names that frameworks
know tell the rows apart (`flattened`). A number whose row is not certain is left out, and the row says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jixiao.core.document.statement import ScoreRow, StatedFact
from jixiao.documents.extract.scores.cells import TOTAL, as_name, known_names, score_figure
from jixiao.documents.extract.scores.damage import damage_of
from jixiao.documents.extract.scores.flattened import flattened_rows
from jixiao.documents.extract.scores.heads import score_head
from jixiao.documents.extract.scores.lines import read_line
from jixiao.documents.extract.table_lines import squeezed, table_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.figure import Figure
    from jixiao.core.document.statement import Piece
    from jixiao.documents.extract.scores.heads import ScoreHead
    from jixiao.documents.extract.scores.lines import LineReading
    from jixiao.documents.extract.table_lines import Line


@dataclass(slots=True)
class _Row:
    """A row while its lines are gathered; `is_done` keeps later lines from adding a score.

    Of a name or a definition that a page broke, the place is that of its first part, the words are whole.
    """

    levels: tuple[str, str]
    name: Piece
    points: Figure | None = None
    self_score: Figure | None = None
    definition: Piece | None = None
    criteria: list[Piece] = field(default_factory=list)
    unsure: bool = False
    is_done: bool = False

    def finished(self) -> ScoreRow:
        """The row as it is stated, with what could not be read."""
        return ScoreRow(
            self.levels,
            self.name,
            self.points,
            self.self_score,
            self.definition,
            tuple(self.criteria),
            damage_of(self.points, self.self_score, unsure=self.unsure),
        )


def score_rows(document: DocumentText, names: Iterable[str]) -> list[ScoreRow]:
    """Every row of every score table of a document, the totals as rows named 合计.

    `names` are those of the indicators and groups of known frameworks; tables may hold others.
    """
    known = known_names(names)
    found: list[ScoreRow] = []
    for run in table_runs(document):
        found.extend(_Assembly(document.text, known).rows(run))
    seen = {as_name(row.name.text) for row in found}
    found.extend(row for row in flattened_rows(document, known) if as_name(row.name.text) not in seen)
    return sorted(found, key=lambda row: row.name.start)


class _Assembly:
    """Gathers the lines of one run of tables into rows."""

    def __init__(self, text: str, names: AbstractSet[str]) -> None:
        self.text = text
        self.names = names
        self.levels = ["", ""]
        self.row: _Row | None = None

    def rows(self, run: list[Line]) -> Iterator[ScoreRow]:
        """The rows of a run of tables."""
        head: ScoreHead | None = None
        at, part = 0, -1
        while at < len(run):
            new = score_head(run, at)
            if new is not None:
                head, taken = new
                at, part = at + taken, -1
                continue
            line = run[at]
            if head is not None and line.cells:
                reading = read_line(head, line, self.names)
                yield from self._take(reading, is_first=line.block != part)
                head = None if reading.part == "total" else head
                part = line.block
            at += 1
        yield from self._close()

    def _take(self, reading: LineReading, *, is_first: bool) -> Iterator[ScoreRow]:
        """Go on with a line; `is_first` when it is the first after a head or on a page."""
        if reading.part == "total":
            yield from self._close()
            yield self._total(reading)
        elif reading.part == "row" or self._opens(reading, is_first=is_first):
            yield from self._close()
            self._open(reading)
        else:
            self._continue(reading)

    def _opens(self, reading: LineReading, *, is_first: bool) -> bool:
        """Whether a line without points is a row of its own, not what a page broke off the row above."""
        if reading.name is None:
            return False
        if self.row is None or as_name(reading.name.text) in self.names:
            return True
        ends_known_name = as_name(self.row.name.text + reading.name.text) in self.names
        return not ends_known_name and not is_first

    def _open(self, reading: LineReading) -> None:
        self._take_levels(reading)
        if reading.name is None:
            return
        name = replace(reading.name, text=as_name(reading.name.text))
        self.row = _Row((self.levels[0], self.levels[1]), name)
        self.row.points = None if reading.points is None else score_figure(self.text, reading.points)
        self.row.self_score = None if reading.self_score is None else score_figure(self.text, reading.self_score)
        self.row.definition = reading.definition
        self.row.criteria = list(reading.criteria)
        self.row.unsure = reading.unsure or (reading.moved and _exceeds(self.row.self_score, self.row.points))
        if self.row.unsure:
            self.row.self_score = None
        self.row.is_done = reading.part == "wreck" or self.row.unsure or self.row.self_score is not None

    def _take_levels(self, reading: LineReading) -> None:
        for place, piece in enumerate(reading.levels[:2]):
            if piece is not None:
                self.levels[place] = squeezed(piece.text)
                self.levels[place + 1 :] = [""] * (1 - place)

    def _continue(self, reading: LineReading) -> None:
        row = self.row
        if row is None:
            return
        if reading.part == "wreck":
            row.is_done = True
        if reading.name is not None:
            row.name = replace(row.name, text=row.name.text + as_name(reading.name.text))
        if reading.definition is not None:
            held = row.definition
            whole = reading.definition.text if held is None else held.text + reading.definition.text
            row.definition = replace(held or reading.definition, text=whole)
        row.criteria.extend(reading.criteria)
        self._mend_levels(reading, row)
        if reading.self_score is not None and not row.is_done:
            row.self_score = score_figure(self.text, reading.self_score)
            row.is_done = True

    def _mend_levels(self, reading: LineReading, row: _Row) -> None:
        """A level's name that the page broke with the row is whole again where frameworks know it so."""
        for place, piece in enumerate(reading.levels[:2]):
            whole = "" if piece is None else self.levels[place] + squeezed(piece.text)
            if {whole, whole.removesuffix("指标")} & self.names:
                self.levels[place] = whole
        row.levels = (self.levels[0], self.levels[1])

    def _total(self, reading: LineReading) -> ScoreRow:
        if reading.name is None:
            raise RuntimeError("a total without its word")
        points = None if reading.points is None else score_figure(self.text, reading.points)
        stated = None if reading.self_score is None else score_figure(self.text, reading.self_score)
        return ScoreRow(("", ""), replace(reading.name, text=TOTAL), points, stated)

    def _close(self) -> Iterator[ScoreRow]:
        if self.row is not None:
            yield self.row.finished()
        self.row = None


def _exceeds(score: Figure | None, points: Figure | None) -> bool:
    """Whether a score is more than its points; where cells moved, that number is no score."""
    return score is not None and points is not None and score.number > points.number


def score_facts(rows: Iterable[ScoreRow], year: int) -> list[StatedFact]:
    """What score rows state: points and self score of each indicator (a dimension of the fact), and the total."""
    found: list[StatedFact] = []
    for row in rows:
        is_total = row.name.text == TOTAL
        dimensions = () if is_total else (("indicator", row.name.text),)
        concepts = {"indicator_points": None if is_total else row.points}
        concepts["self_score" if is_total else "indicator_score"] = row.self_score
        for concept, figure in concepts.items():
            if figure is not None:
                found.append(
                    StatedFact(
                        figure, concept, row.name.text, "分", str(year), "table", f"tables/scores:{concept}", dimensions
                    )
                )
    return found
