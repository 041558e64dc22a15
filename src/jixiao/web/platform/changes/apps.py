"""Sees to it that every table of ours leaves marks, also those that come with a later migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.db.models.signals import post_migrate

if TYPE_CHECKING:
    from typing import Any


class Changes(AppConfig):
    """The room of marks."""

    name = "jixiao.web.platform.changes"
    label = "changes"

    def ready(self) -> None:
        """After each migration, tables without a trigger get one."""
        post_migrate.connect(_watch, sender=self)


def _watch(using: str, **_said: Any) -> None:  # noqa: ANN401 - what the signal says besides
    from django.db import connections

    from jixiao.web.platform.changes.marks import watch

    watch(connections[using])
