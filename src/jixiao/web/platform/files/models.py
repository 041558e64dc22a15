"""Files: kept once by the hash of their content, however often they are brought."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jixiao.web.platform.people.models import Organisation


class StoredFile(models.Model):
    """A file that someone brought, for an organisation. Its bytes lie under its hash in the data folder."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """An organisation has a file once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "sha256"], name="a_file_once")]

    def __str__(self) -> str:
        return self.name
