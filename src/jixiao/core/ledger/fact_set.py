"""The facts of a department's year. Conflicting facts are kept and shown, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.kernel.period import Period
    from jixiao.core.ledger.fact import Fact


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the facts say about one concept in one period.

    `chosen` is the most precise of facts that all agree, else the first that another contradicts; `rivals` are the
    facts whose intervals do not meet it, one for each different value.
    """

    chosen: Fact | None
    agreeing: tuple[Fact, ...] = ()
    rivals: tuple[Fact, ...] = ()

    @property
    def is_conflict(self) -> bool:
        """Whether the facts contradict one another."""
        return bool(self.rivals)


class FactSet:
    """An ordered, immutable collection of facts."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Keep the facts in their order."""
        self.facts = tuple(facts)

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], list[Fact]]:
        places: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.facts:
            if not fact.dimensions:
                places.setdefault((fact.concept.id, fact.period.name), []).append(fact)
        return places

    def find(self, concept: str, period: Period, prefer: str | None = None) -> Resolution:
        """What is stated of a concept in a period; `prefer` a kind of source (text, table) if there is one."""
        found = self._by_place.get((concept, period.name), [])
        preferred = [fact for fact in found if fact.source.kind == prefer]
        return _resolved(preferred or found)

    def conflicts(self) -> list[Resolution]:
        """Every concept and period about which the facts contradict one another."""
        resolutions = (_resolved(facts) for facts in self._by_place.values())
        return [resolution for resolution in resolutions if resolution.is_conflict]


def _resolved(facts: list[Fact]) -> Resolution:
    if not facts:
        return Resolution(None)
    if all(a.interval.meets(b.interval) for a, b in combinations(facts, 2)):
        return Resolution(min(facts, key=_vagueness), tuple(facts))
    # Not simply the first: a vague one (95 % or more) may agree with two that contradict one another (96 %, 98 %).
    chosen = next(a for a in facts if not all(a.interval.meets(b.interval) for b in facts))
    agreeing = tuple(fact for fact in facts if fact.interval.meets(chosen.interval))
    rivals = {fact.value: fact for fact in facts if not fact.interval.meets(chosen.interval)}
    return Resolution(chosen, agreeing, tuple(rivals.values()))


def _vagueness(fact: Fact) -> tuple[bool, int]:
    """Hedged figures are vaguer than plain ones, coarse ones vaguer than fine ones."""
    return fact.hedge is not None, fact.step
