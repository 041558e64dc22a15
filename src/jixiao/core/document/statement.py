"""What a document states: facts, rows of goal and score tables, claims and assertions, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from jixiao.core.document.figure import Figure

Dimensions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Which document this is: its kind (code list document_kinds), whose, of which year; None where nothing tells."""

    kind: str
    entity: str | None = None
    region: str | None = None
    year: int | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A figure with its meaning.

    `concept` is an id of the vocabulary, or None for a figure that no layout knows; `label` says in the document's own
    words what it counts. `unit` is the unit that holds (beside the number, of the column, of the table). `period` is a
    period's name. `by` names the layout rule that gave the meaning. `row` and `column` are set for cells of a table.
    """

    figure: Figure
    concept: str | None
    label: str
    unit: str
    period: str
    kind: Literal["text", "table"]
    by: str
    dimensions: Dimensions = ()
    section: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the document at their place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A row of a goal table: three levels, what was aimed at, what came of it (figures where they are numbers)."""

    levels: tuple[str, str, str]
    name: Piece
    target: Piece | None
    actual: Piece | None = None
    target_figure: Figure | None = None
    actual_figure: Figure | None = None
    deviation: Piece | None = None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A row of a score table. `damage` says in which way it cannot be read; what can be read stands beside it."""

    levels: tuple[str, str]
    name: Piece
    points: Figure | None
    self_score: Figure | None
    definition: Piece | None = None
    criteria: tuple[Piece, ...] = ()
    damage: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that a sentence claims between figures; what holds it to arithmetic is the audit.

    rate: `figures` = (rate, numerator, denominator). change: (change, now, before) with the direction word as printed;
    parts: (whole, part, part, ...). A figure that the sentence does not print is None. `base`: the words that say
    against what a change is told (比2023年预算, 与上年度相比).
    """

    kind: Literal["rate", "change", "change_rate", "parts"]
    figures: tuple[StatedFact | None, ...]
    start: int
    end: int
    direction: Piece | None = None
    reason: Piece | None = None
    base: Piece | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """A clause of a framework's indicator that the document itself says it meets, with its words as evidence."""

    indicator: str
    clause: str
    value: bool | int | str
    evidence: Piece
    section: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """That something was published: the words of the day or the address, the day, what it was, and where."""

    where: Piece
    day: date | None
    title: Piece | None = None
    address: str | None = None


@dataclass(frozen=True)
class Statements:
    """Everything that was found in one document."""

    identity: Identity
    facts: tuple[StatedFact, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    claims: tuple[Claim, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    tables: tuple[FoundTable, ...] = ()
    publications: tuple[Publication, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as one thing, over all the pages that carry it: what it holds, its unit, its head rows, its title.

    `layout` is the id of the table layout that knows it, or None. `parts` index the document's blocks.
    """

    number: int
    layout: str | None
    title: str
    unit: str
    parts: tuple[int, ...]
    heads: int
    labels: tuple[str, ...] = ()
