"""Where sessions are kept: the database, as Django does it, but a database that is away is told as such.

Django takes any failure of writing a session for its deletion by someone else, and answers that the request was bad.
"""

from __future__ import annotations

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as OfDjango
from django.db import OperationalError


class SessionStore(OfDjango):
    """A session in the database."""

    def save(self, must_create: bool = False) -> None:
        """Write it; raises `OperationalError` where the database is away, `UpdateError` where the session is gone."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
