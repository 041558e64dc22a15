"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.analysis.views import boards, pictures

app_name = "analysis"
urlpatterns = [
    path("", boards.shown, name="board"),
    path("board.xlsx", boards.exported, name="board-xlsx"),
    path("cockpit/", boards.cockpit_page, name="cockpit"),
    path("cockpit/trend/", boards.trend, name="trend"),
    path("units/<int:pk>/", boards.unit, name="unit"),
    path("<slug:page>/", pictures.shown, name="page"),
    path("<slug:page>/<slug:chart>.xlsx", pictures.exported, name="chart-xlsx"),
]
