"""Addresses: the portal's, then each module's under the name that its manifest gives."""

from __future__ import annotations

from importlib import import_module

from django.urls import include, path

from jixiao.web.config.modules import MODULES

handler500 = "jixiao.web.config.failing.failed"
urlpatterns = [
    path("", include("jixiao.web.portal.urls")),
    path("jobs/", include("jixiao.web.platform.jobs.urls")),
    path("api/v1/", include("jixiao.web.portal.api.urls")),
    *(path(f"{import_module(f'{name}.module').MODULE.path}/", include(f"{name}.urls")) for name in MODULES),
]
