"""Scores: how years stand, their scorecards, and the scoring of a fact file that is sent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpResponse, JsonResponse
from ninja import Field, Query, Router, Schema

from jixiao.core.kernel.text import Text
from jixiao.reports.score_json import score_document
from jixiao.rulebook_loader.filings import filing_of
from jixiao.rulebook_loader.strict_yaml import parse_source
from jixiao.usecases.scoring import score_filing
from jixiao.web.portal.api.access import one_seen, permission_of, seen
from jixiao.web.portal.api.errors import TOO_LARGE, ApiFault, not_found
from jixiao.web.portal.api.forms import (
    LimitQuery,
    OrganisationPath,
    OrganisationQuery,
    PageOut,
    PageQuery,
    Plain,
    YearPath,
    YearQuery,
    operation,
    paged,
)
from jixiao.web.registers.figures.rules import rulebook
from jixiao.web.registers.scores.queries import card, scores

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["scores"])
MOST_BYTES = 2 * 2**20
# A number as it is printed, with its exact decimals.
Points = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", examples=["96.76"])]


class ScoreOut(Schema):
    """The self-evaluation of a year: computed, stated and reviewed points where they are known."""

    organisation: int
    organisation_name: str
    year: int
    framework: str
    stage: str
    stage_name: str
    computed: Points | None
    stated: Points | None
    reviewed: Points | None
    grade: str
    is_signed: bool
    is_accepted: bool


class ScoredIndicatorOut(Schema, extra="allow"):
    """An indicator of a scorecard; further fields as in jixiao/score/1."""

    id: str
    name: str
    max: str
    outcome: str
    score: str | None
    stated: str | None
    reading: str | None = None


class CardOut(Schema, extra="allow", populate_by_name=True):
    """A scorecard, jixiao/score/1. Numbers are strings with their exact decimals."""

    schema_: str = Field(alias="schema", examples=["jixiao/score/1"])
    framework: str
    entity: str
    period: str
    as_of: str
    total: str | None
    grade: str | None
    indicators: list[ScoredIndicatorOut]


def _points(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


@router.get("/scores", **operation("scores:read", Text("绩效得分", "Scores of a year"), PageOut[ScoreOut]))
def listed_scores(
    request: HttpRequest,
    year: YearQuery,
    organisation: OrganisationQuery = None,
    page: PageQuery = 1,
    limit: LimitQuery = 50,
) -> dict[str, Any]:
    """How every self-evaluation of the year stands."""
    places = {one.pk: one for one in seen(request, permission_of("evaluation"), organisation, year=year)}
    found = scores(list(places.values()), year)
    listed = paged(request, [found[pk] for pk in places if pk in found], page, limit)
    listed["items"] = [
        {
            "organisation": one.organisation,
            "organisation_name": places[one.organisation].name,
            "year": one.year,
            "framework": one.framework,
            "stage": one.stage,
            "stage_name": one.stage_name.zh,
            "computed": _points(one.computed),
            "stated": _points(one.stated),
            "reviewed": _points(one.reviewed),
            "grade": one.grade,
            "is_signed": one.is_signed,
            "is_accepted": one.is_accepted,
        }
        for one in listed["items"]
    ]
    return listed


@router.get(
    "/organisations/{organisation}/scorecards/{year}",
    by_alias=True,
    **operation("scores:read", Text("记分卡", "The scorecard of a year"), CardOut),
)
def scorecard(request: HttpRequest, organisation: OrganisationPath, year: YearPath) -> HttpResponse:
    """The scorecard as jixiao/score/1: the signed one where one was signed."""
    found = card(one_seen(request, permission_of("evaluation"), organisation, year), year)
    if found is None:
        raise not_found()
    return _document(found)


def _document(card: dict[str, Any]) -> HttpResponse:
    """A scorecard with everything that jixiao/score/1 says of it."""
    return JsonResponse(card, json_dumps_params={"ensure_ascii": False})


FACT_FILE = operation("scoring:read", Text("给事实文件评分", "Score a fact file"), CardOut)
FACT_FILE["openapi_extra"] |= {
    "requestBody": {
        "required": True,
        "description": "jixiao/fact-file/1 (JSON or YAML), 2 MiB at most",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "application/yaml": {"schema": {"type": "string"}},
        },
    }
}


@router.post("/score", by_alias=True, **FACT_FILE)
def score(
    request: HttpRequest,
    framework: Annotated[str | None, Query(max_length=80), Plain] = None,
    as_of: date | None = None,
) -> HttpResponse:
    """The facts go in the body, the scorecard comes back; nothing is kept. What is wrong is said with its line."""
    content = request.body
    if len(content) > MOST_BYTES:
        raise ApiFault(413, "too_large", TOO_LARGE, "body")
    is_json = "yaml" not in (request.content_type or "")
    source = parse_source(content, "facts.json" if is_json else "facts.yaml", is_json=is_json)
    filing = filing_of(source, rulebook().vocabulary)
    return _document(score_document(score_filing(filing, rulebook(), framework=framework, as_of=as_of)))
