"""Addresses of the module."""

from __future__ import annotations

from typing import Any

app_name = "rectification"
urlpatterns: list[Any] = []
