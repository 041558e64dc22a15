"""Wounding many documents by two processes; each document is read once, before the processes part."""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from benchmarks.wounds import numbers, words
from benchmarks.wounds.case import read_case
from benchmarks.wounds.judging import Outcome, inflict
from benchmarks.wounds.shifting import crosses
from jixiao.core.audit.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.wounds.case import Case
    from benchmarks.wounds.wound import Candidates, Wound

PROCESSES, AT_ONCE = 2, 5
FINDERS: dict[str, Callable[[Case, Random], Candidates]] = {
    "digit": numbers.digits,
    "swap": numbers.swaps,
    "other digit": numbers.other_digits,
    "unit": numbers.units,
    "unit of a table": numbers.table_units,
    "direction": words.directions,
    "year": words.years,
    "year of a figure": words.years_of_figures,
}


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of the wounds of one kind in one document; `printed` and `covered` count the places there were."""

    document: str
    kind: str
    printed: int
    covered: int
    outcomes: tuple[Outcome, ...]

    @property
    def tried(self) -> int:
        """How many were tried."""
        return len(self.outcomes)

    @property
    def noticed(self) -> int:
        """How many the audit noticed."""
        return sum(bool(one.noticed) for one in self.outcomes)

    @property
    def errors(self) -> int:
        """How many of those it noticed as an error, not as a lead."""
        return sum(any(one.endswith(Severity.ERROR.value) for one in outcome.noticed) for outcome in self.outcomes)

    @property
    def holding(self) -> int:
        """How many changed nothing that a relation contradicts, and were rightly passed over."""
        return sum(one.holds and not one.noticed for one in self.outcomes)

    @property
    def missed(self) -> int:
        """How many contradict a relation and were not noticed."""
        return sum(one.is_missed for one in self.outcomes)

    @property
    def elsewhere(self) -> int:
        """How many made an error appear that does not name the wound."""
        return sum(bool(one.elsewhere) for one in self.outcomes)


def read_all(paths: Sequence[Path]) -> list[Case]:
    """Every document with its audit."""
    return [read_case(path) for path in paths]


def chosen(case: Case, kind: str, most: int | None) -> tuple[Candidates, list[Wound]]:
    """The wounds of a kind, and those to try: at most so many, drawn by the document's name and the kind."""
    draw = Random(f"{case.name}/{kind}")  # a sample of places, no secret
    found = FINDERS[kind](case, draw)
    whole = [wound for wound in found.wounds if not crosses(case.edges, wound.start, wound.end)]
    taken = whole if most is None or len(whole) <= most else draw.sample(whole, most)
    return found, sorted(taken, key=lambda one: one.start)


def try_all(cases: Sequence[Case], most: int | None, kinds: Sequence[str]) -> list[Tried]:
    """Wound every document in every way, by two processes."""
    plans = [(number, kind, *chosen(case, kind, most)) for number, case in enumerate(cases) for kind in kinds]
    tasks = [(number, wound) for number, _, _, taken in plans for wound in taken]
    _SHARED[:] = cases
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        outcomes = iter(pool.map(_try, tasks, AT_ONCE))
    _SHARED.clear()
    return [
        Tried(
            cases[number].name, kind, found.printed, len(found.wounds), tuple(next(outcomes) for _ in range(len(taken)))
        )
        for number, kind, found, taken in plans
    ]


# What the processes find when they part from this one: documents are not sent.
_SHARED: list[Case] = []


def _try(task: tuple[int, Wound]) -> Outcome:
    number, wound = task
    return inflict(_SHARED[number], wound)
