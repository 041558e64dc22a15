"""Events of the audit trail. They are added and never changed: the database refuses both change and removal."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.web.platform.people.models import Organisation


class Event(models.Model):
    """Someone did something to something: `before` and `after` hold the fields that changed."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60, db_index=True)
    target = models.CharField(max_length=120, db_index=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-at", "-pk"]
