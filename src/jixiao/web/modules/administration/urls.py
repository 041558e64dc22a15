"""Addresses of the module."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.administration.views import account, organisations, people, posts, trail

app_name = "administration"
urlpatterns = [
    path("organisations/", organisations.show_tree, name="organisations"),
    path("organisations/<int:pk>/", organisations.show, name="organisation"),
    path("organisations/<int:pk>/add/", organisations.add, name="organisation-add"),
    path("organisations/<int:pk>/rename/", organisations.rename, name="organisation-rename"),
    path("organisations/<int:pk>/close/", organisations.close, name="organisation-close"),
    path("organisations/<int:pk>/reopen/", organisations.reopen, name="organisation-reopen"),
    path("people/", people.show_list, name="people"),
    path("people/add/", people.add, name="person-add"),
    path("people/<int:pk>/", people.show, name="person"),
    path("people/<int:pk>/rename/", people.rename, name="person-rename"),
    path("people/<int:pk>/close/", people.close, name="person-close"),
    path("people/<int:pk>/open/", people.reopen, name="person-open"),
    path("people/<int:pk>/password/", people.password, name="person-password"),
    path("people/<int:pk>/posts/", posts.add, name="post-add"),
    path("posts/<int:pk>/end/", posts.end, name="post-end"),
    path("posts/<int:pk>/lend/", posts.lend, name="post-lend"),
    path("delegations/<int:pk>/end/", posts.take_back, name="delegation-end"),
    path("account/", account.show, name="account"),
    path("account/password/", account.password, name="password"),
    path("trail/", trail.show, name="trail"),
    path("trail/export/", trail.export, name="trail-export"),
]
