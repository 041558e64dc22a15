"""The one clock of the web, so that a test may set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date, datetime


def now() -> datetime:
    """The present moment, with its time zone."""
    return timezone.now()


def today() -> date:
    """The present day where the district is."""
    return timezone.localdate()
