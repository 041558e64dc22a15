"""A scoring framework: a tree of groups and indicators with points, readings and grades, valid from a day on."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from jixiao.core.kernel.text import Text
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.core.scoring.inputs import Input
    from jixiao.core.scoring.points import Points
    from jixiao.core.scoring.score_expression import ScoreExpression
    from jixiao.core.scoring.shapes.qualitative import Level


@dataclass(frozen=True, slots=True)
class BuiltRule:
    """A rule under one reading: what its shape gives, the score expression made of it, and the inputs it reads."""

    points: Points
    expression: ScoreExpression
    inputs: Mapping[str, Input]


@dataclass(frozen=True, slots=True)
class Reading:
    """One named way to fill the gaps of a criterion, with the rule that follows from it."""

    name: str
    label: Text
    rule: BuiltRule
    source: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A level-3 indicator: `points` are its share of the framework's total."""

    id: str
    version: int
    name: Text
    points: Fraction
    criterion: Text
    definition: Text
    shape: str
    source: str
    readings: tuple[Reading, ...]
    default_reading: str

    def reading(self, name: str | None = None) -> Reading:
        """A reading by name, the default without one."""
        wanted = name or self.default_reading
        return next(reading for reading in self.readings if reading.name == wanted)


@dataclass(frozen=True, slots=True)
class GoalRules:
    """How a framework scores goals: the qualitative levels, and the limit beyond which excess costs points."""

    levels: tuple[Level, ...]
    excess_limit: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A node above the indicators. `goals_by` names the shape by which a filing's own goals are scored here."""

    id: str
    name: Text
    points: Fraction
    groups: tuple[Group, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    goals: GoalRules | None = None

    def walk(self) -> Iterator[Group]:
        """The group and all groups below it."""
        yield self
        for group in self.groups:
            yield from group.walk()

    def leaves(self) -> Iterator[Indicator]:
        """All indicators below the group, in order."""
        for group in self.walk():
            yield from group.indicators


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the least total that earns it."""

    name: Text
    at_least: Fraction


@dataclass(frozen=True)
class Framework:
    """Everything that a scoring run needs besides the facts."""

    id: str
    version: int
    name: Text
    kind: str
    region: str
    valid_from: date
    valid_to: date | None
    total: Fraction | None
    places: int
    groups: tuple[Group, ...]
    grades: tuple[Grade, ...]
    source: str
    vocabulary: Vocabulary
    letters: tuple[str, ...] = ()
    result: Literal["points", "letters"] = "points"
    digest_of_files: Callable[[], str] = field(default=str, compare=False)
    notes: tuple[Text, ...] = field(default_factory=tuple)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators in the order of the tree."""
        return tuple(leaf for group in self.groups for leaf in group.leaves())

    @cached_property
    def digest(self) -> str:
        """One hash over all files that the framework was made from; worked out when a run is recorded."""
        return self.digest_of_files()

    def indicator(self, name: str) -> Indicator:
        """An indicator by id; raises `KeyError`."""
        return {indicator.id: indicator for indicator in self.indicators}[name]

    def is_valid_on(self, day: date) -> bool:
        """Whether the framework holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def grade(self, total: Fraction) -> Grade | None:
        """The grade that a total earns."""
        earned = [grade for grade in self.grades if total >= grade.at_least]
        return max(earned, key=lambda grade: grade.at_least, default=None)
