"""Sessions: where somebody is signed in, how long one may rest, and how to end those elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.models import Session

from jixiao.web.platform.clock import now
from jixiao.web.platform.people.models import SignedIn
from jixiao.web.platform.people.sign_in import address_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.platform.people.models import Person

# Not with every page, so that a page does not write.
SEEN_EVERY = 60  # seconds
# Who has just signed in need not give the password again.
FRESH = timedelta(minutes=10)
SEEN, SINCE, STRONG = "seen", "signed_in", "second_factor"


# What browsers and systems call themselves; most say the names of others as well, so the order matters.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


class Seen(NamedTuple):
    """A session as its owner sees it."""

    one: SignedIn
    last: datetime | None
    is_here: bool

    @property
    def browser(self) -> str:
        """What the browser goes by; its own words where they are not known."""
        own = self.one.browser
        named = [next((name for mark, name in known if mark in own), "") for known in (BROWSERS, SYSTEMS)]
        return " · ".join(filter(None, named)) or own


def enter(request: HttpRequest, person: Person, *, backend: str, is_strong: bool, at: datetime) -> None:
    """Begin a session; `is_strong` says that a second factor was shown."""
    login(request, person, backend=backend)
    moment = int(at.timestamp())
    request.session.update({SEEN: moment, SINCE: moment, STRONG: is_strong})
    if request.session.session_key is None:
        request.session.save()
    kept = SignedIn.objects.filter(person=person)
    kept.exclude(session__in=_living(person)).delete()
    browser = request.META.get("HTTP_USER_AGENT", "").replace("\x00", "")[:200]
    SignedIn.objects.create(
        person=person, session=request.session.session_key, at=at, address=address_of(request)[:45], browser=browser
    )


def is_idle(request: HttpRequest, at: datetime) -> bool:
    """Whether a session has rested too long. Whole pages and changes are use, parts that fetch themselves are not."""
    seen = request.session.get(SEEN)
    if not isinstance(seen, int):
        return False
    moment = int(at.timestamp())
    if moment - seen > settings.IDLE_MINUTES * 60:
        return True
    if moment - seen > SEEN_EVERY and (request.method == "POST" or "HX-Request" not in request.headers):
        request.session[SEEN] = moment
    return False


def is_fresh(request: HttpRequest, at: datetime) -> bool:
    """Whether its owner signed in a moment ago."""
    since = request.session.get(SINCE)
    return isinstance(since, int) and at.timestamp() - since < FRESH.total_seconds()


def mark_strong(request: HttpRequest) -> None:
    """A second factor was shown in this session."""
    request.session[STRONG] = True


def is_strong(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session."""
    return request.session.get(STRONG) is True


def follow(request: HttpRequest, before: str | None) -> None:
    """A session has another key than before."""
    if before and request.session.session_key:
        SignedIn.objects.filter(session=before).update(session=request.session.session_key)


def sessions_of(request: HttpRequest, person: Person) -> list[Seen]:
    """Where a person is signed in, this browser first."""
    living = {one.session_key: one for one in Session.objects.filter(session_key__in=_living(person))}
    here = request.session.session_key
    found = []
    for one in SignedIn.objects.filter(person=person, session__in=living).order_by("-at"):
        seen = living[one.session].get_decoded().get(SEEN)
        last = datetime.fromtimestamp(seen, UTC) if isinstance(seen, int) else None
        found.append(Seen(one, last, one.session == here))
    return sorted(found, key=lambda one: not one.is_here)


def _living(person: Person) -> list[str]:
    """The keys of a person's sessions that have not run out."""
    keys = list(SignedIn.objects.filter(person=person).values_list("session", flat=True))
    return list(
        Session.objects.filter(session_key__in=keys, expire_date__gt=now()).values_list("session_key", flat=True)
    )


def end(person: Person, *, only: int | None = None, but: str | None = None) -> int:
    """End sessions of a person: one, or all but one; returns how many."""
    wanted = SignedIn.objects.filter(person=person)
    if only is not None:
        wanted = wanted.filter(pk=only)
    if but is not None:
        wanted = wanted.exclude(session=but)
    keys = list(wanted.values_list("session", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    wanted.delete()
    return len(keys)
