"""Rows of the permission matrix: the pages of tokens and webhooks. The API itself is tried in test_permissions.py."""

from __future__ import annotations

from typing import Any

from tests.web.administration.permission_rows import ELSEWHERE, TRIED, Place, Row

KEEPS = ("administrator",)
ADDRESS = "https://93.184.216.34/hook"


def _token(place: Place) -> dict[str, Any]:
    """A token of whoever tries."""
    from jixiao.web.platform.api.tokens import make

    return {"pk": make(name="令牌", scopes=["budgets:read"], days=9, by=place.person, at=place.at)[0].pk}


def _webhook(place: Place) -> dict[str, Any]:
    from jixiao.web.platform.api.models import Webhook

    made = Webhook.objects.create(
        organisation=place.organisation, name="推送", address=ADDRESS, events=["budget.*"], salt="x", by=place.author,
        at=place.at,
    )  # fmt: skip
    return {"pk": made.pk}


def _delivery(place: Place) -> dict[str, Any]:
    from jixiao.web.platform.api.models import Delivery
    from jixiao.web.platform.trail.record import record

    _webhook(place)
    record("budget.move", "budget/1", by=None, at=place.at, organisation=place.organisation)
    return {"pk": Delivery.objects.get().pk}


def _words(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {
        "organisation": place.organisation.pk,
        "name": "推送",
        "address": ADDRESS,
        "events": ["goals.*"],
        "version": 1,
    }


def _post(name: str, **more: Any) -> Row:
    return Row(f"administration:{name}", "POST", may=KEEPS, record=_webhook, answer=(302,), **more)


ROWS = (
    Row("administration:tokens", may=TRIED, everywhere=True, answer=(200,)),
    Row(
        "administration:tokens",
        "POST",
        may=TRIED,
        everywhere=True,
        data=lambda _place, _kwargs: {"name": "令牌", "days": 9, "scopes": ["budgets:read"]},
        answer=(200,),
    ),
    Row("administration:token-revoke", "POST", may=TRIED, everywhere=True, record=_token, answer=(302,)),
    Row("administration:webhooks", may=KEEPS, everywhere=True),
    Row("administration:webhook-add", may=KEEPS, everywhere=True),
    Row(
        "administration:webhook-add",
        "POST",
        may=KEEPS,
        data=_words,
        answer=(302,),
        but={("administrator", ELSEWHERE): (422,)},
    ),
    Row("administration:webhook", may=KEEPS, record=_webhook),
    Row("administration:webhook-change", may=KEEPS, record=_webhook),
    _post("webhook-change", data=_words),
    _post("webhook-switch"),
    Row("administration:webhook-secret", "POST", may=KEEPS, record=_webhook, answer=(200,)),
    _post("webhook-test"),
    _post("webhook-remove"),
    Row("administration:delivery-again", "POST", may=KEEPS, record=_delivery, answer=(302,)),
)
