"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.goals.views import exports, imports, library, lists, moving, rows, tables

app_name = "goals"
urlpatterns = [
    path("", lists.listed, name="list"),
    path("open/", lists.opened, name="open"),
    path("export/", exports.listed, name="export-list"),
    path("<int:pk>/", tables.shown, name="table"),
    path("<int:pk>/words/", tables.words, name="words"),
    path("<int:pk>/move/<str:name>/", moving.moved, name="move"),
    path("<int:pk>/review/", moving.reviewed, name="review"),
    path("<int:pk>/lift/", moving.lifted, name="lift"),
    path("<int:pk>/confirm/", moving.confirmed, name="confirm"),
    path("<int:pk>/print/", tables.printed, name="print"),
    path("<int:pk>/export/", exports.table, name="export"),
    path("<int:pk>/template/", exports.template, name="template"),
    path("<int:pk>/import/", imports.brought, name="import"),
    path("<int:pk>/rows/new/", rows.added, name="add-row"),
    path("<int:pk>/rows/lint/", rows.linted, name="lint"),
    path("<int:pk>/rows/library/<int:one>/", rows.from_library, name="add-from-library"),
    path("<int:pk>/rows/last-year/", rows.from_last_year, name="add-from-last-year"),
    path("rows/<int:pk>/", rows.shown, name="row"),
    path("rows/<int:pk>/edit/", rows.edited, name="edit-row"),
    path("rows/<int:pk>/remove/", rows.removed, name="remove-row"),
    path("rows/<int:pk>/take/", rows.taken, name="take"),
    path("rows/<int:pk>/report/", rows.reported, name="report"),
    path("imports/<int:pk>/", imports.shown, name="import-shown"),
    path("imports/<int:pk>/<str:step>/", imports.stepped, name="import-step"),
    path("library/", library.listed, name="library"),
    path("library/<int:pk>/", library.shown, name="library-one"),
    path("library/<int:pk>/<str:step>/", library.stepped, name="library-step"),
]
