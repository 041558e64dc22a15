"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.rectification.views import problems, use

app_name = "rectification"
urlpatterns = [
    path("", problems.listed, name="list"),
    path("export/", problems.exported, name="export"),
    path("assign/", problems.assigned, name="assign"),
    path("new/", problems.new, name="new"),
    path("take/<int:unit>/", problems.taken, name="take"),
    path("<int:pk>/", problems.shown, name="problem"),
    path("<int:pk>/proof/", problems.proof, name="proof"),
    path("<int:pk>/use/", problems.used, name="problem-use"),
    path("<int:pk>/move/<slug:name>/", problems.moved, name="move"),
    path("use/", use.listed, name="use"),
    path("use/export/", use.exported, name="use-export"),
    path("use/<int:unit>/<int:year>/<str:code>/", use.project, name="use-project"),
]
