"""Addresses of the module."""

from __future__ import annotations

from django.urls import include, path

from jixiao.web.modules.administration.views import account, assignments, organisations, people, posts, sign_in, trail

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
    path("people/<int:pk>/second-factor/", sign_in.clear_factor, name="person-second-factor"),
    path("people/<int:pk>/identity/", sign_in.unbind, name="person-identity"),
    path("sign-in-rules/", sign_in.rules, name="sign-in-rules"),
    path("assignments/", assignments.show, name="assignments"),
    path("assignments/export/", assignments.export, name="assignments-export"),
    path("assignments/add/", assignments.add, name="assignment-add"),
    path("assignments/draw/", assignments.draw, name="assignment-draw"),
    path("assignments/<int:pk>/end/", assignments.end, name="assignment-end"),
    path("avoidances/add/", assignments.avoid, name="avoidance-add"),
    path("avoidances/<int:pk>/lift/", assignments.lift, name="avoidance-lift"),
    path("mine/", assignments.mine, name="mine"),
    path("account/second-factor/", sign_in.factor, name="second-factor"),
    path("account/second-factor/codes/", sign_in.new_codes, name="second-factor-codes"),
    path("account/second-factor/remove/", sign_in.remove, name="second-factor-remove"),
    path("account/sessions/end/", sign_in.end_others, name="sessions-end"),
    path("account/sessions/<int:pk>/end/", sign_in.end_session, name="session-end"),
    path("account/", account.show, name="account"),
    path("account/password/", account.password, name="password"),
    path("trail/", trail.show, name="trail"),
    path("trail/export/", trail.export, name="trail-export"),
    path("", include("jixiao.web.modules.administration.api_urls")),
]
