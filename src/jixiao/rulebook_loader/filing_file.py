"""The form of a fact file: a department's year as people or programs write it down (YAML or JSON)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

FORM = "jixiao/fact-file/1"


@dataclass(eq=False, repr=False)
class DocumentEntry:
    """A document that figures are cited from."""

    title: str
    publisher: str | None = None
    sha256: str | None = None
    url: str | None = None


@dataclass(eq=False, repr=False)
class SourceEntry:
    """The place of a figure: which document, section, page or offset, and the number as it stands there."""

    document: str
    section: str | None = None
    kind: Literal["text", "table", "derived", "ledger", "measure", "person"] = "text"
    page: int | None = None
    place: str | None = None
    quote: str | None = None


@dataclass(eq=False, repr=False)
class FactEntry:
    """One figure exactly as printed, with its unit and its place."""

    concept: str
    value: str
    unit: str
    source: SourceEntry
    hedge: str | None = None
    period: str | None = None
    dimensions: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False, repr=False)
class StatedEntry:
    """A score that the unit printed, or the reason why it cannot be read."""

    value: Decimal | None = None
    unreadable: str | None = None
    source: SourceEntry | None = None


@dataclass(eq=False, repr=False)
class StatedBlock:
    """What the unit states of its own score."""

    total: StatedEntry | None = None
    grade: str | None = None
    scores: dict[str, StatedEntry] = field(default_factory=dict)


@dataclass(eq=False, repr=False)
class JudgementEntry:
    """A clause that a person decided; exactly one of points, met, count, option, percent."""

    indicator: str
    clause: str
    by: str
    on: date
    evidence: str
    points: Decimal | None = None
    met: bool | None = None
    count: int | None = None
    option: str | None = None
    percent: Decimal | None = None
    source: SourceEntry | None = None


@dataclass(eq=False, repr=False)
class GoalEntry:
    """A goal of a project: target and actual with an operator, or a level with a percentage of its band."""

    id: str
    zh: str
    group: str
    points: Decimal
    operator: Literal[">=", ">", "=", "<=", "<", "text"]
    target: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    level: str | None = None
    percent: Decimal | None = None
    en: str | None = None
    source: SourceEntry | None = None


@dataclass(eq=False, repr=False)
class FactFile:
    """A department's year, or a project's: who, when, from which documents, which figures, what was decided."""

    schema: Literal["jixiao/fact-file/1"]
    entity: str
    region: str
    period: str
    kind: str
    documents: dict[str, DocumentEntry] = field(default_factory=dict)
    facts: tuple[FactEntry, ...] = ()
    framework: str | None = None
    as_of: date | None = None
    stated: StatedBlock | None = None
    judgements: tuple[JudgementEntry, ...] = ()
    goals: tuple[GoalEntry, ...] = ()
    notes: tuple[str, ...] = ()
