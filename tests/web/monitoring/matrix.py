"""The module's rows of the permission matrix."""

from __future__ import annotations

from datetime import date
from typing import Any

from jixiao.web.modules.monitoring.models import Filing, Round, Sheet
from jixiao.web.modules.monitoring.rules import in_force, kept
from jixiao.web.platform.people.models import Role
from tests.web.administration.permission_rows import ELSEWHERE, TRIED, Place, Row

READS = tuple(Role.values)
FILLS = ("filler", "section_head")


def _round(place: Place) -> Round:
    rules = in_force(date(2026, 8, 3))
    assert rules is not None
    return Round.objects.create(
        organisation=place.organisation, year=2026, month=7, until=date(2026, 8, 31), levels=[2], escalate_after=5,
        pause_after=10, rules=kept(rules), by=place.author, at=place.at,
    )  # fmt: skip


def _filing(place: Place, stage: str = "issued") -> Filing:
    return Filing.objects.create(round=_round(place), organisation=place.organisation, stage=stage, moved_at=place.at)


def _sheet(place: Place) -> Sheet:
    return Sheet.objects.create(
        filing=_filing(place), name="部门整体", adjusted=120, spent=1, light="red", money_light="red",
        red_since=date(2026, 8, 3), by=place.author, at=place.at, taken_at=place.at,
    )  # fmt: skip


def _of_round(place: Place) -> dict[str, Any]:
    one = _round(place)
    Filing.objects.create(round=one, organisation=place.organisation, moved_at=place.at)
    return {"pk": one.pk}


def _of_filing(place: Place) -> dict[str, Any]:
    return {"pk": _sheet(place).filing_id}


def _of_sheet(place: Place) -> dict[str, Any]:
    return {"pk": _sheet(place).pk}


def _version(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1}


def _write(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, "reason": "合同分期付款", "measure": "九月底前支付", "method": "straight_line"}


def _decide(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, "decision": "continue", "decision_reason": "任务不变"}


def _issue(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {
        "organisation": place.organisation.pk, "year": 2025, "month": 7, "until": "2025-08-31", "level-2": "on",
        "escalate_after": 5, "pause_after": 10,
    }  # fmt: skip


def _change(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, "until": "2026-09-10", "note": ""}


ROWS = (
    Row("monitoring:rounds", may=TRIED, everywhere=True, answer=(200,)),
    Row("monitoring:issue", may=("reviewer",), everywhere=True, answer=(200,), refused=(403,)),
    Row("monitoring:issue", "POST", may=("reviewer",), data=_issue, answer=(302,), refused=(403,),
        but={("reviewer", ELSEWHERE): (422,)}),
    Row("monitoring:round", may=READS, record=_of_round, answer=(200,), refused=(403,)),
    Row("monitoring:rules", may=READS, record=_of_round, answer=(200,), refused=(403,)),
    Row("monitoring:export-round", may=READS, record=_of_round, answer=(200,), refused=(403,)),
    Row("monitoring:change", may=("reviewer",), record=_of_round, answer=(200,), refused=(403,)),
    Row("monitoring:change", "POST", may=("reviewer",), record=_of_round, data=_change, answer=(302,), refused=(403,)),
    Row("monitoring:complete", "POST", may=("reviewer",), record=_of_round, answer=(302,), refused=(403,)),
    Row("monitoring:filing", may=READS, record=_of_filing, answer=(200,), refused=(403,)),
    Row("monitoring:form", may=READS, record=lambda place: {**_of_filing(place), "kind": "xlsx"}, answer=(200,),
        refused=(403,)),
    Row("monitoring:refresh", "POST", may=FILLS, record=_of_filing, answer=(302,), refused=(403,)),
    Row("monitoring:move", "POST", may=FILLS, record=lambda place: {**_of_filing(place), "move": "finish"},
        data=_version, answer=(302,), refused=(403,)),
    Row("monitoring:sheet", may=READS, record=_of_sheet, answer=(200,), refused=(403,)),
    Row("monitoring:sheet", "POST", may=FILLS, record=_of_sheet, data=_write, answer=(302,), refused=(403,)),
    Row("monitoring:decide", "POST", may=("unit_head",), record=_of_sheet, data=_decide, answer=(302,), refused=(403,)),
    Row("monitoring:in-time", may=READS, record=lambda place: {**_of_sheet(place), "kind": "svg"}, answer=(200,),
        refused=(403,)),
    Row("monitoring:light", may=READS, record=lambda place: {**_of_sheet(place), "which": "money"}, answer=(200,),
        refused=(403,)),
)  # fmt: skip
