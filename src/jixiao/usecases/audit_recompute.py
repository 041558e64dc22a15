"""The scores of a self-evaluation as its framework makes them of the document's own figures, row by row."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.audit.audited import ReadScore, Recomputed
from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.numerals import half_up
from jixiao.core.kernel.outcome import Outcome
from jixiao.core.kernel.text import Text, joined, same
from jixiao.usecases.document_scoring import scorecard_of
from jixiao.usecases.filing_from_document import SELF_ASSESSED
from jixiao.usecases.framework_match import match_framework
from jixiao.usecases.reading import knowledge_of
from jixiao.usecases.scoring import score_filing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from jixiao.core.document.document_text import DocumentText
    from jixiao.core.document.statement import ScoreRow, Statements
    from jixiao.core.ledger.fact import Fact
    from jixiao.core.ledger.filing import Filing
    from jixiao.core.scoring.scorecard import IndicatorResult, Scorecard
    from jixiao.rulebook_loader import Rulebook

    Span = tuple[int, int]
    Readings = tuple[ReadScore, ...]

# The kind of document that frameworks of departments score.
KIND = "self_evaluation"
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")


def recompute(document: DocumentText, statements: Statements, rulebook: Rulebook) -> tuple[Recomputed, ...]:
    """Every row that is an indicator of the document's framework; none where no framework is certain.

    Other kinds of documents, and those that do not say whose they are or of which year, give none either.
    """
    who = statements.identity
    if who.kind != KIND or not statements.scores or who.entity is None or who.year is None:
        return ()
    # Loading the frameworks takes longer than reading a budget, which has none.
    match = match_framework(statements.scores, rulebook, who.region, who.year)
    if match.framework is None:
        return ()
    possible = replace(statements, scores=tuple(_possible(row) for row in statements.scores))
    try:
        card = scorecard_of(document, possible, rulebook, knowledge_of(rulebook), match, match.framework)
    except InputFault:
        # What a framework has no place for cannot be scored by it; the checks of the table itself say why.
        return ()

    places = {f"字符 {fact.figure.start}": (fact.figure.start, fact.figure.end) for fact in statements.facts}
    rescoring = _Rescoring(card, rulebook, places)
    return tuple(rescoring.recomputed(row, name) for row, name in match.matched)


def _possible(row: ScoreRow) -> ScoreRow:
    """A row without a score that no framework has a place for: above its points."""
    score, points = row.self_score, row.points
    if score is None or points is None or score.number <= points.number:
        return row
    return replace(row, self_score=None)


class _Rescoring:
    """A scorecard, and what it would be under other readings and other decisions."""

    def __init__(self, card: Scorecard, rulebook: Rulebook, places: Mapping[str, Span]) -> None:
        self.card = card
        self.rulebook = rulebook
        self.places = places
        self.results = {result.indicator.id: result for result in card.results}

    def recomputed(self, row: int, indicator: str) -> Recomputed:
        """What is known of one row."""
        result = self.results[indicator]
        readings = self._readings(result, self.card.filing)
        if _is_judged(result) and not _gives(readings, result.stated_value):
            result, readings = self._undecided(result, readings)
        told = {one.name for one in readings}
        is_scored = result.outcome is Outcome.SCORED
        facts = [binding.fact for binding in result.inputs if binding.fact is not None]
        return Recomputed(
            row,
            indicator,
            result.score,
            readings,
            _steps(result) if is_scored else _figures(result),
            None if is_scored else _missing(result),
            result.reading,
            tuple(one.label for one in result.readings if one.name not in told),
            tuple(dict.fromkeys(self.places[at] for fact in facts if (at := fact.source.place or "") in self.places)),
            not _is_judged(result) and not result.conflicts and all(map(_is_printed, facts)) and _rates_agree(result),
            bool(result.conflicts),
        )

    def _undecided(self, result: IndicatorResult, readings: Readings) -> tuple[IndicatorResult, Readings]:
        """The same without what people decided, where no decision at all would give the stated score."""
        name, filing = result.indicator.id, self.card.filing
        bare = replace(filing, judgements=tuple(one for one in filing.judgements if one.indicator != name))
        open_ = self._under(name, result.reading, bare)
        ranges = self._readings(open_, bare)
        return (open_, ranges) if ranges and not _gives(ranges, result.stated_value) else (result, readings)

    def _under(self, indicator: str, reading: str, filing: Filing) -> IndicatorResult:
        card = score_filing(filing, self.rulebook, framework=self.card.framework.id, readings={indicator: reading})
        return next(one for one in card.results if one.indicator.id == indicator)

    def _readings(self, result: IndicatorResult, filing: Filing) -> Readings:
        """What each reading gives, for certain or at least and at most; then what contradicting figures would give."""
        found = []
        if result.outcome is Outcome.SCORED or result.conflicts:
            scored = [(one, one.score) for one in result.readings]
            found += [ReadScore(one.name, one.label, score, score) for one, score in scored if score is not None]
        elif result.possible is not None:
            for one in result.readings:
                is_own = one.name == result.reading
                other = result if is_own else self._under(result.indicator.id, one.name, filing)
                found += [ReadScore(one.name, one.label, *other.possible)] if other.possible is not None else []
        for rival in result.alternatives:
            if rival.score is not None:
                label = Text(f"取“{rival.fact}”", f"taking “{rival.fact}”")
                found.append(ReadScore(str(rival.fact), label, rival.score, rival.score))
        return tuple(found)


def _is_judged(result: IndicatorResult) -> bool:
    return any(binding.judgement is not None for binding in result.inputs)


def _gives(readings: Readings, stated: Decimal | None) -> bool:
    """Whether some reading gives a stated score; nothing stated is given by all."""
    return stated is None or any(one.low <= stated <= one.high for one in readings)


def _is_printed(fact: Fact) -> bool:
    """Whether a figure stands there in digits; that all went well is a number in words only, but 无支出 is money."""
    return fact.unit.dimension.id == "money" or any(letter.isdigit() for letter in fact.source.quote or "")


def _rates_agree(result: IndicatorResult) -> bool:
    """Whether each rate that the document states is one of the arithmetic; else figures may have been read amiss."""
    shown = [Fraction(number) for step in result.steps for number in _PERCENT.findall(step.zh.replace(",", ""))]
    stated = [one.fact for one in result.inputs if one.fact is not None and one.fact.unit.symbol in ("%", "％")]
    return result.outcome is not Outcome.SCORED or all(
        any(half_up(number, fact.decimals) == fact.printed for number in shown) for fact in stated
    )


def _steps(result: IndicatorResult) -> Text:
    """The arithmetic, without what the unit says of itself."""
    return joined([step for step in result.steps if SELF_ASSESSED not in step.zh])


def _missing(result: IndicatorResult) -> Text:
    if result.outcome is Outcome.NOT_APPLICABLE:
        return result.outcome.label
    return Text("缺少：", "missing: ") + joined(result.missing, "、", ", ")


def _figures(result: IndicatorResult) -> Text | None:
    """The figures that are known, where they do not make a score yet."""
    known = [one.input.name + same(f" {one.fact}") for one in result.inputs if one.fact is not None]
    return joined(known, "、", ", ") if known else None
