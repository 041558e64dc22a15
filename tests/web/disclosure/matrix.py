"""The module's rows of the permission matrix."""

from __future__ import annotations

from typing import Any

from jixiao.web.platform.clock import today
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep
from jixiao.web.registers.publications import actions
from jixiao.web.registers.publications.models import Publication
from tests.web.administration.permission_rows import DONE, TRIED, Place, Row
from tests.web.disclosure.records import scorecard

SEES = ("filler", "unit_head", "reviewer")
PUBLISHES = ("unit_head", "reviewer")
YEAR = 2024


def _matter(place: Place) -> dict[str, Any]:
    return {"pk": place.organisation.pk, "year": YEAR, "kind": "budget"}


def _published(place: Place) -> Publication:
    digest, size = keep([b"budget"], 100)
    file = StoredFile.objects.create(
        sha256=digest, name="预算.pdf", size=size, organisation=place.organisation, by=place.author, at=place.at
    )
    return actions.publish(
        organisation=place.organisation, year=YEAR, kind="scorecard", record=scorecard(), title="得分",
        address="", day=today(), by=place.author, at=place.at, file=file,
    )  # fmt: skip


def _publication(place: Place) -> dict[str, Any]:
    return {"pk": _published(place).pk}


def _organisation(place: Place) -> dict[str, Any]:
    return {"pk": _published(place).organisation_id}


def _year(place: Place) -> dict[str, Any]:
    return {**_organisation(place), "year": YEAR}


def _duty(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"approved": "2024-02-05", "reason": "", "version": "0"}


def _publish(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"title": "部门预算", "address": "https://www.example.gov.cn/", "day": today().isoformat(), "words": ""}


def _public(address: str, record: Any) -> Row:
    return Row(address, may=TRIED, everywhere=True, public=True, record=record, answer=(200,), anonymous=(200,))


ROWS = (
    Row("disclosure:register", may=SEES, everywhere=True, answer=(200,), refused=(403,)),
    Row("disclosure:matter", may=SEES, record=_matter, answer=(200,), refused=(403,)),
    Row("disclosure:duty", "POST", may=PUBLISHES, record=_matter, data=_duty, answer=(302,), refused=(403,)),
    Row("disclosure:publish", "POST", may=PUBLISHES, record=_matter, data=_publish, answer=(302,), refused=(403,)),
    Row("disclosure:withdraw", "POST", may=PUBLISHES, record=_publication,
        data=lambda _place, _kwargs: {"because": "数字有误"}, answer=DONE, refused=(403,)),
    _public("disclosure:public", lambda _place: {}),
    _public("disclosure:compare", _organisation),
    _public("disclosure:year", _year),
    _public("disclosure:year-json", _year),
    _public("disclosure:year-xlsx", _year),
    _public("disclosure:record", _publication),
    _public("disclosure:file", _publication),
)  # fmt: skip
