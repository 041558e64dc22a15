"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.budget.views import budgets, changes, exports, imports, lines, projects, settings

app_name = "budget"
urlpatterns = [
    path("", budgets.listed, name="list"),
    path("new/", budgets.new, name="new"),
    path("export/<str:form>/", exports.budgets, name="export-list"),
    path("<int:pk>/", budgets.shown, name="budget"),
    path("<int:pk>/move/<str:move>/", budgets.moved, name="move"),
    path("<int:pk>/figures/", budgets.figures, name="figures"),
    path("<int:pk>/parameters/", settings.shown, name="parameters"),
    path("<int:pk>/lines/new/", lines.new, name="new-line"),
    path("<int:pk>/export/<str:form>/", exports.lines, name="export-lines"),
    path("<int:pk>/template/", exports.template, name="template"),
    path("<int:pk>/import/", imports.brought, name="import"),
    path("<int:pk>/changes/new/", changes.new, name="new-change"),
    path("lines/<int:pk>/", lines.shown, name="line"),
    path("lines/<int:pk>/edit/", lines.edit, name="edit-line"),
    path("lines/<int:pk>/remove/", lines.remove, name="remove-line"),
    path("lines/<int:pk>/months/", lines.months, name="months"),
    path("changes/<int:pk>/", changes.shown, name="change"),
    path("changes/<int:pk>/<str:decision>/", changes.decided, name="decide"),
    path("imports/<int:pk>/", imports.shown, name="import-shown"),
    path("imports/<int:pk>/<str:step>/", imports.stepped, name="import-step"),
    path("projects/", projects.listed, name="projects"),
    path("projects/export/<str:form>/", exports.projects, name="export-projects"),
    path("projects/new/", projects.new, name="new-project"),
    path("projects/<int:pk>/", projects.shown, name="project"),
    path("projects/<int:pk>/edit/", projects.edit, name="edit-project"),
]
