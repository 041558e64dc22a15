"""The portal's rows of the permission matrix."""

from __future__ import annotations

from typing import Any

from tests.web.administration.permission_rows import ELSEWHERE, NOBODY, TRIED, Place, Row


def _unit(place: Place) -> dict[str, Any]:
    return {"pk": place.organisation.pk}


_HOLDERS = tuple(role for role in TRIED if role != NOBODY)

ROWS = (
    Row("choose", "POST", may=TRIED, everywhere=True, answer=(302,)),
    Row("home-part", may=TRIED, everywhere=True, answer=(200,), record=lambda _place: {"name": "summary"}),
    Row("search", may=TRIED, everywhere=True, answer=(200,), query="?q=cyfw"),
    Row("waiting-count", may=TRIED, everywhere=True, answer=(200,)),
    Row("unit", may=_HOLDERS, record=_unit, answer=(200,), but={(NOBODY, ELSEWHERE): (403,)}),
    Row("save-view", "POST", may=TRIED, everywhere=True, answer=(302,)),
    Row("let-go-view", "POST", may=TRIED, everywhere=True, answer=(404,), record=lambda _place: {"pk": 10**9}),
    Row("styleguide", may=("administrator",), everywhere=True, answer=(200,)),
)
