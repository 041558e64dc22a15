"""Addresses of tokens and webhooks."""

from __future__ import annotations

from django.urls import path

from jixiao.web.modules.administration.views import tokens, webhooks

urlpatterns = [
    path("tokens/", tokens.show, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="token-revoke"),
    path("webhooks/", webhooks.show_list, name="webhooks"),
    path("webhooks/add/", webhooks.add, name="webhook-add"),
    path("webhooks/<int:pk>/", webhooks.show, name="webhook"),
    path("webhooks/<int:pk>/change/", webhooks.change, name="webhook-change"),
    path("webhooks/<int:pk>/switch/", webhooks.switch, name="webhook-switch"),
    path("webhooks/<int:pk>/secret/", webhooks.secret, name="webhook-secret"),
    path("webhooks/<int:pk>/test/", webhooks.test, name="webhook-test"),
    path("webhooks/<int:pk>/remove/", webhooks.remove, name="webhook-remove"),
    path("deliveries/<int:pk>/again/", webhooks.redeliver, name="delivery-again"),
]
