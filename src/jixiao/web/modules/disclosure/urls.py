"""Addresses of the module; everything under public/ needs no sign-in."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.disclosure.views import public, register

app_name = "disclosure"
_MATTER = "register/<int:pk>/<int:year>/<slug:kind>/"
urlpatterns = [
    path("", register.register, name="register"),
    path(_MATTER, register.matter, name="matter"),
    path(f"{_MATTER}duty/", register.set_duty, name="duty"),
    path(f"{_MATTER}publish/", register.publish, name="publish"),
    path("publications/<int:pk>/withdraw/", register.withdraw, name="withdraw"),
    path("public/", public.index, name="public"),
    path("public/<int:pk>/", public.compare, name="compare"),
    path("public/<int:pk>/<int:year>/", public.year, name="year"),
    path("public/<int:pk>/<int:year>/data.json", public.year_json, name="year-json"),
    path("public/<int:pk>/<int:year>/data.xlsx", public.year_xlsx, name="year-xlsx"),
    path("public/records/<int:pk>.json", public.record, name="record"),
    path("public/files/<int:pk>/", public.file, name="file"),
]
