"""A mark of whoever acted last in a browser: answers kept for a minute are asked for anew after each act."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from jixiao.web.platform.remembered import READING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

ACTED = "acted"
FRESH = 60  # seconds for which a browser keeps an answer


class ActedMiddleware:
    """Gives the browser another mark whenever it sends something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark what was sent."""
        response = self.get_response(request)
        if request.method not in READING:
            response.set_cookie(ACTED, token_hex(4), samesite="Lax", httponly=True, secure=request.is_secure())
        return response


def mark_of(request: HttpRequest) -> str:
    """The mark of a browser, for addresses whose answers it may keep."""
    return request.COOKIES.get(ACTED, "")[:8]


def kept_for_a_minute(response: HttpResponse) -> HttpResponse:
    """An answer that the browser may show again until its owner does something."""
    response["Cache-Control"] = f"private, max-age={FRESH}"
    return response
