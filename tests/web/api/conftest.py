"""Callers of the API: tokens of people, a short way to call, a budget, a filled year and approved goals to ask for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.http import HttpResponse

    from jixiao.web.platform.people.models import Person

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
ROOT = "/api/v1"
EXAMPLE = Path(__file__).parents[3] / "examples" / "futian-2022-self-evaluation.yaml"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 21 November 2026."""
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.now", lambda: AT)
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.localdate", lambda *_: AT.date())


def token_of(person: Person, *scopes: str, days: int = 30) -> str:
    """The words of a token; of every scope where none is named."""
    from jixiao.web.platform.api.scopes import SCOPES
    from jixiao.web.platform.api.tokens import make

    return make(name="测试用", scopes=scopes or SCOPES, days=days, by=person, at=AT)[1]


Call = Callable[..., "HttpResponse"]


@pytest.fixture
def call(client: Any) -> Call:
    """`call(token, "/budgets?year=2026")`; with a body it is a POST. Without a token, None."""

    def called(token: str | None, path: str, body: Any = None, method: str = "", **headers: str) -> HttpResponse:
        given = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
        given |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        method = method or ("GET" if body is None else "POST")
        return client.generic(method, f"{ROOT}{path}", sent, "application/json", **given)

    return called


@pytest.fixture
def approved(district: SimpleNamespace, people: dict[str, Person]) -> SimpleNamespace:
    """An approved goal table of 产业服务局 with a number and a text, and one of 教育局."""
    return SimpleNamespace(
        own=goals_of(district.service, people["filler"]), other=goals_of(district.education, people["filler"])
    )


def goals_of(organisation: Any, by: Person) -> SimpleNamespace:
    """An approved goal table with two indicators."""
    from jixiao.web.registers.indicators.models import GoalTable, Indicator

    table = GoalTable.objects.create(
        organisation=organisation, year=2026, name="整体支出绩效目标", stage="approved", amount=123_456_789, revision=1,
        by=by, at=AT,
    )  # fmt: skip
    rows = [
        Indicator.objects.create(table=table, position=position, kind=kind, name=name, operator=operator, target=target)
        for position, kind, name, operator, target in (
            (1, "quantity", "走访企业", "ge", "860"),
            (2, "social", "营商环境", "text", "明显改善"),
        )
    ]
    return SimpleNamespace(table=table, number=rows[0], text=rows[1])


@pytest.fixture
def year(district: SimpleNamespace, people: dict[str, Person]) -> Any:
    """A year of 产业服务局 that is being filled in."""
    from jixiao.web.modules.evaluation.actions.filling import begin

    return begin(
        organisation=district.service, year=2022, framework="shenzhen-department-2022", by=people["filler"], at=AT
    )


@pytest.fixture
def budget(district: SimpleNamespace, people: dict[str, Person]) -> Any:
    """A budget of 产业服务局 with a line of a project."""
    return budget_of(district.service, people["filler"])


def budget_of(organisation: Any, by: Person) -> Any:
    """A budget with a project of 100 万元."""
    from jixiao.web.modules.budget.actions import budgets, lines, projects
    from jixiao.web.modules.budget.fields import LineFields, ProjectFields

    fields = ProjectFields("P01", "园区建设", 1, None, "产业发展", "园区运营", 2025, None)
    project = projects.add_project(organisation=organisation, fields=fields, by=by, at=AT)
    made = budgets.open_budget(organisation=organisation, year=2026, by=by, at=AT)
    line = LineFields("", "园区建设", False, project, "2150805", "30213", "general_public", 100_000_050)
    lines.add_line(pk=made.pk, fields=line, by=by, at=AT)
    return made


def publish(organisation: Any, by: Person, year: int = 2024) -> Any:
    """A published scorecard."""
    from jixiao.web.registers.publications.actions import publish as published
    from tests.web.disclosure.records import scorecard

    return published(
        organisation=organisation, year=year, kind="scorecard", record=scorecard(), title=f"{year} 年度绩效得分",
        address="", day=AT.date(), words="", by=by, at=AT,
    )  # fmt: skip
