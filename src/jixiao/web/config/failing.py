"""What is said where a page could not be made: the fault is ours, or the database is away for a moment."""

from __future__ import annotations

import http
import sys
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

if TYPE_CHECKING:
    from django.http import HttpRequest

SECONDS = 10  # after which it is worth asking again


def failed(request: HttpRequest) -> HttpResponse:
    """The page of a failure: one that passes is told as such, to people and to what stands before the server."""
    if not isinstance(sys.exc_info()[1], InterfaceError | OperationalError):
        return server_error(request)
    answer = HttpResponse(render_to_string("503.html"), status=http.HTTPStatus.SERVICE_UNAVAILABLE)
    answer["Retry-After"] = str(SECONDS)
    return answer
