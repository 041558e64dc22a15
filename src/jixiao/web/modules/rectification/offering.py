"""What may be taken over: points that the scorecard lost, and whatever other modules offer."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from jixiao.web.registers.problems.models import Problem
from jixiao.web.registers.problems.queries import Candidate, candidates
from jixiao.web.registers.scores.queries import card, scores

if TYPE_CHECKING:
    from jixiao.web.platform.people.models import Organisation


def offered_for(organisation: Organisation, year: int) -> list[Candidate]:
    """Everything that may be taken over for an organisation's year."""
    return [*_lost_points(organisation, year), *candidates(organisation, year)]


def _lost_points(organisation: Organisation, year: int) -> list[Candidate]:
    """An indicator of the scorecard for each that lost points, the most first."""
    found = card(organisation, year)
    score = scores([organisation], year).get(organisation.pk)
    if found is None or score is None or not score.is_signed:
        return []
    known = set(
        Problem.objects.filter(organisation=organisation, year=year, origin="evaluation").values_list("key", flat=True)
    )
    lost = [(_lost(one), one) for one in found["indicators"]]
    return [
        Candidate(
            "evaluation", one["id"], f"{one['name']}：失 {points} 分（{one['score']} / {one['max']}）",
            str(one.get("explanation") or "")[:2000], f"{score.url}#{one['id']}",
        )
        for points, one in sorted(lost, key=lambda pair: -pair[0])
        if points > 0 and one["id"] not in known
    ]  # fmt: skip


def _lost(indicator: dict[str, Any]) -> Decimal:
    try:
        return Decimal(indicator["max"]) - Decimal(indicator["score"])
    except (InvalidOperation, TypeError, KeyError):  # it was not scored, so nothing was lost
        return Decimal(0)
