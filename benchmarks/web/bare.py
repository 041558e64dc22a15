"""A Django that does nothing: one address, one page of a given size, for comparison."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="of no use", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, DEBUG=False, USE_TZ=True, LOGGING_CONFIG=None
)
PAGE = "<!doctype html><title>bare</title>" + "<p>甲乙丙丁</p>" * (
    int(os.environ.get("JIXIAO_BENCH_BYTES", "40000")) // 19
)


def page(_request: HttpRequest) -> HttpResponse:
    """The page."""
    return HttpResponse(PAGE)


urlpatterns = [path("", page)]
application = get_wsgi_application()
