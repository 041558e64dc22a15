"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.report.views import blocks, checks, editor, files, lists, templates

app_name = "report"
urlpatterns = [
    path("", lists.reports, name="list"),
    path("draft/", lists.draft, name="draft"),
    path("export/", lists.export, name="export"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<int:number>/", templates.template, name="template"),
    path("<int:pk>/", editor.report, name="report"),
    path("<int:pk>/figure/", editor.figure, name="figure"),
    path("<int:pk>/move/<slug:name>/", editor.move, name="move"),
    path("<int:pk>/check/", checks.check, name="check"),
    path("<int:pk>/checks/", checks.checks, name="checks"),
    path("<int:pk>/answers/<slug:key>/", checks.answer, name="answer"),
    path("<int:pk>/files/<slug:form>/", files.file, name="file"),
    path("<int:pk>/charts/<slug:key>/<slug:form>/", files.chart, name="chart"),
    path("<int:pk>/blocks/<slug:key>/", blocks.block, name="block"),
    path("<int:pk>/blocks/<slug:key>/history/", blocks.history, name="history"),
    path("<int:pk>/blocks/<slug:key>/restore/<int:number>/", blocks.restore, name="restore"),
]
