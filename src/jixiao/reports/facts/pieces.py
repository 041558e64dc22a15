"""Rows of goal and score tables, claims and assertions as plain data, each piece with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.core.document.figure import Figure
    from jixiao.core.document.statement import Assertion, Claim, GoalRow, Piece, Publication, ScoreRow, StatedFact


def goal_row(row: GoalRow, text: str) -> dict[str, Any]:
    """A row of a goal table."""
    return {
        "levels": list(row.levels),
        "name": piece(row.name),
        "target": piece(row.target),
        "target_figure": figure(row.target_figure, text),
        "actual": piece(row.actual),
        "actual_figure": figure(row.actual_figure, text),
        "deviation": piece(row.deviation),
    }


def score_row(row: ScoreRow, text: str) -> dict[str, Any]:
    """A row of a score table."""
    return {
        "levels": list(row.levels),
        "name": piece(row.name),
        "points": figure(row.points, text),
        "self_score": figure(row.self_score, text),
        "definition": piece(row.definition),
        "criteria": [piece(one) for one in row.criteria],
        "damage": row.damage,
    }


def claim_row(claim: Claim, text: str) -> dict[str, Any]:
    """A claimed relation with its figures; a figure that the sentence does not print is null."""
    return {
        "kind": claim.kind,
        "start": claim.start,
        "end": claim.end,
        "quote": text[claim.start : claim.end],
        "figures": [_stated(one, text) for one in claim.figures],
        "direction": piece(claim.direction),
        "reason": piece(claim.reason),
        "base": piece(claim.base),
    }


def publication_row(publication: Publication) -> dict[str, Any]:
    """That something was published."""
    return {
        "where": piece(publication.where),
        "day": None if publication.day is None else publication.day.isoformat(),
        "title": piece(publication.title),
        "address": publication.address,
    }


def assertion_row(assertion: Assertion) -> dict[str, Any]:
    """A clause that the document says it meets."""
    return {
        "indicator": assertion.indicator,
        "clause": assertion.clause,
        "value": assertion.value,
        "evidence": piece(assertion.evidence),
        "section": assertion.section,
    }


def piece(one: Piece | None) -> dict[str, Any] | None:
    """Words at their place."""
    return None if one is None else {"start": one.start, "end": one.end, "quote": one.text}


def figure(one: Figure | None, text: str) -> dict[str, Any] | None:
    """A number at its place, in the unit printed beside it."""
    if one is None:
        return None
    return {
        "value": f"{one.number:f}",
        "unit": one.unit,
        "operator": one.operator,
        "hedge": one.hedge,
        "start": one.start,
        "end": one.end,
        "quote": text[one.start : one.end],
    }


def _stated(fact: StatedFact | None, text: str) -> dict[str, Any] | None:
    known = None if fact is None else figure(fact.figure, text)
    if fact is None or known is None:
        return None
    return {**known, "unit": fact.unit, "concept": fact.concept, "label": fact.label, "period": fact.period,
            "dimensions": dict(fact.dimensions)}  # fmt: skip
