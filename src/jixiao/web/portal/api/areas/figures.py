"""Figures: what a year's papers state, each with its source; and entering one more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.db import transaction
from ninja import Field, Router, Schema
from ninja.responses import Status

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.actions.filling import add_figure
from jixiao.web.modules.evaluation.models import DepartmentYear
from jixiao.web.platform.clock import now
from jixiao.web.portal.api.access import caller, note, one_seen, permission_of
from jixiao.web.portal.api.errors import ApiFault
from jixiao.web.portal.api.forms import (
    LimitQuery,
    OrganisationPath,
    PageOut,
    PageQuery,
    Plain,
    YearPath,
    operation,
    paged,
)
from jixiao.web.registers.figures.entries import Entry
from jixiao.web.registers.figures.queries import holding

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.registers.figures.models import Figure

router = Router(tags=["figures"])
NOT_BEGUN = Text("该单位该年度的自评尚未建立", "the self-evaluation of this year has not been begun")


Short = Annotated[str, Field(max_length=40), Plain]
Words = Annotated[str, Field(max_length=200), Plain]


class FigureOut(Schema):
    """A figure as printed. `period` is what it is a figure of: 2022, 2022-Q1, 2021."""

    id: int
    organisation: int
    year: int
    concept: str
    period: str
    dimensions: dict[str, str]
    printed: str
    unit: str
    hedge: str
    source: dict[str, Any]
    by: str
    at: datetime


class DocumentIn(Schema):
    """The document of a figure."""

    title: Words
    publisher: Words = ""
    url: Annotated[str, Field(max_length=500), Plain] = ""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class SourceIn(Schema):
    """Where a figure stands; without a document it counts as entered by hand."""

    document: DocumentIn | None = None
    section: Words = ""
    page: Annotated[int, Field(ge=1, le=100_000)] | None = None
    place: Words = ""
    quote: Annotated[str, Field(max_length=2000), Plain] = ""


class FigureIn(Schema, extra="forbid"):
    """A figure to be entered: exactly as printed, with its unit and its place."""

    concept: Annotated[str, Field(min_length=1, max_length=80, examples=["initial_budget"]), Plain]
    period: Annotated[str, Field(pattern=r"^\d{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?$", examples=["2026"])]
    printed: Annotated[str, Field(min_length=1, max_length=60, examples=["44,350.00"]), Plain]
    unit: Annotated[str, Field(max_length=20, examples=["万元"]), Plain]
    hedge: Annotated[str, Field(max_length=10), Plain] = ""
    dimensions: dict[Short, Short] = Field(default={}, max_length=12)
    source: SourceIn = SourceIn()


def _told(one: Figure) -> dict[str, Any]:
    names = ("organisation_id", "year", "concept", "period", "dimensions", "printed", "unit", "hedge", "source", "at")
    said = {name.removesuffix("_id"): getattr(one, name) for name in names}
    return {**said, "id": one.pk, "by": one.by.name}


@router.get(
    "/organisations/{organisation}/figures/{year}",
    **operation("figures:read", Text("年度数据", "Figures of a year"), PageOut[FigureOut]),
)
def figures(
    request: HttpRequest, organisation: OrganisationPath, year: YearPath, page: PageQuery = 1, limit: LimitQuery = 50
) -> dict[str, Any]:
    """The figures that hold, in the order of the papers."""
    place = one_seen(request, permission_of("evaluation"), organisation, year)
    listed = paged(request, holding(place, year), page, limit)
    listed["items"] = [_told(one) for one in listed["items"]]
    return listed


@router.post(
    "/organisations/{organisation}/figures/{year}",
    **operation("figures:write", Text("填报一项数据", "Enter a figure"), FigureOut, 201),
)
def enter(
    request: HttpRequest, organisation: OrganisationPath, year: YearPath, body: FigureIn
) -> Status[dict[str, Any]]:
    """Add a figure to a year that is being filled in. What cannot be one is refused in the words of the loader."""
    place = one_seen(request, permission_of("evaluation", "fill"), organisation)
    known = DepartmentYear.objects.filter(organisation=place, year=year).first()
    if known is None:
        raise ApiFault(409, "not_begun", NOT_BEGUN, "path.year")
    at = now()
    with transaction.atomic():
        made = add_figure(year=known.pk, entry=_entry(body), by=caller(request), at=at)
        note(request, place, at, [f"figure/{made.pk}"])
    return Status(201, _told(made))


def _entry(body: FigureIn) -> Entry:
    """A figure as the register takes it; one without a document was typed by a person."""
    said = body.source.dict(exclude_none=True)
    source: dict[str, Any] = {name: value for name, value in said.items() if name != "document" and value != ""}
    document = body.source.document
    source["kind"] = "text" if document is not None else "person"
    if document is not None:
        source["document"] = {name: value for name, value in document.dict().items() if value}
    return Entry(
        body.concept, body.period, body.printed, body.unit, source, body.hedge, dict(body.dimensions)
    )  # fmt: skip
