"""The form of rule files, stated once as dataclasses: the loader reads by them, the JSON Schema is made from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from jixiao.core.scoring.shapes.qualitative import Level
from jixiao.rulebook_loader.cited import Bilingual, Cited
from jixiao.rulebook_loader.structure import Raw


@dataclass(eq=False, repr=False)
class OptionEntry:
    """One way to fill a gap: what it says, and the value that it puts into the rule."""

    zh: str
    en: str
    value: Raw
    source: str | None = None


@dataclass(eq=False, repr=False)
class GapEntry:
    """A gap of the criterion, put as a question, with its options."""

    zh: str
    en: str
    default: str
    options: dict[str, OptionEntry]


@dataclass(eq=False, repr=False)
class IndicatorFile:
    """An indicator: what it means, by which criterion, how it is scored, and which readings the criterion admits."""

    id: str
    version: int
    zh: str
    en: str
    definition: Bilingual
    criterion: Bilingual
    source: Cited
    rule: Raw
    readings: dict[str, GapEntry] = field(default_factory=dict)


@dataclass(eq=False, repr=False)
class GoalsEntry:
    """How goals of a filing are scored in a group."""

    levels: tuple[Level, ...]
    excess_limit: Fraction | None = None


@dataclass(eq=False, repr=False)
class GroupEntry:
    """A level above the indicators: `points` where weights are points, `weight` where they are shares."""

    id: str
    zh: str
    en: str
    points: Fraction | None = None
    weight: Fraction | None = None
    groups: tuple[GroupEntry, ...] = ()
    indicators: dict[str, Fraction] = field(default_factory=dict)
    goals: GoalsEntry | None = None


@dataclass(eq=False, repr=False)
class GradeEntry:
    """A grade and the least total that earns it."""

    zh: str
    en: str
    at_least: Fraction


@dataclass(eq=False, repr=False)
class FrameworkFile:
    """framework.yaml: the tree, the weights, the grades, where and from when the framework holds.

    `readings` names the framework's default reading of an indicator where it is not the indicator's own.
    """

    id: str
    version: int
    zh: str
    en: str
    kind: str
    region: str
    valid_from: date
    source: Cited
    groups: tuple[GroupEntry, ...]
    valid_to: date | None = None
    base: str | None = None
    total: Fraction | None = None
    places: int = 2
    weighting: Literal["points", "shares"] = "points"
    letters: tuple[str, ...] = ()
    grades: tuple[GradeEntry, ...] = ()
    readings: dict[str, str] = field(default_factory=dict)
    notes: tuple[Bilingual, ...] = ()


@dataclass(eq=False, repr=False)
class ParameterValue:
    """A value of a shared threshold, from a day on."""

    value: Raw
    source: Cited
    since: date


@dataclass(eq=False, repr=False)
class ParameterFile:
    """A threshold that several rules share: each value with its first day and its source."""

    id: str
    zh: str
    en: str
    unit: str
    values: tuple[ParameterValue, ...]
    version: int = 1
