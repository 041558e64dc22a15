"""The module's rows of the permission matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Delegation, Organisation, Person, Post
from tests.web.administration import matrix_sign_in
from tests.web.administration.permission_rows import ELSEWHERE, LET_IN, TRIED, Place, Row

KEEPS = ("administrator",)
READS = ("auditor", "administrator")


def _organisation(place: Place) -> dict[str, Any]:
    return {"pk": place.organisation.pk}


def _leaf(place: Place) -> dict[str, Any]:
    """An organisation under the place, with nobody in it."""
    made = Organisation.objects.create(
        name="新设科", kind="section", region="示例市", parent=place.organisation, path="new"
    )
    made.placed()
    made.save()
    return {"pk": made.pk}


def _closed(place: Place) -> dict[str, Any]:
    made = _leaf(place)
    Organisation.objects.filter(pk=made["pk"]).update(closed_on=today())
    return made


def _person(place: Place) -> dict[str, Any]:
    """Someone who belongs to the place and fills in there."""
    made = Person.objects.create(username="colleague", name="同事", home=place.organisation)
    Post.objects.create(person=made, organisation=place.organisation, role="filler", since=today())
    return {"pk": made.pk}


def _closed_person(place: Place) -> dict[str, Any]:
    made = _person(place)
    Person.objects.filter(pk=made["pk"]).update(is_active=False)
    return made


def _post(place: Place) -> dict[str, Any]:
    return {"pk": Post.objects.get(person_id=_person(place)["pk"]).pk}


def _delegation(place: Place) -> dict[str, Any]:
    day = today()
    lent = Delegation.objects.create(post_id=_post(place)["pk"], to=place.author, since=day, until=day)
    return {"pk": lent.pk}


def _new_post(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"organisation": place.organisation.pk, "role": "section_head", "since": today().isoformat()}


def _lending(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"to": place.author.pk, "since": today().isoformat(), "until": (today() + timedelta(days=3)).isoformat()}


def _end(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"last": today().isoformat()}


VERSION = {"version": 1}
# A new person asks for no record; whoever keeps people gets the page, and a home elsewhere is no choice in it.
NEW = {("administrator", ELSEWHERE): (422,)}

ROWS = (
    *matrix_sign_in.ROWS,
    Row("administration:organisations", may=KEEPS, everywhere=True),
    Row("administration:organisation", may=KEEPS, record=_organisation),
    Row(
        "administration:organisation-add",
        "POST",
        may=KEEPS,
        record=_organisation,
        data=lambda _place, _kwargs: {"new-name": "新设科", "new-kind": "section"},
        answer=(302,),
    ),
    Row(
        "administration:organisation-rename",
        "POST",
        may=KEEPS,
        record=_organisation,
        data=lambda _place, _kwargs: {"name": "改名", **VERSION},
        answer=(302,),
    ),
    Row(
        "administration:organisation-close",
        "POST",
        may=KEEPS,
        record=_leaf,
        data=lambda _place, _kwargs: VERSION,
        answer=(302,),
    ),
    Row(
        "administration:organisation-reopen",
        "POST",
        may=KEEPS,
        record=_closed,
        data=lambda _place, _kwargs: VERSION,
        answer=(302,),
    ),
    Row("administration:people", may=KEEPS, everywhere=True),
    Row("administration:person-add", may=KEEPS, everywhere=True),
    Row(
        "administration:person-add",
        "POST",
        may=KEEPS,
        data=lambda place, _kwargs: {"name": "新人", "username": "newcomer", "home": place.organisation.pk},
        answer=(200,),
        but=NEW,
    ),
    Row("administration:person", may=KEEPS, record=_person),
    Row(
        "administration:person-rename",
        "POST",
        may=KEEPS,
        record=_person,
        data=lambda _place, _kwargs: {"name": "改名", **VERSION},
        answer=(302,),
    ),
    Row("administration:person-close", "POST", may=KEEPS, record=_person, answer=(302,)),
    Row("administration:person-open", "POST", may=KEEPS, record=_closed_person, answer=(302,)),
    Row("administration:person-password", "POST", may=KEEPS, record=_person, answer=(200,)),
    Row("administration:post-add", may=KEEPS, record=_person, answer=(200,)),
    Row("administration:post-add", "POST", may=KEEPS, record=_person, data=_new_post, answer=(302,)),
    Row("administration:post-end", may=KEEPS, record=_post, answer=(200,)),
    Row("administration:post-end", "POST", may=KEEPS, record=_post, data=_end, answer=(302,)),
    Row("administration:post-lend", may=KEEPS, record=_post, answer=(200,)),
    Row("administration:post-lend", "POST", may=KEEPS, record=_post, data=_lending, answer=(302,)),
    Row("administration:delegation-end", "POST", may=KEEPS, record=_delegation, answer=(302,)),
    Row("administration:account", may=TRIED, everywhere=True),
    Row("administration:password", may=TRIED, everywhere=True),
    Row("administration:password", "POST", may=TRIED, everywhere=True, answer=LET_IN),
    Row("administration:trail", may=READS, everywhere=True),
    Row(
        "administration:trail-export",
        "POST",
        may=READS,
        everywhere=True,
        data=lambda _place, _kwargs: {"form": "csv"},
        answer=(200,),
    ),
)
