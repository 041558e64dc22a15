"""A department's year as filed: its facts, what people decided, and what it states of its own score."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from jixiao.core.kernel.citation import Citation, Document
    from jixiao.core.kernel.period import Period
    from jixiao.core.ledger.fact_set import FactSet


@dataclass(frozen=True, slots=True)
class Judgement:
    """A clause that a person decided: who, when, on what evidence.

    Exactly one of the values is given: `points` awarded, `met` yes or no, a `count` of items, an `option`
    chosen, or a `percent` inside a level's band.
    """

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
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class StatedScore:
    """A score that the unit itself printed, or the reason why it cannot be read."""

    value: Decimal | None
    unreadable: str | None = None
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal indicator of a project: what was aimed at and what came of it.

    `target` and `actual` are printed numbers in `unit`; a qualitative goal has a `level` and a `percent`
    inside that level's band instead.
    """

    id: str
    name: str
    group: str
    points: Decimal
    operator: str
    target: Decimal | None = None
    actual: Decimal | None = None
    unit: str = ""
    level: str | None = None
    percent: Decimal | None = None
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything that scoring needs to know about one entity in one period."""

    entity: str
    region: str
    period: Period
    kind: str
    facts: FactSet
    framework: str | None = None
    as_of: date | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    stated_total: StatedScore | None = None
    stated_grade: str | None = None
    stated: Mapping[str, StatedScore] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()
