"""What every answer of the API has in common: how long it may be kept, its ETag, and errors in one form."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from jixiao.web.platform.people.middleware import for_everyone
from jixiao.web.portal.api.errors import BAD, NO_ADDRESS, NOT_ALLOWED, answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

FRESH = 300  # seconds for which what is public need not be asked for again
PUBLIC = ("publications", "openapi.json")


def served(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the API: without session and cookie, so it needs no proof against other sites either."""

    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if "\x00" in request.path or any("\x00" in one for pair in request.GET.lists() for one in (pair[0], *pair[1])):
            return _finished(request, answer(400, "bad_request", BAD))
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = answer(405, "not_allowed", NOT_ALLOWED)
            response["Allow"] = allowed
        return _finished(request, response)

    return csrf_exempt(for_everyone(answered))


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Heads for caches; nothing at all where the caller has the very same answer already."""
    is_public = request.path.removeprefix("/api/v1/").partition("/")[0] in PUBLIC
    is_kept = is_public and response.status_code == 200
    response["Cache-Control"] = f"public, max-age={FRESH}" if is_kept else "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    if not is_public:
        response["Vary"] = "Authorization"
    if request.method in ("GET", "HEAD") and response.status_code == 200:
        response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, etag=response["ETag"], response=response)
    return response


def missing(_request: HttpRequest, rest: str) -> HttpResponse:
    """No operation has this address."""
    return answer(404, "no_address", NO_ADDRESS)
