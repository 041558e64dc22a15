"""Addresses of the portal."""

from __future__ import annotations

from django.urls import path

from jixiao.web.portal import saved, sign_in, views

urlpatterns = [
    path("", views.home, name="home"),
    path("parts/<slug:name>/", views.home_part, name="home-part"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-in/code/", sign_in.code, name="sign-in-code"),
    path("sign-in/provider/", sign_in.provider, name="sign-in-provider"),
    path("sign-in/provider/back/", sign_in.back, name="sign-in-back"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("language/<str:lang>/", views.language, name="language"),
    path("choose/", views.choose, name="choose"),
    path("search/", views.search, name="search"),
    path("waiting/count/", views.waiting_count, name="waiting-count"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("views/", saved.save, name="save-view"),
    path("views/<int:pk>/let-go/", saved.let_go, name="let-go-view"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
]
