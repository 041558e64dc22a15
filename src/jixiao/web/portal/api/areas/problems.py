"""Problems: what was found and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from ninja import Query, Router, Schema

from jixiao.core.kernel.text import Text
from jixiao.web.portal.api.access import permission_of, seen
from jixiao.web.portal.api.forms import (
    LimitQuery,
    OrganisationQuery,
    PageOut,
    PageQuery,
    YearQuery,
    operation,
    paged,
)
from jixiao.web.registers.problems.models import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["problems"])
Stage = Literal["open", "working", "reported", "accepted", "dismissed"]


class ProblemRecordOut(Schema):
    """A problem: where it was found, what it is about, how it stands, until when it is to be put right."""

    id: int
    organisation: int
    organisation_name: str
    year: int
    origin: str
    origin_name: str
    title: str
    detail: str
    project: str
    stage: str
    stage_name: str
    until: str | None
    done: str
    use: str
    changed: str


@router.get("/problems", **operation("problems:read", Text("问题清单", "Problems"), PageOut[ProblemRecordOut]))
def problems(
    request: HttpRequest,
    year: YearQuery,
    organisation: OrganisationQuery = None,
    stage: Annotated[Stage | None, Query(description="状态 · stage")] = None,
    page: PageQuery = 1,
    limit: LimitQuery = 50,
) -> dict[str, Any]:
    """Problems that were found in the year's money, goals, scores or papers."""
    places = seen(request, permission_of("rectification"), organisation)
    found = Problem.objects.filter(organisation__in=places.order_by().values("pk"), year=year)
    if stage is not None:
        found = found.filter(stage=stage)
    listed = paged(request, found.select_related("organisation").order_by("pk"), page, limit)
    listed["items"] = [_told(one) for one in listed["items"]]
    return listed


def _told(one: Problem) -> dict[str, Any]:
    names = ("year", "origin", "title", "detail", "project", "stage", "done", "use", "changed")
    return {
        **{name: getattr(one, name) for name in names},
        "id": one.pk,
        "organisation": one.organisation_id,
        "organisation_name": one.organisation.name,
        "origin_name": one.origin_name.zh,
        "stage_name": one.stage_name.zh,
        "until": None if one.until is None else one.until.isoformat(),
    }
