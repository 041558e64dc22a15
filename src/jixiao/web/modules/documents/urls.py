"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.documents import downloads, reader_views, record_views, views

app_name = "documents"
urlpatterns = [
    path("", views.documents, name="list"),
    path("new/", views.upload, name="upload"),
    path("trends/", views.trends, name="trends"),
    path("style/<slug:version>.css", reader_views.sheet, name="style"),
    path("script/<slug:version>.js", reader_views.reading, name="script"),
    path("<int:number>/", record_views.document, name="document"),
    path("<int:number>/standing/", record_views.standing, name="standing"),
    path("<int:number>/again/", record_views.again, name="again"),
    path("<int:number>/organisation/", record_views.move, name="move"),
    path("<int:number>/confirm/", record_views.confirm, name="confirm"),
    path("<int:number>/rounds/", record_views.rounds, name="rounds"),
    path("<int:number>/reader/", reader_views.reader, name="reader"),
    path("<int:number>/decide/", reader_views.decide, name="decide"),
    path("<int:number>/original/", downloads.original, name="original"),
    path("<int:number>/<str:name>", downloads.form, name="form"),
]
