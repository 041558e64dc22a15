"""Goals: tables, their indicators, what was reached; and reporting what an indicator has reached."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.db import transaction
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from jixiao.core.kernel.numerals import NumberFault, read_decimal
from jixiao.core.kernel.text import Text
from jixiao.web.platform.clock import now, today
from jixiao.web.platform.people.permissions import may
from jixiao.web.platform.refusals import Refused
from jixiao.web.portal.api.access import caller, note, permission_of, seen
from jixiao.web.portal.api.errors import not_found
from jixiao.web.portal.api.forms import (
    IdPath,
    LimitQuery,
    OrganisationQuery,
    PageOut,
    PageQuery,
    Plain,
    YearQuery,
    Yuan,
    operation,
    paged,
    yuan,
)
from jixiao.web.registers.indicators.actions import report
from jixiao.web.registers.indicators.models import Actual, GoalTable, Indicator
from jixiao.web.registers.indicators.queries import reached, tables

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["goals"])
NOT_APPROVED = Text("目标尚未批复，不能报完成值", "the goals are not approved yet, so nothing can be reported")
BOUND = Text("该指标的完成值由系统取数，不用人工报", "the indicator is counted by the system and not reported")
AHEAD = Text("日期在今天之后", "the day lies ahead")
OUTSIDE = Text("日期不在目标的年度之内或之后一年", "the day lies outside of the goals' year and the one after")
NO_NUMBER = Text("该指标要填数字", "the indicator wants a number")


class ActualOut(Schema):
    """What an indicator had reached on a day; a number is sent as it was printed."""

    id: int
    indicator: int
    day: date
    value: str
    said: str
    by: str
    at: datetime


class IndicatorOut(Schema):
    """What is to be reached; `reached` is the newest value up to the day asked for."""

    id: int
    kind: str
    level: str
    name: str
    operator: str
    target: str
    unit: str
    weight: str | None
    binding: str
    reached: ActualOut | None


class GoalsOut(Schema):
    """The goals of a department (no project) or of a project, for a year."""

    id: int
    organisation: int
    organisation_name: str
    year: int
    project: str
    name: str
    summary: str
    stage: str
    stage_name: str
    amount: Yuan | None
    revision: int
    revision_due: bool
    indicators: list[IndicatorOut]


class ActualIn(Schema, extra="forbid"):
    """What an indicator has reached on a day."""

    day: date
    value: Annotated[str, Field(min_length=1, max_length=200, examples=["96.5"]), Plain]
    said: Annotated[str, Field(max_length=2000)] = ""


DayQuery = Annotated[date | None, Query(description="截至哪天，默认今天 · up to which day, today by default")]


@router.get("/goals", **operation("goals:read", Text("绩效目标表", "Goal tables of a year"), PageOut[GoalsOut]))
def goals(
    request: HttpRequest,
    year: YearQuery,
    organisation: OrganisationQuery = None,
    day: DayQuery = None,
    page: PageQuery = 1,
    limit: LimitQuery = 50,
) -> dict[str, Any]:
    """Tables with their indicators and what each had reached."""
    places = seen(request, permission_of("goals"), organisation)
    found = tables(list(places), year).order_by("organisation__path", "project")
    listed = paged(request, found, page, limit)
    known = reached([one for table in listed["items"] for one in table.indicators.all()], day or today())
    listed["items"] = [_told(table, known) for table in listed["items"]]
    return listed


@router.get("/goals/{table}", **operation("goals:read", Text("一张绩效目标表", "A goal table"), GoalsOut))
def goal_table(request: HttpRequest, table: IdPath, day: DayQuery = None) -> dict[str, Any]:
    """One table with its indicators."""
    found = GoalTable.objects.select_related("organisation").prefetch_related("indicators").filter(pk=table).first()
    permission = permission_of("goals")
    if found is None or permission is None or not may(caller(request), permission, found.organisation):
        raise not_found()
    return _told(found, reached(found.indicators.all(), day or today()))


@router.get(
    "/indicators/{indicator}/actuals",
    **operation("goals:read", Text("完成值的历次记录", "What an indicator has reached"), PageOut[ActualOut]),
)
def actuals(request: HttpRequest, indicator: IdPath, page: PageQuery = 1, limit: LimitQuery = 50) -> dict[str, Any]:
    """Every value that was reported or counted, the newest first."""
    one = _indicator(request, indicator, "read")
    listed = paged(request, one.actuals.select_related("by").order_by("-day", "-pk"), page, limit)
    listed["items"] = [_actual(each) for each in listed["items"]]
    return listed


@router.post(
    "/indicators/{indicator}/actuals",
    **operation("goals:write", Text("报告完成值", "Report what an indicator has reached"), ActualOut, 201),
)
def report_actual(request: HttpRequest, indicator: IdPath, body: ActualIn) -> Status[dict[str, Any]]:
    """Say what an indicator has reached on a day. Nothing is overwritten: the newest value of a day holds."""
    one = _indicator(request, indicator, "fill")
    _check(one, body)
    at = now()
    with transaction.atomic():
        made = report(indicator=one, day=body.day, value=body.value, by=caller(request), at=at, said=_plain(body.said))
        note(request, one.table.organisation, at, [f"actual/{made.pk}"])
    return Status(201, _actual(made))


def _plain(text: str) -> str:
    """A text of several lines without what the database cannot hold."""
    return "".join(one for one in text if one in "\n\t" or (one >= " " and not "\ud800" <= one <= "\udfff"))


def _indicator(request: HttpRequest, key: int, verb: str) -> Indicator:
    """An indicator over whose organisation the caller has the permission; raises 404."""
    found = Indicator.objects.select_related("table__organisation").filter(pk=key).first()
    permission = permission_of("goals", verb)
    if found is None or permission is None or not may(caller(request), permission, found.table.organisation):
        raise not_found()
    return found


def _check(one: Indicator, body: ActualIn) -> None:
    """Raises `Refused` where the value cannot be one of the indicator."""
    if one.table.stage != "approved":
        raise Refused(NOT_APPROVED)
    if one.binding != "hand":
        raise Refused(BOUND)
    if body.day > today():
        raise Refused(AHEAD, "body.day")
    if body.day.year not in (one.table.year, one.table.year + 1):
        raise Refused(OUTSIDE, "body.day")
    if one.is_number:
        try:
            read_decimal(body.value.strip())
        except NumberFault:
            raise Refused(NO_NUMBER, "body.value") from None


def _actual(one: Actual) -> dict[str, Any]:
    return {
        "id": one.pk,
        "indicator": one.indicator_id,
        "day": one.day,
        "value": one.value,
        "said": one.said,
        "by": one.by.name,
        "at": one.at,
    }


def _told(table: GoalTable, known: dict[int, Actual]) -> dict[str, Any]:
    names = ("year", "project", "name", "summary", "stage", "revision", "revision_due")
    return {
        **{name: getattr(table, name) for name in names},
        "id": table.pk,
        "organisation": table.organisation_id,
        "organisation_name": table.organisation.name,
        "stage_name": table.stage_name.zh,
        "amount": None if table.amount is None else yuan(table.amount),
        "indicators": [_row(one, known.get(one.pk)) for one in table.indicators.all()],
    }


def _row(one: Indicator, actual: Actual | None) -> dict[str, Any]:
    names = ("kind", "level", "name", "operator", "target", "unit", "binding")
    return {
        **{name: getattr(one, name) for name in names},
        "id": one.pk,
        "weight": None if one.weight is None else format(one.weight, "f"),
        "reached": None if actual is None else _actual(actual),
    }
