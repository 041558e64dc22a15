"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.monitoring.views import exports, filings, rounds, sheets

app_name = "monitoring"
urlpatterns = [
    path("", rounds.listed, name="rounds"),
    path("issue/", rounds.issue, name="issue"),
    path("rounds/<int:pk>/", rounds.shown, name="round"),
    path("rounds/<int:pk>/change/", rounds.change, name="change"),
    path("rounds/<int:pk>/complete/", rounds.complete, name="complete"),
    path("rounds/<int:pk>/rules/", rounds.parameters, name="rules"),
    path("rounds/<int:pk>/list.xlsx", exports.round_list, name="export-round"),
    path("filings/<int:pk>/", filings.shown, name="filing"),
    path("filings/<int:pk>/move/<str:move>/", filings.moved, name="move"),
    path("filings/<int:pk>/refresh/", filings.refreshed, name="refresh"),
    path("filings/<int:pk>/form.<str:kind>", exports.form, name="form"),
    path("sheets/<int:pk>/", sheets.shown, name="sheet"),
    path("sheets/<int:pk>/in-time.<str:kind>", exports.in_time, name="in-time"),
    path("sheets/<int:pk>/decide/", sheets.decided, name="decide"),
    path("sheets/<int:pk>/lights/<str:which>/", sheets.light, name="light"),
]
