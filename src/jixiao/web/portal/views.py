"""The portal's pages: sign-in, what waits for me, search, units, health."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from jixiao.web.platform import chosen as choices
from jixiao.web.platform.installed import offered
from jixiao.web.platform.people.middleware import for_everyone
from jixiao.web.platform.people.models import Organisation, Role
from jixiao.web.platform.people.permissions import posts_of
from jixiao.web.portal.context import LANGUAGES
from jixiao.web.portal.finding import find
from jixiao.web.portal.home import PARTS, home_context, part_context
from jixiao.web.portal.waiting import waiting_for

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, the most pressing first."""
    return render(request, "portal/home.html", home_context(request))


@require_GET
def home_part(request: HttpRequest, name: str) -> HttpResponse:
    """A part of the first page, for the page to put in."""
    if name not in PARTS:
        raise Http404
    return render(request, f"portal/parts/{name}.html", part_context(request, name))


@require_GET
def waiting_count(request: HttpRequest) -> HttpResponse:
    """How much waits for me, for the head line; asked after the page stands."""
    return HttpResponse(str(len(waiting_for(request.user)) or ""), content_type="text/plain; charset=utf-8")


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What goes by some words: a whole page, or the list alone where the head line asks."""
    asked = request.GET.get("q", "").replace("\x00", "")
    context = {"asked": asked.strip(), "groups": find(request.user, asked)}
    return render(request, "portal/hits.html" if request.htmx else "portal/search.html", context)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the unit and the year of the head line, and go back to the page."""
    kept = choices.chosen(request)
    year, unit = request.POST.get("year", ""), request.POST.get("unit", "")
    chosen_unit = choices.units_of(request.user).filter(pk=int(unit)).first() if _is_number(unit) else None
    chosen_year = int(year) if _is_number(year) and int(year) in choices.years() else kept.year
    choices.choose(request, unit=chosen_unit, year=chosen_year)
    return _back(request, year=str(chosen_year), unit="" if chosen_unit is None else str(chosen_unit.pk))


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: where it stands in the tree, and what the modules know of it."""
    one = get_object_or_404(Organisation.objects.select_related("parent"), pk=pk)
    mine = choices.units_of(request.user)
    if not mine.filter(pk=pk).exists():
        raise PermissionDenied(f"unit {pk}")
    found = [(title, hits) for title, hits in find(request.user, one.name) if title.zh not in ("页面", "单位")]
    above = mine.filter(pk__in=one.line).exclude(pk=pk)
    context = {"unit": one, "above": above, "below": mine.filter(parent=one), "groups": found}
    ask = offered("unit.glance")
    if ask is not None and one.kind in (Organisation.Kind.DEPARTMENT, Organisation.Kind.UNIT):
        context["glance"] = ask(request.user, one, choices.chosen(request).year)
    return render(request, "portal/unit.html", context)


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who look after the program."""
    if not any(post.role == Role.ADMINISTRATOR for post in posts_of(request.user)):
        raise PermissionDenied("styleguide")
    return render(request, "portal/styleguide.html")


@for_everyone
@require_POST
def language(request: HttpRequest, lang: str) -> HttpResponse:
    """Remember a language and go back to the page."""
    if lang not in LANGUAGES:
        raise Http404
    response = _back(request)
    response.set_cookie("lang", lang, max_age=365 * 86400, samesite="Lax", secure=request.is_secure())
    return response


def _back(request: HttpRequest, **changed: str) -> HttpResponse:
    """Go back to the page that a form came from; what its address says of the things changed is changed with them."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect("home")
    parts = urlsplit(back)
    asked = [(name, changed.get(name, value)) for name, value in parse_qsl(parts.query)]
    return redirect(urlunsplit(("", "", parts.path or "/", urlencode(asked), "")))


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 10


@for_everyone
@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """The program runs."""
    return JsonResponse({"status": "ok"})


@for_everyone
@require_GET
def ready(_request: HttpRequest) -> HttpResponse:
    """The program runs and reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever keeps the database away, the answer is the same
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})
