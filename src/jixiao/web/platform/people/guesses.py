"""How long wrong passwords make a name wait, so that neither guessing succeeds nor a stranger locks somebody out.

Five failures at a name from one address make the name wait there for a quarter of an hour (axes). Someone with many
addresses has more: so all failures at a name from browsers that it has never been opened from are counted together
over a day, and then such browsers wait. A browser from which the name was opened before carries a signed note of that,
and is counted by itself: what strangers do does not touch it. Nothing locks for good.
"""

from __future__ import annotations

import ipaddress
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

from jixiao.web.platform.clock import now
from jixiao.web.platform.people.models import Guess
from jixiao.web.platform.people.sign_in import address_of, hashed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

COOKIE, SALT = "device", "people.device"
KEPT = timedelta(days=180)
# People who share a computer.
MOST_NAMES = 5
A_WHILE, AN_HOUR, A_DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
OF_A_DEVICE, OF_A_DEVICE_IN_A_DAY = 5, 20
OF_STRANGERS_IN_A_DAY = 50
# Many people may stand behind one address of an office.
OF_AN_ADDRESS_IN_AN_HOUR = 200


def _devices(request: HttpRequest) -> dict[str, str]:
    """The names that were opened from a browser, hashed, each with the browser's mark."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}


def device_of(request: HttpRequest, name: str, at: datetime) -> str:
    """The mark of a browser from which a name was opened before; empty for others, and for one that guesses."""
    mark = _devices(request).get(hashed(name)[:16], "")
    guessed = mark and Guess.objects.filter(device=mark, name=hashed(name), at__gt=at - A_DAY).count()
    return "" if guessed and guessed >= OF_A_DEVICE_IN_A_DAY else mark


def is_known(request: HttpRequest | None, credentials: Mapping[str, str] | None) -> bool:
    """Whether a try comes from a browser that is counted by itself, so that axes leaves it alone."""
    name = credentials.get("username") if credentials else None
    return bool(request is not None and name and device_of(request, name, now()))


def waits(request: HttpRequest, name: str, at: datetime) -> bool:
    """Whether a name waits, for this browser."""
    mark, tries = device_of(request, name, at), Guess.objects.filter(name=hashed(name))
    if mark:
        return tries.filter(device=mark, at__gt=at - A_WHILE).count() >= OF_A_DEVICE
    if tries.filter(device="", at__gt=at - A_DAY).count() >= OF_STRANGERS_IN_A_DAY:
        return True
    address = _own(address_of(request))
    recent = Guess.objects.filter(address=address, device="", at__gt=at - AN_HOUR)
    return bool(address) and recent.count() >= OF_AN_ADDRESS_IN_AN_HOUR


def note(request: HttpRequest, name: str, at: datetime) -> None:
    """Count a wrong password; what is older than a day counts no more and goes."""
    mark = device_of(request, name, at)
    Guess.objects.filter(at__lt=at - A_DAY).delete()
    Guess.objects.create(name=hashed(name), device=mark, address=_own(address_of(request)), at=at)


def forget(name: str) -> None:
    """Begin the count of a name anew."""
    Guess.objects.filter(name=hashed(name)).delete()


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Give the browser the note that a name was opened from it."""
    known = _devices(request)
    mark = known.pop(hashed(name)[:16], None) or secrets.token_hex(16)
    last = dict([*known.items(), (hashed(name)[:16], mark)][-MOST_NAMES:])
    response.set_cookie(
        COOKIE, signing.dumps(last, salt=SALT), max_age=KEPT, httponly=True, samesite="Lax", secure=settings.HTTPS
    )


def _own(address: str) -> str:
    """An address that tells clients apart; empty for that of a proxy on this machine, which all of them share."""
    try:
        return "" if ipaddress.ip_address(address).is_loopback else address
    except ValueError:
        return ""
