"""Addresses of the API. Each is open to callers without a session: a token says who calls."""

from __future__ import annotations

from django.urls import path

from jixiao.web.portal.api import describing
from jixiao.web.portal.api.root import api
from jixiao.web.portal.api.serving import missing, served

app_name = "api"
urlpatterns = [path("openapi.json", served(describing.openapi), name="openapi"), path("", describing.page, name="docs")]
for _pattern in api.urls[0]:
    if _pattern.name != "api-root":
        _pattern.callback = served(_pattern.callback)
        urlpatterns.append(_pattern)
urlpatterns.append(path("<path:rest>", served(missing), name="missing"))
