"""Rows of the permission matrix: sign-in, second factor, sessions, assignments."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people import second_factor
from jixiao.web.platform.people.models import (
    Assignment,
    Avoidance,
    OutsideIdentity,
    Person,
    Post,
    SecondFactor,
    SignedIn,
)
from tests.web.administration.permission_rows import ELSEWHERE, LET_IN, NOBODY, TRIED, Place, Row

KEEPS = ("administrator",)
ASSIGNS = ("reviewer",)
SEES = ("reviewer", "administrator")
OUTSIDE = ("evaluator", "expert")
HOLDERS = tuple(role for role in TRIED if role != NOBODY)


def _person(place: Place) -> dict[str, Any]:
    """Someone who belongs to the place, with a second factor and bound to a provider."""
    made = Person.objects.create(username="colleague", name="同事", home=place.organisation)
    SecondFactor.objects.create(person=made, secret="x", since=now())
    OutsideIdentity.objects.create(person=made, issuer="https://one.example", subject="7", since=now())
    return {"pk": made.pk}


def _outsider(place: Place) -> Person:
    made = Person.objects.create(username="outsider", name="外评人")
    Post.objects.create(person=made, organisation=place.organisation, role="expert", since=today())
    return made


def _assignment(place: Place) -> dict[str, Any]:
    days = {"year": 2025, "since": today(), "until": today() + timedelta(days=9)}
    made = Assignment.objects.create(person=_outsider(place), organisation=place.organisation, **days)
    return {"pk": made.pk}


def _avoidance(place: Place) -> dict[str, Any]:
    told = {"reason": "亲属", "at": now(), "by": place.author}
    made = Avoidance.objects.create(person=_outsider(place), organisation=place.organisation, **told)
    return {"pk": made.pk}


def _assigning(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    days = {"since": today().isoformat(), "until": (today() + timedelta(days=9)).isoformat()}
    return {"person": _outsider(place).pk, "organisations": [place.organisation.pk], "year": today().year - 1, **days}


def _drawing(place: Place, kwargs: dict[str, Any]) -> dict[str, Any]:
    given = _assigning(place, kwargs)
    return {**given, "among": [given.pop("person")], "each": 1, "seed": "2026-001"}


def _avoiding(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"person": _outsider(place).pk, "organisation": place.organisation.pk, "reason": "亲属在那里任职"}


def _session(place: Place) -> dict[str, Any]:
    return {"pk": SignedIn.objects.create(person=place.person, session="elsewhere", at=now()).pk}


def _factor(place: Place) -> dict[str, Any]:
    sealed = second_factor.sealed(second_factor.new_secret())
    SecondFactor.objects.create(person=place.person, secret=sealed, since=now())
    return {}


# Whoever assigns gets the form; an organisation elsewhere is no choice in it.
NO_CHOICE = {("reviewer", ELSEWHERE): (422,)}

ROWS = (
    Row("administration:person-second-factor", "POST", may=KEEPS, record=_person, answer=(302,)),
    Row("administration:person-identity", "POST", may=KEEPS, record=_person, answer=(302,)),
    Row("administration:sign-in-rules", may=KEEPS, everywhere=True, answer=(200,)),
    Row("administration:assignments", may=SEES, everywhere=True, answer=(200,)),
    Row("administration:assignments-export", may=SEES, everywhere=True, answer=(200,)),
    Row("administration:assignment-add", may=ASSIGNS, everywhere=True, answer=(200,)),
    Row("administration:assignment-add", "POST", may=ASSIGNS, data=_assigning, answer=(302,), but=NO_CHOICE),
    Row("administration:assignment-draw", may=ASSIGNS, everywhere=True, answer=(200,)),
    Row("administration:assignment-draw", "POST", may=ASSIGNS, data=_drawing, answer=(302,), but=NO_CHOICE),
    Row("administration:assignment-end", "POST", may=ASSIGNS, record=_assignment, answer=(302,)),
    Row("administration:avoidance-add", may=ASSIGNS, everywhere=True, answer=(200,)),
    Row("administration:avoidance-add", "POST", may=ASSIGNS, data=_avoiding, answer=(302,), but=NO_CHOICE),
    Row("administration:avoidance-lift", "POST", may=ASSIGNS, record=_avoidance, answer=(302,)),
    Row("administration:mine", may=OUTSIDE, everywhere=True, answer=(200,)),
    Row("administration:mine", "POST", may=OUTSIDE, everywhere=True, answer=LET_IN),
    Row("administration:second-factor", may=TRIED, everywhere=True, answer=(200,)),
    Row("administration:second-factor", "POST", may=TRIED, everywhere=True, answer=LET_IN),
    Row("administration:second-factor-codes", "POST", may=TRIED, everywhere=True, record=_factor, answer=LET_IN),
    Row("administration:second-factor-remove", "POST", may=TRIED, everywhere=True, record=_factor, answer=LET_IN),
    Row("administration:session-end", "POST", may=TRIED, everywhere=True, record=_session, answer=(302,)),
    Row("administration:sessions-end", "POST", may=TRIED, everywhere=True, answer=(302,)),
    # Before the first step these lead back to it; without a provider there is none.
    Row("sign-in-code", may=TRIED, everywhere=True, public=True, answer=(302,), anonymous=(302,)),
    Row("sign-in-code", "POST", may=TRIED, everywhere=True, public=True, answer=(302,), anonymous=(302,)),
    Row("sign-in-provider", may=TRIED, everywhere=True, public=True, answer=(404,), anonymous=(404,)),
    Row("sign-in-back", may=TRIED, everywhere=True, public=True, answer=(404,), anonymous=(404,)),
)
