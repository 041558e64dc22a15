"""Budgets: the money of years and of projects, out of the register of funds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from jixiao.core.kernel.text import Text
from jixiao.web.portal.api.access import permission_of, seen
from jixiao.web.portal.api.forms import (
    LimitQuery,
    OrganisationQuery,
    PageOut,
    PageQuery,
    YearQuery,
    Yuan,
    operation,
    paged,
    yuan,
)
from jixiao.web.registers.funds.queries import project_money, year_money

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.web.registers.funds.queries import Money

router = Router(tags=["budgets"])


class MoneyOut(Schema):
    """Amounts in yuan; `months` is what was spent in each of the twelve months."""

    initial: Yuan
    supplemented: Yuan
    reallocated: Yuan
    adjusted: Yuan
    spent: Yuan
    months: list[Yuan]


class BudgetOut(Schema):
    """The budget of an organisation's own in a year: all of it, its basic and its project part."""

    organisation: int
    organisation_name: str
    year: int
    stage: str
    total: MoneyOut
    basic: MoneyOut
    project: MoneyOut


class ProjectOut(Schema):
    """A project with a line in the year's budget; `parent` is the code of the one above it."""

    organisation: int
    organisation_name: str
    year: int
    code: str
    name: str
    level: int
    parent: str
    duty: str
    task: str
    money: MoneyOut


def _money(one: Money) -> dict[str, Any]:
    names = ("initial", "supplemented", "reallocated", "adjusted", "spent")
    return {**{name: yuan(getattr(one, name)) for name in names}, "months": [yuan(fen) for fen in one.months]}


@router.get("/budgets", **operation("budgets:read", Text("年度预算", "Budgets of a year"), PageOut[BudgetOut]))
def budgets(
    request: HttpRequest,
    year: YearQuery,
    organisation: OrganisationQuery = None,
    page: PageQuery = 1,
    limit: LimitQuery = 50,
) -> dict[str, Any]:
    """Initial, supplemented, reallocated, adjusted and spent, by organisation and month."""
    places = {one.pk: one for one in seen(request, permission_of("budget"), organisation)}
    money = year_money(list(places.values()), year)
    listed = paged(request, [money[pk] for pk in places if pk in money], page, limit)
    listed["items"] = [
        {
            "organisation": one.organisation,
            "organisation_name": places[one.organisation].name,
            "year": one.year,
            "stage": one.stage,
            "total": _money(one.total),
            "basic": _money(one.basic),
            "project": _money(one.project),
        }
        for one in listed["items"]
    ]
    return listed


@router.get("/projects", **operation("budgets:read", Text("项目资金", "Money of projects"), PageOut[ProjectOut]))
def projects(
    request: HttpRequest,
    year: YearQuery,
    organisation: OrganisationQuery = None,
    page: PageQuery = 1,
    limit: LimitQuery = 50,
) -> dict[str, Any]:
    """The projects of the library that have a line in the year's budget."""
    places = {one.pk: one for one in seen(request, permission_of("budget"), organisation)}
    listed = paged(request, project_money(list(places.values()), year), page, limit)
    listed["items"] = [
        {
            "organisation": one.organisation,
            "organisation_name": places[one.organisation].name,
            "year": one.year,
            "code": one.code,
            "name": one.name,
            "level": one.level,
            "parent": one.parent,
            "duty": one.duty,
            "task": one.task,
            "money": _money(one.money),
        }
        for one in listed["items"]
    ]
    return listed
