"""The application: once it is loaded, every new event of the trail is offered to the webhooks."""

from __future__ import annotations

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens and webhooks."""

    name = "jixiao.web.platform.api"
    label = "api"

    def ready(self) -> None:
        """Listen for events of the trail."""
        from django.db.models.signals import post_save

        from jixiao.web.platform.api.events import told
        from jixiao.web.platform.trail.models import Event

        post_save.connect(told, sender=Event, dispatch_uid="webhooks hear of events")
