"""What every page shows around its content: who, the navigation, unit and year, the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jixiao.web.platform.chosen import chosen, units_of, years
from jixiao.web.platform.installed import modules
from jixiao.web.platform.people.models import Role
from jixiao.web.platform.people.permissions import posts_of
from jixiao.web.portal.finding import entries_for, entries_of
from jixiao.web.portal.saved import can_be_saved, saved_views

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the navigation: its words, where it leads, whether one is there, what stands beneath it."""

    title: str
    url: str
    is_here: bool
    below: tuple[Line, ...] = ()


def language_of(request: HttpRequest) -> Language:
    """The language of a request: as chosen, else Chinese."""
    kept = request.COOKIES.get("lang")
    return next((lang for lang in LANGUAGES if lang == kept), "zh")


def frame(request: HttpRequest) -> dict[str, Any]:
    """For templates: `lang`; for those signed in the navigation, what is chosen, units and years, their saved views.

    A part of a page that htmx fetches has no frame, and asks for none of it.
    """
    lang = language_of(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", False):
        return {"lang": lang, "navigation": []}
    return {
        "lang": lang,
        "navigation": _navigation(request, lang),
        "own_pages": _own(request, lang),
        "saved_views": saved_views(user),
        "can_be_saved": can_be_saved(request),
        "chosen": chosen(request),
        "chosen_units": units_of(user),
        "chosen_years": years(),
        "is_administrator": any(post.role == Role.ADMINISTRATOR for post in posts_of(user)),
    }


def _navigation(request: HttpRequest, lang: Language) -> list[Line]:
    """A line for each module, and beneath the one that is open its other pages."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    found = []
    for module in modules():
        entries = [one for one in entries_of(module, request.user) if not one.own]
        if not entries:
            continue
        is_open = any(one.url.partition(":")[0] == here.partition(":")[0] for one in entries)
        marked = here if any(one.url == here for one in entries) else entries[0].url if is_open else ""
        lines = [Line(one.title.said(lang), one.url, one.url == marked) for one in entries]
        title = module.title if len(entries) > 1 else entries[0].title
        found.append(Line(title.said(lang), entries[0].url, lines[0].is_here, tuple(lines[1:] if is_open else ())))
    return found


def _own(request: HttpRequest, lang: Language) -> list[tuple[str, str]]:
    return [(one.title.said(lang), one.url) for one in entries_for(request.user) if one.own]
