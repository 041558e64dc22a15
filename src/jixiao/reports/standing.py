"""Where an indicator stands: its state, the marks it wears, and how a group's points divide.

Every form of report takes its order and its words from here, so that a page, a workbook and a terminal never tell
different stories about the same scorecard.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.outcome import Outcome
from jixiao.core.kernel.text import Text, joined
from jixiao.reports import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.ledger.fact_set import Resolution
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard

State = Literal["full", "lost", "rated", "stated", "untold", "not_applicable"]

STATE_WORDS: dict[State, Text] = {
    "full": words.FULL,
    "lost": words.LOST,
    "rated": words.RATED,
    "stated": words.STATED_ONLY,
    "untold": words.UNDECIDED,
    "not_applicable": words.NOT_APPLICABLE,
}

# A shape beside every word, so that no state rests on colour alone; plain characters, for terminals and workbooks.
STATE_SHAPES: dict[State, str] = {
    "full": "●",
    "lost": "▼",
    "rated": "■",
    "stated": "○",
    "untold": "?",
    "not_applicable": "–",
}


def state(result: IndicatorResult) -> State:
    """The one state that a report shows for an indicator."""
    if result.outcome is Outcome.NOT_APPLICABLE:
        return "not_applicable"
    if result.outcome is Outcome.SCORED:
        if result.letter:
            return "rated"
        return "lost" if result.lost else "full"
    return "stated" if rests_on_statement(result) else "untold"


def rests_on_statement(result: IndicatorResult) -> bool:
    """Whether only decisions of people are missing and the unit states a score.

    An indicator that lacks figures, or whose sources contradict one another, cannot be told: that is shown as such,
    whatever the unit states.
    """
    if result.basis != "stated" or result.conflicts:
        return False
    clauses = {binding.input.name for binding in result.inputs if binding.input.clause is not None}
    return all(missing in clauses for missing in result.missing)


@dataclass(frozen=True, slots=True)
class Parts:
    """How the points of some indicators divide; the parts add up to the points."""

    computed: Fraction
    decided: Fraction
    lost: Fraction
    stated: Fraction
    stated_lost: Fraction
    undecided: Fraction
    not_applicable: Fraction

    @property
    def points(self) -> Fraction:
        """The points available."""
        return (
            self.computed + self.decided + self.lost + self.stated + self.stated_lost
            + self.undecided + self.not_applicable
        )  # fmt: skip

    @property
    def evidenced(self) -> Fraction:
        """The points earned by what was computed or decided."""
        return self.computed + self.decided

    @property
    def evidenced_points(self) -> Fraction:
        """The points available in what was computed or decided."""
        return self.evidenced + self.lost


def parts(results: Iterable[IndicatorResult]) -> Parts:
    """Divide the points of some results by what they rest on."""
    sums = dict.fromkeys(Parts.__dataclass_fields__, Fraction(0))
    for result in results:
        available = result.indicator.points
        if result.score is not None:
            earned = Fraction(result.score)
            sums["decided" if result.basis == "decided" else "computed"] += earned
            sums["lost"] += available - earned
        elif result.basis == "stated" and result.stated_value is not None:
            claimed = min(Fraction(result.stated_value), available)
            sums["stated"] += claimed
            sums["stated_lost"] += available - claimed
        else:
            sums["not_applicable" if result.basis == "not_applicable" else "undecided"] += available
    return Parts(**sums)


def losing(card: Scorecard) -> list[IndicatorResult]:
    """The indicators that lost points, the greatest loss first."""
    lost = [result for result in card.results if state(result) == "lost"]
    return sorted(lost, key=lambda result: -(result.lost or 0))


def differing_without_loss(card: Scorecard) -> list[IndicatorResult]:
    """Indicators with full points that differ from the stated score all the same."""
    return [result for result in card.differing if state(result) != "lost"]


def in_state(card: Scorecard, wanted: State) -> list[IndicatorResult]:
    """The indicators in a state, in the framework's order."""
    return [result for result in card.results if state(result) == wanted]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One concept and period on which sources disagree, and the indicators that read it."""

    resolution: Resolution
    results: tuple[IndicatorResult, ...]


def contradictions(card: Scorecard) -> list[Contradiction]:
    """Every contradiction met while scoring, each once, in the order of the indicators."""
    found: dict[tuple[str, str], tuple[Resolution, list[IndicatorResult]]] = {}
    for result in card.results:
        for conflict in result.conflicts:
            if conflict.chosen is not None:
                key = (conflict.chosen.concept.id, conflict.chosen.period.name)
                found.setdefault(key, (conflict, []))[1].append(result)
    return [Contradiction(resolution, tuple(results)) for resolution, results in found.values()]


def footing(card: Scorecard) -> Text | None:
    """The sentence on whether the stated scores add up; None when the unit states no total."""
    if card.stated_total is None:
        return None
    answers = {True: words.FOOTS, False: words.FOOTS_NOT, None: words.FOOTS_UNKNOWN}
    return answers[card.stated_foots]


def telling_steps(result: IndicatorResult) -> tuple[Text, ...]:
    """The steps that say why: without the closing sum, and without clauses that earned all their points."""
    earned = [
        binding.input.name
        for binding in result.inputs
        if binding.input.clause is not None
        and binding.input.clause.kind in ("points", "option")
        and binding.integer == binding.input.clause.most * 100
    ]
    steps = result.steps if result.letter else result.steps[:-1]
    return tuple(step for step in steps if not any(step.zh.startswith(f"{name.zh}：") for name in earned))


def missing_lines(result: IndicatorResult) -> tuple[Text, ...]:
    """What is missing, to be read: bare names gathered in one introduced line, sentences as they are."""
    inputs = {binding.input.name for binding in result.inputs}
    named = [one for one in result.missing if one in inputs]
    sentences = tuple(one for one in result.missing if one not in inputs)
    if not named:
        return sentences
    return (words.filled(Text("{} {}", "{}: {}"), words.MISSING, joined(named)), *sentences)


def is_decided(result: IndicatorResult) -> bool:
    """Whether a person's decision stands behind the score."""
    return result.basis == "decided" and any(binding.judgement is not None for binding in result.inputs)
