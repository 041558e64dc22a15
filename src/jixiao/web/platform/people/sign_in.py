"""Under which name and from which address failures to sign in are counted."""

from __future__ import annotations

import ipaddress
import unicodedata
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

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


def hashed(name: str) -> str:
    """A sign-in name that cannot be read back: people type passwords where the name belongs."""
    return str(salted_hmac("sign-in name", counted(name), algorithm="sha256").hexdigest())


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. Behind a proxy it is what the proxy has put last; what stands before may be made up.

    Without that header everyone behind the proxy has the proxy's own address.
    """
    own = str(request.META.get("REMOTE_ADDR") or "")
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() if settings.HTTPS else ""
    try:
        return str(ipaddress.ip_address(told or own))
    except ValueError:
        return own
