"""Nobody sees a page without signing in, unless the page says that it is for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect

from jixiao.web.platform.clock import now
from jixiao.web.platform.people.second_factor import is_required
from jixiao.web.platform.people.sessions import is_idle, is_strong

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

View = TypeVar("View", bound="Callable[..., Any]")

# Where a password is changed that someone else has seen; until then only this page and the way out are open.
PASSWORD_PAGE = "administration:password"  # noqa: S105
OPEN_BEFORE = frozenset({PASSWORD_PAGE, "sign-out"})
# Where a second factor is set up by those whose role asks for one.
FACTOR_PAGE = "administration:second-factor"


def for_everyone(view: View) -> View:
    """Marks a view that needs no sign-in."""
    view.for_everyone = True  # type: ignore[attr-defined]
    return view


class SignInMiddleware:
    """Sends people without a session to the sign-in page, and brings them back to where they wanted to go.

    A session that rested too long ends. Someone who has signed in with a password that was given to them chooses one of
    their own first; someone whose role asks for a second factor sets that up first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Refuse the view, or let it run."""
        inner = getattr(view, "view_class", view)
        if getattr(view, "for_everyone", getattr(inner, "for_everyone", False)):
            return None
        is_part = "HX-Request" in request.headers
        if not request.user.is_authenticated:
            return _whole_page(request) if is_part else redirect_to_login(request.get_full_path())
        if is_idle(request, now()):
            logout(request)
            return _whole_page(request) if is_part else redirect_to_login(request.get_full_path())
        page = _first(request)
        match = request.resolver_match
        if page is None or (match is not None and match.view_name in {*OPEN_BEFORE, page}):
            return None
        return HttpResponse(status=204) if is_part else redirect(page)


def _first(request: HttpRequest) -> str | None:
    """The page that somebody has to go through before all others, if there is one."""
    if request.user.must_change_password:
        return PASSWORD_PAGE
    return FACTOR_PAGE if not is_strong(request) and is_required(request.user) else None


def _whole_page(request: HttpRequest) -> HttpResponse:
    """Sends the whole page to sign-in, where a part of it was asked for: the form must not stand inside the page."""
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = f"{here.path}?{here.query}" if here.query else here.path or "/"
    return HttpResponse(status=204, headers={"HX-Redirect": redirect_to_login(back).url})
