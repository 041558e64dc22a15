"""Publications: public, without a token, the same for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from jixiao.core.kernel.text import Text
from jixiao.web.portal.api.errors import not_found
from jixiao.web.portal.api.forms import (
    FIRST_YEAR,
    LAST_YEAR,
    IdPath,
    LimitQuery,
    OrganisationQuery,
    PageOut,
    PageQuery,
    open_operation,
    paged,
)
from jixiao.web.registers.publications.models import Publication
from jixiao.web.registers.publications.queries import published

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["publications"])
Kind = Literal["budget", "accounts", "self_evaluation", "scorecard", "facts"]


class PublicationOut(Schema):
    """Something that was published; `record` is where its data are, where it has some."""

    id: int
    organisation: int
    organisation_name: str
    year: int
    kind: str
    kind_name: str
    title: str
    address: str
    day: str
    words: str
    form: str
    sha256: str
    record: str | None


class RecordOut(Schema, extra="allow"):
    """The record as it was published: jixiao/facts/1 or jixiao/score/1."""

    schema_: str = Field(alias="schema", examples=["jixiao/score/1"])


@router.get("/publications", **open_operation(Text("公开清单", "Publications"), PageOut[PublicationOut]))
def publications(
    request: HttpRequest,
    year: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="年度 · year")] = None,
    organisation: OrganisationQuery = None,
    kind: Annotated[Kind | None, Query(description="种类 · kind")] = None,
    page: PageQuery = 1,
    limit: LimitQuery = 50,
) -> dict[str, Any]:
    """What is published and not withdrawn, the newest first. No token is needed; answers carry an ETag."""
    found = published().select_related("organisation")
    asked = {"year": year, "organisation": organisation, "kind": kind}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    listed = paged(request, found, page, limit)
    listed["items"] = [_told(one) for one in listed["items"]]
    return listed


@router.get("/publications/{publication}", **open_operation(Text("一项公开", "A publication"), PublicationOut))
def publication(request: HttpRequest, publication: IdPath) -> dict[str, Any]:
    """One publication."""
    found = published().select_related("organisation").filter(pk=publication).first()
    if found is None:
        raise not_found()
    return _told(found)


@router.get(
    "/publications/{publication}/record",
    url_name="publication-record",
    **open_operation(Text("公开的数据", "The data of a publication"), RecordOut),
)
def record(request: HttpRequest, publication: IdPath) -> HttpResponse:
    """The record, byte for byte as it was frozen; its SHA-256 stands in the publication."""
    found = Publication.objects.filter(pk=publication, withdrawn=None).exclude(content="").first()
    if found is None:
        raise not_found()
    return HttpResponse(found.content.encode(), content_type="application/json; charset=utf-8")


def _told(one: Publication) -> dict[str, Any]:
    names = ("year", "kind", "title", "address", "words", "form", "sha256")
    return {
        **{name: getattr(one, name) for name in names},
        "id": one.pk,
        "organisation": one.organisation_id,
        "organisation_name": one.organisation.name,
        "kind_name": one.kind_words.zh,
        "day": one.day.isoformat(),
        "record": reverse("api:publication-record", args=[one.pk]) if one.form else None,
    }
