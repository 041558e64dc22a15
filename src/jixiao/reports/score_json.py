"""A scorecard as the document `jixiao/score/1`: numbers as strings with their exact decimals.

Other people's programs read it: a change that breaks one of them raises the number of the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.reports import figures, standing
from jixiao.reports.evidence import Evidence, evidence

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from jixiao.core.kernel.citation import Citation
    from jixiao.core.kernel.text import Language
    from jixiao.core.ledger.fact import Fact
    from jixiao.core.scoring.scorecard import IndicatorResult, Lever, Scorecard

SCHEMA = "jixiao/score/1"


def score_document(card: Scorecard, lang: Language = "zh") -> dict[str, Any]:
    """The scorecard as plain data, ready for `json.dumps`.

    Names and grades are the official ones whatever the language; sentences are in the language asked for.
    """
    grade = card.grade
    return {
        "schema": SCHEMA,
        "framework": card.framework.id,
        "framework_version": card.framework.version,
        "entity": card.filing.entity,
        "region": card.filing.region,
        "period": card.filing.period.name,
        "as_of": card.as_of.isoformat(),
        "total": _number(card, card.total),
        "decided_points": _number(card, card.decided_points),
        "stated_total": _number(card, card.stated_total),
        "stated_sum": _number(card, card.stated_sum),
        "stated_foots": card.stated_foots,
        "stated_only": _number(card, card.stated_only),
        "stated_only_points": _number(card, card.stated_only_points),
        "undecided_points": _number(card, card.undecided_points),
        "combined_total": _number(card, card.combined_total),
        "grade": None if grade is None else grade.name.zh,
        "grade_en": None if grade is None else grade.name.en,
        "stated_grade": card.filing.stated_grade,
        "unreadable": [_unreadable(result) for result in card.unreadable],
        "conflicts": [_conflict(card, one, lang) for one in standing.contradictions(card)],
        "indicators": [_indicator(card, result, lang) for result in card.results],
    }


def _number(card: Scorecard, value: Decimal | Fraction | None) -> str | None:
    return figures.exact(value, card.framework.places)


def _indicator(card: Scorecard, result: IndicatorResult, lang: Language) -> dict[str, Any]:
    indicator = result.indicator
    possible = result.possible
    return {
        "id": indicator.id,
        "name": indicator.name.zh,
        "name_en": indicator.name.en,
        "groups": [group.name.zh for group in result.path],
        "max": _number(card, indicator.points),
        "outcome": result.outcome.value,
        "basis": result.basis,
        "score": result.letter or _number(card, result.score),
        "stated": _number(card, result.stated_value),
        "differs": result.differs,
        "reading": result.reading,
        "readings": {one.name: one.shown for one in result.readings},
        "reproduces_stated": list(result.reproduces),
        "stated_reproducible": result.is_reproducible,
        "missing": [text.said(lang) for text in result.missing],
        "inputs": [_input(card, one, lang) for one in evidence(card, result)],
        "explanation": "\n".join(step.said(lang) for step in result.steps),
        "levers": [_lever(card, lever, lang) for lever in result.levers],
        "possible": None if possible is None else [_number(card, end) for end in possible],
        "criterion": indicator.criterion.said(lang),
        "source": indicator.source,
        "version": indicator.version,
    }


def _lever(card: Scorecard, lever: Lever, lang: Language) -> dict[str, Any]:
    return {
        "text": lever.text.said(lang),
        "gain": _number(card, lever.gain),
        "score": _number(card, lever.score),
    }


def _input(card: Scorecard, one: Evidence, lang: Language) -> dict[str, Any]:
    if one.fact is not None:
        return {"label": one.label.said(lang), **_fact(card, one.fact), "conflict": one.mark == "split"}
    judgement = one.judgement
    entry = {
        "label": one.label.said(lang),
        "concept": None,
        "clause": None if judgement is None else judgement.clause,
        "value": f"{one.value:f}",
        "unit": None,
        "printed": None,
        "source": _source(one.citation),
    }
    if judgement is not None:
        entry |= {"by": judgement.by, "on": judgement.on.isoformat(), "evidence": judgement.evidence}
    return entry


def _fact(card: Scorecard, fact: Fact) -> dict[str, Any]:
    """A figure: its exact value in the base unit, and how and where it is printed."""
    base = card.framework.vocabulary.unit_for(fact.concept.dimension)
    return {
        "concept": fact.concept.id,
        "period": fact.period.name,
        "value": f"{fact.value:f}",
        "unit": base.id,
        "printed": f"{fact.printed:f}",
        "printed_unit": fact.unit.symbol,
        "hedge": fact.hedge,
        "source": _source(fact.source),
    }


def _source(citation: Citation | None) -> dict[str, Any] | None:
    if citation is None:
        return None
    return {
        "document": citation.document.title,
        "sha256": citation.document.sha256,
        "section": citation.section,
        "page": citation.page,
        "place": citation.place,
        "quote": citation.quote,
        "kind": citation.kind,
    }


def _unreadable(result: IndicatorResult) -> dict[str, Any]:
    stated = result.stated
    return {
        "id": result.indicator.id,
        "name": result.indicator.name.zh,
        "reason": None if stated is None else stated.unreadable,
        "source": None if stated is None else _source(stated.source),
    }


def _conflict(card: Scorecard, one: standing.Contradiction, lang: Language) -> dict[str, Any]:
    chosen, rivals = one.resolution.chosen, one.resolution.rivals
    scores = [
        {
            "indicator": result.indicator.id,
            "printed": f"{other.fact.printed:f}",
            "outcome": other.outcome.value,
            "score": _number(card, other.score),
        }
        for result in one.results
        for other in result.alternatives
        if chosen is not None and other.fact.concept == chosen.concept
    ]
    return {
        "concept": None if chosen is None else chosen.concept.id,
        "label": None if chosen is None else chosen.concept.term.said(lang),
        "facts": [_fact(card, fact) for fact in (chosen, *rivals) if fact is not None],
        "indicators": [result.indicator.id for result in one.results],
        "alternatives": scores,
    }
