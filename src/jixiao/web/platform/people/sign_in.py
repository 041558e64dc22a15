"""Under which name failures to sign in are counted."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

# More than any account's name has; the table of failures takes no longer ones.
LONGEST = 150


def counted_name(request: HttpRequest | None, credentials: Mapping[str, str] | None) -> str | None:
    """The name of a try, without its capitals: they open the same account, so they must not begin the count anew."""
    given = credentials.get("username") if credentials else None
    if given is None and request is not None:
        given = request.POST.get("username")
    return None if given is None else counted(given)


def counted(name: str) -> str:
    """A sign-in name as failures are counted; through capitals first, as the database compares."""
    return unicodedata.normalize("NFKC", name).strip().upper().casefold()[:LONGEST]
