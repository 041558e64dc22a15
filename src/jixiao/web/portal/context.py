"""What every page shows around its content: who, the navigation, unit and year, the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.web.platform.chosen import chosen, units_of, years
from jixiao.web.platform.people.models import Role
from jixiao.web.platform.people.permissions import posts_of
from jixiao.web.portal.finding import entries_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def language_of(request: HttpRequest) -> Language:
    """The language of a request: as chosen, else Chinese."""
    kept = request.COOKIES.get("lang")
    return next((lang for lang in LANGUAGES if lang == kept), "zh")


def frame(request: HttpRequest) -> dict[str, Any]:
    """For templates: `lang`; for those signed in `navigation` as (title, url name, is here), `chosen`, units and years.

    A part of a page that htmx fetches has no frame, and asks for none of it.
    """
    lang = language_of(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", False):
        return {"lang": lang, "navigation": []}
    return {
        "lang": lang,
        "navigation": _navigation(request, lang),
        "chosen": chosen(request),
        "chosen_units": units_of(user),
        "chosen_years": years(),
        "is_administrator": any(post.role == Role.ADMINISTRATOR for post in posts_of(user)),
    }


def _navigation(request: HttpRequest, lang: Language) -> list[tuple[str, str, bool]]:
    """The lines of the navigation; of a module with several, the very page is marked, else its first line."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    entries = list(entries_for(request.user))
    marked = here if any(entry.url == here for entry in entries) else None
    found = []
    for entry in entries:
        if marked is None and entry.url.partition(":")[0] == here.partition(":")[0]:
            marked = entry.url
        found.append((entry.title.said(lang), entry.url, entry.url == marked))
    return found
