"""The module's rows of the permission matrix: who has a post reads; totals are for who leads."""

from __future__ import annotations

from typing import Any

from tests.web.administration.permission_rows import Place, Row
from tests.web.analysis.budgets import budget_of

LEADS = ("reviewer", "leader", "auditor", "administrator")
READS = ("filler", "section_head", "unit_head", "evaluator", *LEADS)
YEAR = 2024


def _unit(place: Place) -> dict[str, Any]:
    return {"pk": place.organisation.pk}


def _money(_place: Place) -> dict[str, Any]:
    return {"page": "money"}


def _own_money(place: Place) -> dict[str, Any]:
    """A budget of the person's own department, so that there is a picture to export."""
    for post in place.person.posts.all():
        budget_of(post.organisation, YEAR, place.author)
    return {"page": "money", "chart": "waterfall"}


ROWS = (
    Row("analysis:board", may=READS, everywhere=True, answer=(200,), refused=(403,)),
    Row("analysis:board-xlsx", may=READS, everywhere=True, answer=(200,), refused=(403,)),
    Row("analysis:trend", may=LEADS, everywhere=True, answer=(200,), refused=(403,)),
    Row("analysis:cockpit", may=LEADS, everywhere=True, answer=(200,), refused=(403,)),
    Row("analysis:unit", may=READS, record=_unit, answer=(200,), refused=(403,)),
    Row("analysis:page", may=READS, everywhere=True, record=_money, answer=(200,), refused=(403,)),
    Row("analysis:chart-xlsx", may=READS, everywhere=True, record=_own_money, query=f"?year={YEAR}", answer=(200,),
        refused=(403,)),
)  # fmt: skip
