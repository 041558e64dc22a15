"""Pages without sign-in. They are the same for everyone and may be kept by any cache: no session, no cookie, no person.

The language is part of the address (`?lang=en`), so that a link shows what it showed to whoever sent it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from jixiao.web.modules.disclosure import queries, workbook
from jixiao.web.modules.disclosure.comparing import compared
from jixiao.web.platform.files.download import attachment, stored
from jixiao.web.platform.people.middleware import for_everyone
from jixiao.web.platform.people.models import Organisation
from jixiao.web.registers.publications.models import Publication

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from jixiao.web.modules.disclosure.picture import Picture

# Seconds for which a cache need not ask; after them it asks with the ETag.
FRESH = 300


def open_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for everyone: read only, with an ETag of its content, kept for a while by whoever passes it on."""

    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.has_header("Cache-Control"):
            del response["Cache-Control"]  # files for people who signed in are kept by nobody; these are public
        patch_cache_control(response, public=True, max_age=FRESH)
        return response

    return for_everyone(require_safe(conditional_page(answered)))


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page without the request in it: nothing of the person who asks can get into what a cache keeps."""
    lang = "en" if request.GET.get("lang") == "en" else "zh"
    frame = {"lang": lang, "here": request.path, "tail": "?lang=en" if lang == "en" else ""}
    return HttpResponse(render_to_string(template, {**frame, **context}))


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """Organisations and their published years."""
    name = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    return _page(request, "disclosure/index.html", {"listed": queries.listed(name), "asked": name})


@open_page
def year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """A department's year: plain words first, tables after."""
    organisation = get_object_or_404(Organisation, pk=pk)
    years = queries.years_of(organisation)
    if year not in years:
        raise Http404
    before = next((one for one in years if one < year), None)
    shown = queries.pictures(organisation, [year] if before is None else [year, before])
    context = {
        "organisation": organisation,
        "shown": shown,
        "one": shown[0],
        "before": shown[1] if len(shown) > 1 else None,
        "rows": compared(shown),
        "years": years,
    }
    return _page(request, "disclosure/year.html", context)


@open_page
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The published years of a department side by side."""
    organisation = get_object_or_404(Organisation, pk=pk)
    shown = queries.pictures(organisation, queries.years_of(organisation)[: queries.MOST_YEARS])
    if not shown:
        raise Http404
    context = {"organisation": organisation, "shown": shown, "rows": compared(shown)}
    return _page(request, "disclosure/compare.html", context)


def _one(pk: int, year: int) -> tuple[Organisation, Picture]:
    organisation = get_object_or_404(Organisation, pk=pk)
    found = queries.pictures(organisation, [year])
    if not found:
        raise Http404
    return organisation, found[0]


@open_page
def year_json(_request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """A published year as data."""
    organisation, one = _one(pk, year)
    written = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(queries.open_data(organisation, one), json_dumps_params=written)
    response["Content-Disposition"] = f'attachment; filename="{pk}-{year}.json"'
    return response


@open_page
def year_xlsx(_request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """A published year as a workbook."""
    organisation, one = _one(pk, year)
    return attachment(workbook.year_book(organisation, one), f"{organisation.name} {year}.xlsx")


@open_page
def record(_request: HttpRequest, pk: int) -> HttpResponse:
    """The record of a publication, byte for byte as it was frozen."""
    one = _published(pk)
    if not one.content:
        raise Http404
    return attachment(one.content.encode(), f"{one.organisation.name} {one.year} {one.kind}.json")


@open_page
def file(_request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a publication."""
    one = _published(pk)
    if one.file is None:
        raise Http404
    try:
        return stored(one.file)
    except OSError as error:
        raise Http404 from error


def _published(pk: int) -> Publication:
    found = Publication.objects.select_related("organisation", "file")
    return get_object_or_404(found, pk=pk, withdrawn=None)
