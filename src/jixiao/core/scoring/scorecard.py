"""The result of a scoring run: frozen, complete, and able to explain itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from jixiao.core.kernel.text import Text
    from jixiao.core.ledger.fact import Fact
    from jixiao.core.ledger.fact_set import Resolution
    from jixiao.core.ledger.filing import Filing, StatedScore
    from jixiao.core.scoring.framework import Framework, Grade, Group, Indicator
    from jixiao.core.scoring.reader import Binding

# computed: from figures alone; decided: people decided clauses, with evidence; stated: only the unit's own score;
# undecided: nothing.
Basis = Literal["computed", "decided", "stated", "undecided", "not_applicable"]


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """What one reading gives. `raw` may exceed the points available; `score` never does."""

    name: str
    label: Text
    outcome: Outcome
    score: Decimal | None
    raw: Decimal | None
    letter: str | None = None

    @property
    def exceeds(self) -> bool:
        """Whether the reading gives more than the points available."""
        return self.raw is not None and self.score is not None and self.raw > self.score

    @property
    def shown(self) -> str | None:
        """The letter, or the uncapped score, as text with its exact decimals."""
        return self.letter or (None if self.raw is None else f"{self.raw:f}")


@dataclass(frozen=True, slots=True)
class Lever:
    """What would change the score: the smallest change of one input, and the score it leads to."""

    text: Text
    gain: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a conflicting fact would give instead of the chosen one."""

    fact: Fact
    outcome: Outcome
    score: Decimal | None
    letter: str | None = None


@dataclass(frozen=True)
class IndicatorResult:
    """One indicator's answer with everything that explains it.

    `search` finds what would change the score; it is run when `levers` is first asked for, since a page that shows
    lost points only need not search for all.
    """

    indicator: Indicator
    path: tuple[Group, ...]
    reading: str
    outcome: Outcome
    basis: Basis
    score: Decimal | None
    letter: str | None
    readings: tuple[ReadingResult, ...]
    stated: StatedScore | None
    reproduces: tuple[str, ...]
    missing: tuple[Text, ...]
    inputs: tuple[Binding, ...]
    steps: tuple[Text, ...]
    conflicts: tuple[Resolution, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    possible: tuple[Decimal, Decimal] | None = None
    search: Callable[[], Iterable[Lever]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """What would change the score: the nearest change of each input, those that raise it first."""
        return tuple(sorted(self.search(), key=lambda lever: lever.gain < 0))

    def first_gains(self, most: int) -> tuple[Lever, ...]:
        """The first changes that would raise the score, without searching for the others."""
        return tuple(islice((lever for lever in self.search() if lever.gain > 0), most))

    @property
    def points(self) -> Decimal:
        """The points available."""
        return Decimal(self.indicator.points.numerator) / Decimal(self.indicator.points.denominator)

    @property
    def lost(self) -> Decimal | None:
        """Points available minus score; None when not scored."""
        return None if self.score is None else self.points - self.score

    @property
    def stated_value(self) -> Decimal | None:
        """The readable stated score."""
        return None if self.stated is None else self.stated.value

    @property
    def differs(self) -> bool:
        """Scored, stated, and not the same."""
        return self.score is not None and self.stated_value is not None and self.score != self.stated_value

    @property
    def is_reproducible(self) -> bool | None:
        """Whether some reading gives the stated score; None where nothing is stated or nothing could be computed."""
        if self.stated_value is None or all(reading.score is None for reading in self.readings):
            return None
        return bool(self.reproduces)

    @property
    def counted(self) -> Decimal | None:
        """The score, or the stated score where nothing could be decided."""
        return self.score if self.score is not None else self.stated_value


@dataclass(frozen=True)
class Scorecard:
    """A department's year scored by one framework as of a day."""

    framework: Framework
    filing: Filing
    as_of: date
    results: tuple[IndicatorResult, ...]

    def _sum(self, value: Callable[[IndicatorResult], Decimal | None], basis: tuple[Basis, ...]) -> Decimal:
        """Add up over the results of some bases, keeping two decimals."""
        parts = (value(result) for result in self.results if result.basis in basis)
        return sum((part for part in parts if part is not None), Decimal("0.00"))

    @cached_property
    def total(self) -> Decimal:
        """The points earned by what was computed or decided; never completed by stated scores."""
        return self._sum(lambda r: r.score, ("computed", "decided"))

    @cached_property
    def decided_points(self) -> Decimal:
        """The points available in what was computed or decided."""
        return self._sum(lambda r: r.points, ("computed", "decided"))

    @cached_property
    def stated_only(self) -> Decimal:
        """The points that rest on the unit's own statement alone."""
        return self._sum(lambda r: r.stated_value, ("stated",))

    @cached_property
    def stated_only_points(self) -> Decimal:
        """The points available where only the unit's statement stands."""
        return self._sum(lambda r: r.points, ("stated",))

    @cached_property
    def undecided_points(self) -> Decimal:
        """The points available where nothing is known."""
        return self._sum(lambda r: r.points, ("undecided",))

    @cached_property
    def combined_total(self) -> Decimal | None:
        """Scores, with stated ones where nothing was decided; None while anything is undecided."""
        if self.undecided_points or self.framework.total is None:
            return None
        return self.total + self.stated_only

    @cached_property
    def stated_total(self) -> Decimal | None:
        """The total that the unit printed."""
        return None if self.filing.stated_total is None else self.filing.stated_total.value

    @cached_property
    def stated_sum(self) -> Decimal | None:
        """The sum of the readable stated scores; None when there are none."""
        values = [r.stated_value for r in self.results if r.stated_value is not None]
        return sum(values, Decimal("0.00")) if values else None

    @cached_property
    def stated_foots(self) -> bool | None:
        """Whether the stated scores add up to the stated total; None when that cannot be told."""
        if self.stated_total is None or self.stated_sum is None:
            return None
        complete = all(r.stated_value is not None for r in self.results)
        return self.stated_sum == self.stated_total if complete else None

    @cached_property
    def unreadable(self) -> tuple[IndicatorResult, ...]:
        """Indicators whose stated score cannot be read."""
        return tuple(r for r in self.results if r.stated is not None and r.stated.unreadable)

    @cached_property
    def grade(self) -> Grade | None:
        """The grade of the combined total; None while the total is incomplete."""
        total = self.combined_total
        return None if total is None else self.framework.grade(Fraction(total))

    @cached_property
    def differing(self) -> tuple[IndicatorResult, ...]:
        """Indicators whose score differs from the stated one."""
        return tuple(result for result in self.results if result.differs)

    @cached_property
    def untold(self) -> tuple[IndicatorResult, ...]:
        """Indicators that cannot be told."""
        return tuple(result for result in self.results if result.outcome is Outcome.CANNOT_TELL)

    def of_group(self, group: Group) -> tuple[IndicatorResult, ...]:
        """The results below a group."""
        return tuple(result for result in self.results if group.id in {node.id for node in result.path})
