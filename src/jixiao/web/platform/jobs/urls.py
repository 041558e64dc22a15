"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from jixiao.web.platform.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:pk>/", views.job, name="job"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
]
